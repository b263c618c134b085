import { expect, test } from 'vitest';
import { withQuotedText } from '../../harness/layouts/quotedText.ts';
import type { MigrationSet } from '../../harness/model/layout.ts';
import { scriptOf } from '../../harness/sql/script.ts';

const TEXTS = 'INSERT INTO a VALUES ("x"); INSERT INTO a VALUES (1); CREATE UNIQUE INDEX i ON a ("x");';
const SET: MigrationSet = {
  migrations: [
    { id: '1', forward: scriptOf('1.up.sql', TEXTS), rollback: scriptOf('1.down.sql', 'DELETE FROM a WHERE x = "x";') },
    { id: '2', forward: scriptOf('2.up.sql', 'CREATE TABLE b (x);'), rollback: null },
  ],
  orphans: [],
  remarks: [],
  reversible: true,
};

test.each(['goose', 'prisma', 'wrangler'])(
  'statements of %s take double quotes for text, but for those of an index',
  (layout) => {
    const { migrations } = withQuotedText(SET, layout);
    expect(migrations.map(({ forward }) => forward.statements.map(({ doubleQuotes }) => doubleQuotes))).toEqual([
      ['text', undefined, undefined],
      [undefined],
    ]);
    expect(migrations[0]?.rollback?.statements[0]?.doubleQuotes).toBe('text');
  },
);

test.each(['paired', 'drizzle', 'down-folder'])('those of %s do not', (layout) => {
  expect(withQuotedText(SET, layout)).toBe(SET);
});
