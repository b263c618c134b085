import type { Engine } from '../../model/engine.ts';
import type { Finding } from '../../model/finding.ts';
import type { Script, Statement } from '../../model/script.ts';
import { locate } from './outcome.ts';

/** A script that goes through because its tool's SQLite takes a name for text; other builds, and newer ones, stop at it. */
export async function quotedTextFindings(
  engine: Engine,
  script: Script,
  statements: readonly Statement[],
): Promise<readonly Finding[]> {
  if (!statements.some(({ doubleQuotes }) => doubleQuotes === 'text')) return [];
  const [tried] = await engine.attempt([statements.map(({ text }) => ({ text }))]);
  const failure = tried?.failure ?? null;
  const unknown = /^no such column: (".*") - should this be a string literal/s.exec(failure?.message ?? '')?.[1];
  if (failure === null || unknown === undefined) return [];
  return [
    {
      severity: 'warning',
      object: `script ${script.path}`,
      message: `${unknown} stands in double quotes and is the name of nothing`,
      why: 'The SQLite of its tool takes it for text, without a word also where it is a misspelt column. Builds without that quirk, better-sqlite3’s among them, refuse the script.',
      fix: 'Write text in single quotes: stepproof lint lists every such place.',
      location: locate(script, statements[failure.statement ?? 0]),
      data: { kind: 'quoted-text', name: unknown },
    },
  ];
}
