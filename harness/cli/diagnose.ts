import { tmpdir } from 'node:os';
import type { CheckOptions } from '../commands/checkOptions.ts';
import type { LocalLedger } from '../commands/localState.ts';
import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import { painter } from '../reporters/paint.ts';
import { printableLine } from '../reporters/printable.ts';
import { alignColumns } from '../reporters/table.ts';
import type { Arguments } from './arguments.ts';
import { gitLine } from './git.ts';
import { show, showsColors } from './terminal.ts';

const STDOUT = 1;
const HEALTHY = 0;
const CANNOT_WORK = 2;

/** Something that stepproof stands on, and how it is. */
interface Finding {
  readonly what: string;
  readonly state: 'good' | 'bad' | 'doubtful';
  readonly text: string;
  readonly fix: string;
}

/** Looks at everything that a check needs, says how it is, and answers with the exit code. */
export async function diagnose(given: Arguments, options: CheckOptions): Promise<number> {
  const engine = await sqlite();
  // The databases of wrangler are read by the same engine.
  const local = engine.state === 'bad' ? [] : await localState(options);
  const findings = [await node(), engine, await d1(), git(given), await folder(options), ...local];
  const paint = painter(showsColors(STDOUT, given.options.has('no-color')));
  const marks = { good: '✓', bad: '✗', doubtful: '·' } as const;
  const rows = findings.map(({ what, state, text }) => [
    { text: marks[state], align: 'left' as const, paint: (mark: string) => paint(state, mark) },
    { text: what, align: 'left' as const },
    { text: printableLine(text), align: 'left' as const },
  ]);
  const fixes = findings.filter(({ fix }) => fix !== '').map(({ what, fix }) => `  ${what}: ${printableLine(fix)}`);
  show(`${[...alignColumns(rows), ...(fixes.length > 0 ? ['', ...fixes] : [])].join('\n')}\n`);
  return findings.some(({ state }) => state === 'bad') ? CANNOT_WORK : HEALTHY;
}

function good(what: string, text: string): Finding {
  return { what, state: 'good', text, fix: '' };
}

async function node(): Promise<Finding> {
  const { VERSION } = await import('../version.ts');
  return good('stepproof', `${VERSION} on Node ${process.versions.node}, ${process.platform} ${process.arch}`);
}

async function sqlite(): Promise<Finding> {
  try {
    const { betterSqlite3Version } = await import('../engines/version.ts');
    const { version, sqlite: engine } = betterSqlite3Version();
    return good('better-sqlite3', `${version} (SQLite ${engine})`);
  } catch (error) {
    return {
      what: 'better-sqlite3',
      state: 'bad',
      text: `does not load: ${messageOf(error)}`,
      fix: 'Install the dependencies again on this machine: npm ci',
    };
  }
}

/** Nobody who does not ask for D1 needs it. */
async function d1(): Promise<Finding> {
  try {
    const { d1Version } = await import('../engines/d1/version.ts');
    const { version } = await d1Version();
    return good('D1', version);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { what: 'D1', state: 'doubtful', text: error.message, fix: error.detail.fix ?? '' };
  }
}

function git({ operands }: Arguments): Finding {
  const version = gitLine(tmpdir(), ['--version']);
  if (version === null) {
    const fix = 'Install git to prove only what a branch adds: --since REF';
    return { what: 'git', state: 'doubtful', text: 'not found', fix };
  }
  const isRepository = gitLine(operands[0] ?? '.', ['rev-parse', '--is-inside-work-tree']) !== null;
  return good('git', isRepository ? version : `${version}; the folder is in no repository, so --since has no meaning`);
}

async function folder(options: CheckOptions): Promise<Finding> {
  try {
    const { readFolder } = await import('../commands/readFolder.ts');
    const { ladder, loaded } = await readFolder(options);
    const { migrations, layout, folders, reversible } = ladder;
    const taken = migrations.filter(({ rollback }) => rollback !== null).length;
    const rollbacks = reversible ? `, ${taken} with a rollback` : ', a layout without rollbacks';
    const source = loaded.source === null ? 'no configuration' : `configuration ${loaded.source.file}`;
    return good('migrations', `${migrations.length} in ${folders.migrations} (${layout})${rollbacks}; ${source}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { what: 'migrations', state: 'bad', text: error.message, fix: error.detail.fix ?? error.detail.why ?? '' };
  }
}

/** The databases that wrangler keeps on this machine: how far each is. A folder that cannot be read was spoken of already. */
async function localState(options: CheckOptions): Promise<readonly Finding[]> {
  try {
    const { readFolder } = await import('../commands/readFolder.ts');
    const { localLedgers } = await import('../commands/localState.ts');
    const { ladder } = await readFolder(options);
    const ledgers = await localLedgers(ladder);
    return ledgers.map(({ database, ledger }) => standing(`local ${database.binding}`, ledger, ladder.migrations));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [];
  }
}

function standing(what: string, ledger: LocalLedger['ledger'], migrations: readonly Migration[]): Finding {
  if (ledger instanceof UserError) {
    return { what, state: 'doubtful', text: ledger.message, fix: ledger.detail.fix ?? '' };
  }
  const applied = new Set(ledger?.applied.map(({ id }) => id));
  const next = migrations.find(({ id }) => !applied.has(id));
  const text = `${applied.size} of ${migrations.length} migrations applied${next === undefined ? '' : `; next ${next.id}`}`;
  const parted = [
    ...(ledger?.unknown ?? []).map((name) => `${name} is applied and has no file.`),
    ...(ledger?.problems ?? []),
  ];
  return parted.length === 0 ? good(what, text) : { what, state: 'doubtful', text, fix: parted.join(' ') };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
