import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { lineOf, refuseDialect } from './dialect.ts';
import { readTextFile } from './sqlFiles.ts';

/** The three scripts of a change. */
export type SqitchKind = 'deploy' | 'revert' | 'verify';

/** Where a Sqitch project keeps what, relative to root. */
export interface SqitchPlaces {
  readonly plan: string;
  /** Ending of the scripts, without its point. */
  readonly extension: string;
  /** The folder of a kind of script; `isReworked`: for changes that were made anew since. */
  folderOf(kind: SqitchKind, isReworked: boolean): string;
}

const FILE = 'sqitch.conf';

/** The top folder that sqitch.conf in root names; '.' where it names none. */
export function sqitchTop(root: string): string {
  return posix.normalize(settingsOf(root).get('top_dir') ?? '.');
}

/**
 * Reads sqitch.conf: what `[engine "sqlite"]` says wins over `[core]`, and everything has its default below the top
 * folder (https://sqitch.org/docs/manual/sqitch-config/). Throws `UserError` for a project of another database.
 */
export function sqitchPlaces(root: string, top: string): SqitchPlaces {
  const settings = settingsOf(root);
  const engine = settings.namesSqlite ? undefined : settings.get('engine');
  if (engine !== undefined) refuseDialect(engine, ['sqlite'], FILE, lineOf(readTextFile(root, FILE), 'engine'));
  const within = (folder: string, name: string): string => posix.join(folder, name);
  const reworked = settings.get('reworked_dir');
  const folderOf = (kind: SqitchKind): string => posix.normalize(settings.get(`${kind}_dir`) ?? within(top, kind));
  const reworkedOf = (kind: SqitchKind): string =>
    posix.normalize(
      settings.get(`reworked_${kind}_dir`) ?? (reworked === undefined ? folderOf(kind) : within(reworked, kind)),
    );
  return {
    plan: posix.normalize(settings.get('plan_file') ?? within(top, 'sqitch.plan')),
    extension: settings.get('extension') ?? 'sql',
    folderOf: (kind, isReworked) => (isReworked ? reworkedOf(kind) : folderOf(kind)),
  };
}

/** In the order in which they are asked; releases before 0.999 wrote the second. */
const SECTIONS = ['engine "sqlite"', 'core "sqlite"', 'core'];

interface Settings {
  /** There is a section for SQLite, whatever the engine of the project is. */
  readonly namesSqlite: boolean;
  get(name: string): string | undefined;
}

/** Reads sqitch.conf; it is written as git writes its own (https://git-scm.com/docs/git-config#_syntax). */
function settingsOf(root: string): Settings {
  const values = new Map<string, string>();
  let section = '';
  const lines = existsSync(join(root, FILE)) ? readTextFile(root, FILE).split(/\r?\n/) : [];
  for (const line of lines) {
    section = /^\s*\[\s*(.+?)\s*\]/.exec(line)?.[1] ?? section;
    const [, name, quoted, plain] = /^\s*(\w+)\s*=\s*(?:"([^"]*)"|([^#;]*?))\s*(?:[#;].*)?$/.exec(line) ?? [];
    const value = quoted ?? plain;
    if (name !== undefined && value !== undefined) values.set(`${section}.${name}`, value);
  }
  return {
    namesSqlite: [...values.keys()].some((key) => key.startsWith('engine "sqlite".')),
    get: (name) => SECTIONS.map((known) => values.get(`${known}.${name}`)).find((value) => value !== undefined),
  };
}
