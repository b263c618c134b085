import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { checks } from '../../harness/checks/index.ts';

const FOLDER = join(import.meta.dirname, '../../docs/checks');

const HEADINGS = [
  'What it proves',
  'Why it matters',
  'Wrong and right',
  'How to fix it',
  'What it does not detect',
  'Settling a finding',
];

const FENCED = /^```(.*)\n([\s\S]*?)^```$/gm;

interface Block {
  readonly info: string;
  readonly text: string;
}

const ids = readdirSync(FOLDER)
  .map((file) => file.replace(/\.md$/, ''))
  .sort();

function page(id: string): string {
  return readFileSync(join(FOLDER, `${id}.md`), 'utf8');
}

function blocks(id: string): readonly Block[] {
  return [...page(id).matchAll(FENCED)].map(([, info = '', text = '']) => ({ info, text }));
}

/** Runs a block as stepproof runs a script: in one transaction, foreign keys on unless it asks for off. */
function apply(database: Database.Database, sql: string): void {
  database.pragma(`foreign_keys = ${sql.includes('-- stepproof: foreign-keys off') ? 'OFF' : 'ON'}`);
  database.transaction(() => database.exec(sql))();
}

/** The database that the right blocks before this one have made. */
function databaseBefore(id: string, index: number): Database.Database {
  const database = new Database(':memory:');
  for (const { info, text } of blocks(id).slice(0, index)) if (info === 'sql right') apply(database, text);
  return database;
}

function rows(database: Database.Database): Record<string, unknown[]> {
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all();
  return Object.fromEntries(tables.map((name) => [name, database.prepare(`SELECT * FROM "${name}" ORDER BY 1`).all()]));
}

test('there is one page for each check and no other', () => {
  expect(ids).toEqual(checks.map((check) => check.id).sort());
});

describe.for(ids)('the page of %s', (id) => {
  test('begins with the id and its truth in one sentence', () => {
    const [title, truth] = page(id).split('\n\n');
    expect(title).toBe(`# ${id}`);
    expect(truth).toMatch(/^[A-Z][^.]+\.$/);
  });

  test('has the fixed headings in their order', () => {
    const prose = page(id).replace(FENCED, '');
    expect([...prose.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
  });

  test('shows how to settle a finding of its own', () => {
    const settling = page(id).split('## Settling a finding')[1];
    expect(settling).toMatch(new RegExp(`^-- stepproof: ignore ${id} "[^"]+"$`, 'm'));
    expect(settling).toContain(`severity: { '${id}': '`);
  });

  test('points only at checks that have a page', () => {
    const named = [...page(id).matchAll(/stepproof\s+explain\s+([\w-]+)/g)].map(([, other]) => other);
    expect(named.filter((other) => !ids.includes(other ?? ''))).toEqual([]);
  });

  test('has right SQL that runs from top to bottom', () => {
    const right = blocks(id).filter(({ info }) => info === 'sql right');
    expect(right).not.toEqual([]);
    expect(() => databaseBefore(id, Number.POSITIVE_INFINITY)).not.toThrow();
  });

  test('has wrong SQL that is wrong for a better reason than its spelling', () => {
    for (const [index, { info, text }] of blocks(id).entries()) {
      if (info !== 'sql wrong') continue;
      expect(outcome(databaseBefore(id, index), text)).not.toMatch(/syntax error|unrecognized token|incomplete input/);
    }
  });
});

function outcome(database: Database.Database, sql: string): string {
  try {
    apply(database, sql);
    return '';
  } catch (error) {
    return String(error);
  }
}

describe.for(['rows-survive', 'rollback-restores-data'])('the guard recipe on the page of %s', (id) => {
  const recipe = blocks(id).findIndex(({ text }) => text.includes('RAISE(IGNORE)'));
  const [shortcut = '', guarded = ''] = blocks(id)
    .slice(recipe - 1)
    .map(({ text }) => text);

  test('keeps every row', () => {
    const database = databaseBefore(id, recipe);
    const before = rows(database);
    apply(database, guarded);
    expect(rows(database)).toEqual(before);
  });

  test.for(['', 'PRAGMA foreign_keys = OFF;', 'PRAGMA defer_foreign_keys = ON;', 'PRAGMA legacy_alter_table = ON;'])(
    'keeps rows that the plain rebuild loses: %s',
    (pragma) => {
      const database = databaseBefore(id, recipe);
      const before = rows(database);
      apply(database, `${pragma}\n${shortcut}`);
      expect(rows(database)).not.toEqual(before);
    },
  );
});
