import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { LooseFinding } from '../model/report.ts';
import { lineOf, refuseDialect } from './dialect.ts';
import { pathIn } from './fileNames.ts';
import { readTextFile } from './sqlFiles.ts';

/** drizzle's names for SQLite and for what speaks as it does. */
export const DIALECTS: readonly string[] = ['sqlite', 'turso'];

/** A migration that drizzle-kit wrote into its journal. */
export interface JournalEntry {
  /** Its file is `TAG.sql`. */
  readonly tag: string;
  /** Milliseconds; a database takes up only what is later than the last that it has. */
  readonly when: number;
  /** Whether each statement stands by itself behind a `--> statement-breakpoint`. */
  readonly breakpoints: boolean;
}

/** Where drizzle-kit keeps its journal, relative to root. */
export function journalPath(migrations: string): string {
  return pathIn(migrations, 'meta/_journal.json');
}

/**
 * Reads a journal; its entries run in the order in which they stand there
 * (https://github.com/drizzle-team/drizzle-orm, drizzle-orm/src/migrator.ts). Throws `UserError` for one that is broken,
 * for another database, or names a file that is not there.
 */
export function readJournal(root: string, migrations: string): readonly JournalEntry[] {
  const path = journalPath(migrations);
  const text = readTextFile(root, path);
  const { dialect, entries } = parse(text, path);
  refuseDialect(dialect, DIALECTS, path, lineOf(text, '"dialect"'));
  for (const [index, { tag }] of entries.entries()) {
    const location = { file: path, line: lineOf(text, JSON.stringify(tag)), column: 1 };
    if (entries.findIndex((entry) => entry.tag === tag) !== index) {
      throw new UserError('migration-duplicate', `${path} names ${tag} twice`, { fix: 'Delete one entry.', location });
    }
    if (existsSync(join(root, pathIn(migrations, `${tag}.sql`)))) continue;
    throw new UserError('migration-missing', `${path} names ${tag}, and there is no ${tag}.sql`, {
      why: 'drizzle stops at an entry whose file is missing.',
      fix: 'Put the file back, or delete the entry.',
      location,
    });
  }
  return entries;
}

interface Journal {
  readonly dialect: string;
  readonly entries: readonly JournalEntry[];
}

function parse(text: string, path: string): Journal {
  const unreadable = (why: string): UserError =>
    new UserError('layout-unreadable', `${path} cannot be read`, {
      why,
      fix: 'Resolve a merge conflict in it, or let drizzle-kit write it anew.',
      location: { file: path, line: 1, column: 1 },
    });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
  if (!isJournal(content))
    throw unreadable('A journal has a dialect, and entries with idx, when, tag and breakpoints.');
  return content;
}

function isJournal(value: unknown): value is Journal {
  return (
    isRecord(value) &&
    typeof value['dialect'] === 'string' &&
    Array.isArray(value['entries']) &&
    value['entries'].every(isEntry)
  );
}

function isEntry(value: unknown): boolean {
  return isRecord(value) && typeof value['tag'] === 'string' && typeof value['when'] === 'number';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Warnings for entries that are earlier than one before them: a database that has that one never takes them up. */
export function skippedEntries(
  entries: readonly JournalEntry[],
  migrations: string,
  root: string,
): readonly LooseFinding[] {
  const path = journalPath(migrations);
  const text = readTextFile(root, path);
  return entries.flatMap(({ tag, when }, index) => {
    const later = entries.slice(0, index).find((entry) => entry.when >= when);
    if (later === undefined) return [];
    return [
      {
        check: 'forward-applies',
        severity: 'warning',
        object: `migration ${tag}`,
        message: `${tag} is skipped in a database that has ${later.tag} already`,
        why: 'drizzle runs only entries whose time is later than that of the last one it ran; a new database shows nothing of it.',
        fix: `Give its "when" in ${path} a time later than ${later.when}.`,
        location: { file: path, line: lineOf(text, JSON.stringify(tag)), column: 1 },
        data: { when, later: later.when },
      },
    ];
  });
}
