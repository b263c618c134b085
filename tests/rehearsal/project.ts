import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { rehearseDatabase } from '../../harness/commands/rehearse.ts';
import type { RehearseOptions } from '../../harness/commands/rehearseOptions.ts';
import type { Finding } from '../../harness/model/finding.ts';
import type { Report } from '../../harness/model/report.ts';
import { projectFolder } from '../config/projectFolder.ts';

/** A project on disk with a database beside it. */
export interface Project {
  readonly dir: string;
  readonly database: string;
}

/** Writes a project for one test; `sql` makes the database. */
export function projectOf(files: Readonly<Record<string, string>>, sql: string): Project {
  const dir = projectFolder(files);
  const database = join(dir, 'app.db');
  onDatabase(database, (db) => db.exec(sql));
  return { dir, database };
}

/** Works on a database file as an application does. */
export function onDatabase<Answer>(path: string, work: (db: Database.Database) => Answer): Answer {
  const db = new Database(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Files of a ladder in the paired layout: by id, the forward script and the rollback. */
export function ladderOf(
  steps: Readonly<Record<string, readonly [forward: string, rollback?: string]>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(steps).flatMap(([id, [forward, rollback]]) => [
      [`migrations/${id}.sql`, forward],
      ...(rollback === undefined ? [] : [[`rollbacks/${id}.sql`, rollback]]),
    ]),
  );
}

/** Rehearses on the project's database in this process. */
export async function rehearse(
  { dir, database }: Project,
  options: Partial<RehearseOptions> & { readonly onStep?: () => void } = {},
): Promise<Report> {
  const folder = projectFolder({});
  let clock = 0;
  return rehearseDatabase(
    { dir, database, showValues: false, ...options },
    { now: () => clock++, onStep: options.onStep ?? (() => {}), peakMiB: () => 100, folder },
  );
}

/** Names the bytes of a file. */
export function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** What a report says against a step, one line each: `error rows-survive: …`. */
export function said(
  { steps, findings }: Report,
  least: readonly Finding['severity'][] = ['error', 'warning'],
): readonly string[] {
  const all = [
    ...steps.flatMap(({ checks }) =>
      checks.flatMap(({ id, findings }) => findings.map((finding) => ({ id, finding }))),
    ),
    ...findings.map((finding) => ({ id: finding.check, finding })),
  ];
  return all
    .filter(({ finding }) => least.includes(finding.severity))
    .map(({ id, finding }) => `${finding.severity} ${id}: ${finding.message}`);
}

/** How a check of the only step, or of the one named, went. */
export function checkIn({ steps }: Report, check: string, step = steps[0]?.id) {
  const found = steps.find(({ id }) => id === step)?.checks.find(({ id }) => id === check);
  if (found === undefined) throw new Error(`${check} of ${step} is not in the report`);
  return found;
}
