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
    ['an unrelated change', 'ALTER TABLE item ADD COLUMN note TEXT;', []],
  ])('%s', async (_, forward, expected) => {
    expect(await said(forward)).toEqual(expected);
  });

  test('what was broken before is not counted again', async () => {
    const pairs = [SHOP, ['DROP TABLE log;', null], ['CREATE TABLE x (a);', null]] as const;
    expect((await checkOf('views-and-triggers-run', '0003', pairs)).findings).toEqual([]);
  });
});
