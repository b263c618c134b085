import { describe, expect, test } from 'vitest';
import { checkOf, type Pair, short } from './climbing.ts';

const SHOP: Pair = [
  `CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL);
   CREATE TABLE log (id INTEGER PRIMARY KEY, item INTEGER, old_price INTEGER, reason TEXT);
   CREATE TRIGGER item_price AFTER UPDATE OF price ON item BEGIN INSERT INTO log (item, old_price, reason) VALUES (old.id, old.price, 'price'); END;
   CREATE VIEW cheap AS SELECT id, name FROM item WHERE price < 10;
   CREATE VIEW cheap_names AS SELECT name FROM cheap;`,
  null,
];
const said = async (forward: string) =>
  short((await checkOf('views-and-triggers-run', '0002', [SHOP, [forward, null]])).findings);

describe('views-and-triggers-run', () => {
  test.each<readonly [string, string, readonly string[]]>([
    [
      'a column that a trigger of another table writes',
      'ALTER TABLE log DROP COLUMN reason;',
      ['error trigger item_price'],
    ],
    ['the table that a trigger writes', 'DROP TABLE log;', ['error trigger item_price']],
    [
      'the table of a view, and the view over it',
      'DROP TRIGGER item_price; DROP TABLE item;',
      ['error view cheap', 'error view cheap_names'],
    ],
    ['a view with a mistyped column', 'CREATE VIEW typo AS SELECT nmae FROM item;', ['error view typo']],
    ['a view with a function that is not there', 'CREATE VIEW v AS SELECT slugify(name) FROM item;', ['error view v']],
    [
      'a trigger with a mistyped column',
      'CREATE TRIGGER t AFTER INSERT ON item BEGIN INSERT INTO log (itm) VALUES (new.id); END;',
      ['error trigger t'],
    ],
    [
      'a trigger that fails only when it runs',
      "CREATE TRIGGER t AFTER INSERT ON item BEGIN INSERT INTO log (old_price) VALUES (json_extract('{', '$.a')); END;",
      ['error trigger t'],
    ],
    [
      'a trigger that refuses on purpose',
      "CREATE TRIGGER t BEFORE DELETE ON item BEGIN SELECT RAISE(ABORT, 'kept'); END;",
      [],
    ],
    [
      'an INSTEAD OF trigger',
      'CREATE TRIGGER t INSTEAD OF INSERT ON cheap BEGIN INSERT INTO item VALUES (new.id, new.name, 1); END;',
      [],
    ],
    [
      'an INSTEAD OF trigger with a mistyped column',
      'CREATE TRIGGER t INSTEAD OF DELETE ON cheap BEGIN DELETE FROM item WHERE idd = old.id; END;',
      ['error trigger t'],
    ],
    ...(['gone', 'deleted'] as const).map((word): [string, string, readonly string[]] => [
      `a trigger that writes '${word}' of every row that goes`,
      `CREATE TABLE fate (item INTEGER, what TEXT CHECK (what IN ('new', 'gone')));
         CREATE TRIGGER t AFTER DELETE ON item BEGIN INSERT INTO fate VALUES (old.id, '${word}'); END;`,
      word === 'gone' ? [] : ['error trigger t'],
    ]),
    [
      'a trigger that writes NULL where its log refuses it',
      'CREATE TABLE names (name TEXT NOT NULL); CREATE TRIGGER t AFTER DELETE ON log BEGIN INSERT INTO names VALUES (old.reason); END;',
      ['error trigger t'],
    ],
    [
      'the same on INSERT, where only some rows hold a NULL',
      'CREATE TABLE names (name TEXT NOT NULL); CREATE TRIGGER t AFTER INSERT ON log BEGIN INSERT INTO names VALUES (new.reason); END;',
      ['error trigger t'],
    ],
    [
      'the same on UPDATE, where only another value fires it',
      'CREATE TABLE names (name TEXT NOT NULL); CREATE TRIGGER t AFTER UPDATE OF name ON item WHEN old.name <> new.name BEGIN INSERT INTO names VALUES (NULL); END;',
      ['error trigger t'],
    ],
    [
      'a trigger that writes the same key at every row',
      'CREATE TABLE total (k TEXT NOT NULL PRIMARY KEY); CREATE TRIGGER t AFTER INSERT ON item BEGIN INSERT INTO total VALUES (1); END;',
      ['error trigger t'],
    ],
    [
      'a trigger that refers to the row that goes',
      'CREATE TABLE gone (item INTEGER NOT NULL REFERENCES item (id)); CREATE INDEX gone_item ON gone (item); CREATE TRIGGER t AFTER DELETE ON item BEGIN INSERT INTO gone VALUES (old.id); END;',
      ['error trigger t'],
    ],
    [
      'a trigger that writes what a CHECK does not know',
      "CREATE TABLE event (kind TEXT CHECK (kind IN ('a', 'b'))); CREATE TRIGGER t AFTER INSERT ON item BEGIN INSERT INTO event VALUES ('c'); END;",
      ['error trigger t'],
    ],
    [
      'a trigger that leaves out every row',
      'CREATE TRIGGER t BEFORE INSERT ON item WHEN new.name IS NOT NULL BEGIN SELECT RAISE(IGNORE); END;',
      ['error trigger t'],
    ],
    [
      'a trigger that takes from a stock that may not go below zero',
      'CREATE TABLE stock (left INTEGER NOT NULL CHECK (left >= 0)); INSERT INTO stock VALUES (0); CREATE TRIGGER t AFTER INSERT ON item BEGIN UPDATE stock SET left = left - 1; END;',
      [],
    ],
    [
      'a trigger on the deletes of a table without rowids',
      'CREATE TABLE code (code TEXT PRIMARY KEY) WITHOUT ROWID; CREATE TRIGGER t AFTER DELETE ON code BEGIN INSERT INTO log (reason) VALUES (old.code); END;',
      [],
    ],
    ['an unrelated change', 'ALTER TABLE item ADD COLUMN note TEXT;', []],
  ])('%s', async (_, forward, expected) => {
    expect(await said(forward)).toEqual(expected);
  });

  test.each(['0001', '0003'])(
    'a text index that triggers keep under the rowids of its table, at step %s',
    async (id) => {
      const searched = `CREATE TABLE post (slug TEXT PRIMARY KEY, topic TEXT NOT NULL);
      CREATE VIRTUAL TABLE found USING fts5 (topic);
      CREATE TRIGGER post_in AFTER INSERT ON post BEGIN INSERT INTO found (rowid, topic) VALUES (new.rowid, new.topic); END;
      CREATE TRIGGER post_out AFTER DELETE ON post BEGIN DELETE FROM found WHERE rowid = old.rowid; END;`;
      const forbidding = 'CREATE UNIQUE INDEX one_per_topic ON post (topic);';
      const pairs: readonly Pair[] = [
        [searched, null],
        [forbidding, null],
        ['ALTER TABLE post ADD COLUMN note TEXT;', null],
      ];
      expect(short((await checkOf('views-and-triggers-run', id, pairs)).findings)).toEqual([]);
    },
  );

  test('without a view and a trigger it is skipped', async () => {
    const pairs: readonly Pair[] = [['CREATE TABLE item (id INTEGER PRIMARY KEY);', null]];
    expect(await checkOf('views-and-triggers-run', '0001', pairs)).toMatchObject({
      status: 'skipped',
      reason: 'there is no view and no trigger',
    });
  });

  test('a trigger that fails only when the last row of a table without rowids goes', async () => {
    const sums = `CREATE TABLE part (code TEXT PRIMARY KEY, price INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE total (id INTEGER PRIMARY KEY, price INTEGER NOT NULL); INSERT INTO total VALUES (1, 0);
      CREATE TRIGGER summed AFTER DELETE ON part BEGIN UPDATE total SET price = (SELECT sum(price) FROM part); END;`;
    expect(await said(sums)).toEqual(['error trigger summed']);
  });

  test('what was broken before is not counted again', async () => {
    const pairs = [SHOP, ['DROP TABLE log;', null], ['CREATE TABLE x (a);', null]] as const;
    expect((await checkOf('views-and-triggers-run', '0003', pairs)).findings).toEqual([]);
  });

  test('a sum that the generated numbers make too large is theirs', async () => {
    const line = `CREATE TABLE line (id INTEGER PRIMARY KEY, qty REAL NOT NULL, cents INTEGER NOT NULL,
      net INTEGER AS (CAST(round(qty * cents) AS INTEGER)) STORED);
      CREATE VIEW total_net AS SELECT sum(abs(max(net, -9223372036854775807))) AS net FROM line;`;
    for (const seed of [1, 2, 3, 4]) {
      const { findings } = await checkOf('views-and-triggers-run', '0001', [[line, null]], { seed, rows: 12 });
      expect(short(findings)).toEqual([]);
    }
  });

  test('text that a trigger writes into a number of a STRICT table', async () => {
    const log = `CREATE TABLE mark (name TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL DEFAULT 0) STRICT;
      INSERT INTO mark (name) VALUES ('last');
      CREATE TABLE entry (seq INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, payload TEXT NOT NULL CHECK (json_valid(payload)),
        meta TEXT CHECK (meta IS NULL OR json_type(meta) = 'object'), at INTEGER NOT NULL) STRICT;`;
    const trigger = `CREATE TRIGGER entry_marked AFTER INSERT ON entry BEGIN
      UPDATE mark SET at = 'n' || new.seq WHERE name = 'last'; END;`;
    const { findings } = await checkOf('views-and-triggers-run', '0002', [
      [log, null],
      [trigger, null],
    ]);
    expect(short(findings)).toEqual(['error trigger entry_marked']);
  });

  test.each([
    ['bounds the wrong way round', 'AFTER INSERT ON stay BEGIN INSERT INTO span VALUES (new.id, new.b, new.a); END', 1],
    ['bounds the right way round', 'AFTER INSERT ON stay BEGIN INSERT INTO span VALUES (new.id, new.a, new.b); END', 0],
    [
      'a second row for the same id',
      'AFTER UPDATE ON stay BEGIN INSERT INTO span VALUES (new.id, new.a, new.b); END',
      1,
    ],
    [
      'another row for the same id',
      'AFTER UPDATE ON stay BEGIN INSERT OR REPLACE INTO span VALUES (new.id, new.a, new.b); END',
      0,
    ],
  ])('an R-tree that gets %s', async (_, trigger, errors) => {
    const stay = `CREATE TABLE stay (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, CHECK (a BETWEEN 0 AND 99), CHECK (b BETWEEN a AND 100));
      CREATE VIRTUAL TABLE span USING rtree_i32 (id, low, high);`;
    const forward = `INSERT INTO span SELECT id, a, b FROM stay; CREATE TRIGGER spans ${trigger};`;
    const { findings } = await checkOf('views-and-triggers-run', '0002', [
      [stay, null],
      [forward, null],
    ]);
    expect(findings.filter(({ severity }) => severity === 'error')).toHaveLength(errors);
  });
});
