import { describe, expect, test } from 'vitest';
import { ladderOf, projectOf, rehearse, said } from './project.ts';

const LADDER = ladderOf({
  '0001_items': ['CREATE TABLE items (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0));', 'DROP TABLE items;'],
  '0002_index': ['CREATE INDEX items_n ON items (n);', 'DROP INDEX items_n;'],
});

const FORBIDDEN_ROW = `CREATE TABLE items (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0));
PRAGMA ignore_check_constraints = ON; INSERT INTO items VALUES (1, 5), (2, -5);`;

describe('a database with rows that its own schema forbids', () => {
  test('is warned of once, and no step is blamed for it', async () => {
    const report = await rehearse(projectOf(LADDER, FORBIDDEN_ROW));
    expect(report.rehearsal?.verdict).toBe('go');
    expect(said(report, ['error', 'warning'])).toEqual([
      'warning database-is-intact: SQLite says before the first step: CHECK constraint failed in items',
    ]);
  });

  test('is one thing, and a step that writes such rows another', async () => {
    const ladder = {
      ...LADDER,
      'migrations/0002_index.sql': 'PRAGMA ignore_check_constraints = ON;\nUPDATE items SET n = -n;\n',
      'rollbacks/0002_index.sql': 'PRAGMA ignore_check_constraints = ON;\nUPDATE items SET n = -n;\n',
    };
    const sound =
      'CREATE TABLE items (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0)); INSERT INTO items VALUES (1, 5);';
    const report = await rehearse(projectOf(ladder, sound), { from: '0002' });
    expect(said(report, ['error'])).toContain(
      'error database-is-intact: SQLite says after the migration: CHECK constraint failed in items',
    );
  });
});
