import { describe, expect, test } from 'vitest';
import { type CascadeTrial, isRefusedAsExpected, tryCascades } from '../../harness/checks/parts/cascadeTrials.ts';
import { keyName } from '../../harness/checks/parts/cascadeWords.ts';
import { prepareProbes } from '../../harness/generate/keyProbes.ts';
import { openRowWriter } from '../../harness/generate/rowWriter.ts';
import { reachesFurther } from '../../harness/inspect/cascadeReach.ts';
import { keyLinks } from '../../harness/inspect/keyLinks.ts';
import { databaseOf, filled } from '../generate/database.ts';
import { checkOf, type Pair, short } from './climbing.ts';

const ID = 'cascades-act';

/** Holds what one schema declares against an engine that has another; the probes that show a difference. */
async function differing(declaredSql: string, engineSql: string): Promise<readonly string[]> {
  const { schema } = await databaseOf(declaredSql);
  const { engine } = await filled(engineSql);
  const writer = await openRowWriter(engine, schema, { seed: 1, first: 1_000_000, shape: {} });
  const wholes = schema.tables.filter((table) => reachesFurther(schema, table));
  const { probes, failed } = await prepareProbes({ engine, schema, writer }, keyLinks(schema), wholes);
  expect(failed).toEqual([]);
  const trials = await tryCascades(engine, schema, probes);
  return trials.filter((trial) => !isAsDeclared(trial)).map(nameOf);
}

function isAsDeclared({ expected, failure, differences }: CascadeTrial): boolean {
  return isRefusedAsExpected(expected, failure) && differences.size === 0;
}

function nameOf({ probe: { event, link, parent } }: CascadeTrial): string {
  return `${event} ${link === null ? `all below ${parent.table.name}` : keyName(link)}`;
}

const PARENT = 'CREATE TABLE p (id TEXT PRIMARY KEY, name TEXT);';
const one = (rest: string) => `${PARENT} CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT REFERENCES p (id) ${rest});`;
const ACTIONS = ['CASCADE', 'SET NULL', 'SET DEFAULT', 'RESTRICT', 'NO ACTION'];

/** Any two actions but SET DEFAULT without a DEFAULT and SET NULL, which do the same. */
const EXCHANGES = ACTIONS.flatMap((is) => ACTIONS.map((was) => [was, is] as const)).filter(
  ([was, is]) => was !== is && !(was.startsWith('SET') && is.startsWith('SET')),
);

describe('an engine that does something else than the schema declares is found out', () => {
  test.each(ACTIONS)('%s does what it says', async (action) => {
    const sql = one(`ON DELETE ${action} ON UPDATE ${action}`);
    expect(await differing(sql, sql)).toEqual([]);
  });

  test.each(EXCHANGES)('ON DELETE %s, and the engine has %s', async (declared, engine) => {
    expect(await differing(one(`ON DELETE ${declared}`), one(`ON DELETE ${engine}`))).toEqual(['delete c (p)']);
  });

  test.each(EXCHANGES)('ON UPDATE %s, and the engine has %s', async (declared, engine) => {
    expect(await differing(one(`ON UPDATE ${declared}`), one(`ON UPDATE ${engine}`))).toEqual(['update c (p)']);
  });

  test('SET DEFAULT and SET NULL', async () => {
    const sql = (action: string) => one(`ON DELETE ${action}`).replace('p TEXT', "p TEXT DEFAULT 'd'");
    expect(await differing(sql('SET DEFAULT'), sql('SET DEFAULT'))).toEqual([]);
    expect(await differing(sql('SET NULL'), sql('SET DEFAULT'))).toEqual(['delete c (p)']);
    // Without the row that the default names, and with it.
    expect(await differing(sql('SET DEFAULT'), sql('SET NULL'))).toEqual(['delete c (p)', 'delete c (p)']);
  });

  test('another default', async () => {
    const sql = (value: string) => one('ON DELETE SET DEFAULT').replace('p TEXT', `p TEXT DEFAULT '${value}'`);
    expect(await differing(sql('d'), sql('e'))).toEqual(['delete c (p)']);
  });

  test.each(['RESTRICT', 'CASCADE', 'SET NULL'])('deferring does not change %s', async (action) => {
    const sql = one(`ON DELETE ${action} ON UPDATE ${action} DEFERRABLE INITIALLY DEFERRED`);
    expect(await differing(sql, sql)).toEqual([]);
  });

  test('a foreign key that is deferred, or not', async () => {
    const deferred = one('DEFERRABLE INITIALLY DEFERRED');
    expect(await differing(deferred, deferred)).toEqual([]);
    expect(await differing(deferred, one(''))).toEqual(['delete c (p)', 'update c (p)']);
    expect(await differing(one(''), deferred)).toEqual(['delete c (p)', 'update c (p)']);
  });

  test('a foreign key that is gone', async () => {
    const gone = `${PARENT} CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT);`;
    expect(await differing(one('ON DELETE CASCADE'), gone)).toEqual(['delete c (p)', 'update c (p)']);
  });

  const chain = (action: string) =>
    `${one('ON DELETE CASCADE')} CREATE TABLE g (id INTEGER PRIMARY KEY, c INTEGER REFERENCES c (id) ON DELETE ${action});`;

  test('a level below', async () => {
    expect(await differing(chain('CASCADE'), chain('CASCADE'))).toEqual([]);
    expect(await differing(chain('CASCADE'), chain('SET NULL'))).toEqual([
      'delete c (p)',
      'delete g (c)',
      'delete all below p',
    ]);
  });

  const diamond = (direct: string) => `
    CREATE TABLE w (id TEXT PRIMARY KEY);
    CREATE TABLE i (id TEXT PRIMARY KEY, w TEXT NOT NULL REFERENCES w (id) ON DELETE CASCADE);
    CREATE TABLE t (id INTEGER PRIMARY KEY, i TEXT NOT NULL REFERENCES i (id) ON DELETE CASCADE, w TEXT NOT NULL REFERENCES w (id) ${direct});`;

  test.each(['NO ACTION', 'RESTRICT'])('a diamond does not hide %s', async (action) => {
    expect(await differing(diamond('ON DELETE CASCADE'), diamond('ON DELETE CASCADE'))).toEqual([]);
    const found = await differing(diamond('ON DELETE CASCADE'), diamond(`ON DELETE ${action}`));
    expect(found).toContain('delete t (w)');
    const reverse = await differing(diamond(`ON DELETE ${action}`), diamond('ON DELETE CASCADE'));
    expect(reverse).toContain('delete t (w)');
  });

  const tree = (action: string) =>
    `CREATE TABLE n (id INTEGER PRIMARY KEY, up INTEGER REFERENCES n (id) ON DELETE ${action});`;

  test.each(EXCHANGES)('a self-reference with %s, and the engine has %s', async (declared, engine) => {
    expect(await differing(tree(declared), tree(declared))).toEqual([]);
    expect(await differing(tree(declared), tree(engine))).toEqual(['delete n (up)']);
  });

  test('a cycle', async () => {
    const sql = (action: string) => `
      CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON DELETE ${action});
      CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE CASCADE);`;
    expect(await differing(sql('CASCADE'), sql('CASCADE'))).toEqual([]);
    expect(await differing(sql('CASCADE'), sql('SET NULL'))).toContain('delete a (b)');
  });

  test('a composite key of which the engine takes only a part', async () => {
    const sql = (key: string) => `
      CREATE TABLE p (a TEXT, b TEXT, PRIMARY KEY (a, b)); CREATE UNIQUE INDEX p_b ON p (b);
      CREATE TABLE c (id INTEGER PRIMARY KEY, a TEXT, b TEXT, ${key});`;
    const whole = 'FOREIGN KEY (a, b) REFERENCES p (a, b) ON DELETE SET NULL ON UPDATE CASCADE';
    expect(await differing(sql(whole), sql(whole))).toEqual([]);
    const part = 'FOREIGN KEY (b) REFERENCES p (b) ON DELETE SET NULL ON UPDATE CASCADE';
    expect(await differing(sql(whole), sql(part))).toEqual(['delete c (a, b)', 'update c (a, b)']);
  });

  test('rows of others that go as well', async () => {
    const more = `${one('ON DELETE CASCADE')} CREATE TABLE x (id INTEGER PRIMARY KEY); INSERT INTO x VALUES (1);`;
    const purge = `${more} CREATE TRIGGER purge AFTER DELETE ON p BEGIN DELETE FROM x WHERE id = (SELECT max(id) FROM x); END;`;
    expect(await differing(more, more)).toEqual([]);
    expect(await differing(more, purge)).toEqual(['delete c (p)']);
  });

  test('a trigger that stands in for RESTRICT, with the same code', async () => {
    const trigger = `${one('')} CREATE TRIGGER no_orphans BEFORE DELETE ON p
      WHEN EXISTS (SELECT 1 FROM c WHERE p = OLD.id) BEGIN SELECT RAISE(ABORT, 'p has children'); END;`;
    expect(await differing(one('ON DELETE RESTRICT'), trigger)).toEqual(['delete c (p)']);
  });

  test('two foreign keys between the same tables', async () => {
    const sql = (second: string) => `${PARENT} CREATE TABLE c (id INTEGER PRIMARY KEY,
      p TEXT NOT NULL REFERENCES p (id) ON DELETE CASCADE, q TEXT NOT NULL REFERENCES p (id) ON DELETE ${second});`;
    expect(await differing(sql('CASCADE'), sql('CASCADE'))).toEqual([]);
    expect(await differing(sql('CASCADE'), sql('RESTRICT'))).toEqual(['delete c (q)']);
  });

  test.each([
    ['CASCADE', 'SET NULL'],
    ['SET NULL', 'CASCADE'],
    ['CASCADE', 'RESTRICT'],
  ])('two foreign keys on one column, %s and then %s', async (first, second) => {
    const sql = `${PARENT} CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT REFERENCES p (id) ON DELETE ${first},
      FOREIGN KEY (p) REFERENCES p (id) ON DELETE ${second});
      CREATE TABLE g (id INTEGER PRIMARY KEY, c INTEGER NOT NULL REFERENCES c (id) ON DELETE CASCADE);`;
    expect(await differing(sql, sql)).toEqual([]);
  });

  test('one child for each parent, by a key that is also its own', async () => {
    const sql = (action: string) =>
      `${PARENT} CREATE TABLE c (id TEXT PRIMARY KEY REFERENCES p (id) ON UPDATE ${action} ON DELETE CASCADE, x TEXT) WITHOUT ROWID;
       CREATE TABLE g (id INTEGER PRIMARY KEY, c TEXT REFERENCES c (id) ON UPDATE CASCADE ON DELETE CASCADE);`;
    expect(await differing(sql('CASCADE'), sql('CASCADE'))).toEqual([]);
    expect(await differing(sql('CASCADE'), sql('NO ACTION'))).toEqual(['update c (id)']);
  });

  test('a tenant in every key', async () => {
    const sql = (action: string) => `
      CREATE TABLE w (id TEXT PRIMARY KEY);
      CREATE TABLE a (w TEXT NOT NULL REFERENCES w (id) ON DELETE CASCADE, id INTEGER NOT NULL, PRIMARY KEY (w, id));
      CREATE TABLE b (w TEXT NOT NULL REFERENCES w (id) ON DELETE CASCADE, id INTEGER NOT NULL, a INTEGER NOT NULL,
        PRIMARY KEY (w, id), FOREIGN KEY (w, a) REFERENCES a (w, id) ON DELETE ${action} ON UPDATE CASCADE);`;
    expect(await differing(sql('CASCADE'), sql('CASCADE'))).toEqual([]);
    expect(await differing(sql('CASCADE'), sql('NO ACTION'))).toContain('delete b (w, a)');
  });
});

const said = async (sql: string, ...more: readonly Pair[]) => {
  const { findings } = await checkOf(ID, '0001', [[sql, null], ...more]);
  return findings.map(({ severity, message }) => `${severity}: ${message}`);
};

test('children that take one kind of parent alone are tried with one of that kind', async () => {
  const child = (kind: string) =>
    `CREATE TABLE ${kind} (id INTEGER PRIMARY KEY, kind TEXT NOT NULL DEFAULT '${kind}' CHECK (kind = '${kind}'),
      FOREIGN KEY (id, kind) REFERENCES party (id, kind) ON DELETE CASCADE);`;
  const party = `CREATE TABLE party (id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('firm', 'person')), UNIQUE (id, kind));`;
  expect(await said(`${party} ${child('firm')} ${child('person')}`)).toEqual([]);
});

describe('an action that cannot act', () => {
  test('SET NULL on a column that is NOT NULL is an error', async () => {
    expect(await said(one('ON DELETE SET NULL').replace('p TEXT', 'p TEXT NOT NULL'))).toEqual([
      'error: deleting a row of p is always refused: ON DELETE SET NULL cannot act on c (p), which may not be NULL',
    ]);
  });

  test('a CHECK that refuses the key which a cascade brings may take another one', async () => {
    const sql = `CREATE TABLE account (id TEXT NOT NULL PRIMARY KEY CHECK (length(id) > 0), handle TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
      CREATE TABLE channel (id INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE dm_pair (channel_id INTEGER PRIMARY KEY REFERENCES channel ON DELETE CASCADE,
        lo TEXT NOT NULL REFERENCES account ON DELETE CASCADE ON UPDATE CASCADE,
        hi TEXT NOT NULL REFERENCES account ON DELETE CASCADE ON UPDATE CASCADE, CHECK (lo <= hi)) STRICT;
      CREATE INDEX dm_pair_lo ON dm_pair (lo, hi); CREATE INDEX dm_pair_hi ON dm_pair (hi);`;
    const { findings } = await checkOf(ID, '0001', [[sql, null]]);
    const refused = findings.filter(({ message }) => message.includes('CHECK constraint failed'));
    expect(new Set(refused.map(({ severity }) => severity))).toEqual(new Set(['warning']));
  });

  test('SET DEFAULT without a DEFAULT on a column that is NOT NULL is one, too', async () => {
    expect(await said(one('ON UPDATE SET DEFAULT').replace('p TEXT', 'p TEXT NOT NULL'))).toEqual([
      'error: changing the key of a row of p is always refused: ON UPDATE SET DEFAULT cannot act on c (p), which may not be NULL',
    ]);
  });

  test('SET DEFAULT needs the row that the default names', async () => {
    const sql = one('ON DELETE SET DEFAULT').replace('p TEXT', "p TEXT DEFAULT 'd'");
    expect(await said(sql)).toEqual([
      'warning: deleting a row of p is refused as long as p has no row for the default of c (p)',
    ]);
    expect(await said(`${sql} INSERT INTO p VALUES ('d', 'nobody');`)).toEqual([]);
  });

  test('a CHECK that refuses what the action writes', async () => {
    const [message] = await said(one('ON DELETE SET NULL').replace('p TEXT', 'p TEXT CHECK (p IS NOT NULL)'));
    expect(message).toMatch(
      /^error: deleting a row of p is refused .*CHECK.*, although c \(p\) says ON DELETE SET NULL$/,
    );
  });

  test('a table that cannot be written, because its own parent is not there yet, is left to foreign-keys-hold', async () => {
    const user = 'CREATE TABLE user (id INTEGER PRIMARY KEY, p TEXT REFERENCES p (id) ON DELETE CASCADE, f INTEGER';
    const pairs: readonly Pair[] = [
      [`${PARENT} ${user} REFERENCES file (id));`, null],
      ['CREATE TABLE note (id INTEGER PRIMARY KEY, p TEXT REFERENCES p (id) ON DELETE CASCADE);', null],
    ];
    expect((await checkOf(ID, '0002', pairs)).findings).toEqual([]);
    expect(short((await checkOf('foreign-keys-hold', '0001', pairs)).findings)).toEqual(['error table user']);
  });

  test('it is said where it first stands, and not again', async () => {
    const broken = one('ON DELETE SET NULL').replace('p TEXT', 'p TEXT NOT NULL');
    const pairs: readonly Pair[] = [
      [broken, null],
      ['CREATE TRIGGER t AFTER INSERT ON c BEGIN SELECT 1; END;', 'DROP TRIGGER t;'],
    ];
    expect(short((await checkOf(ID, '0001', pairs)).findings)).toEqual(['error table c']);
    expect(await checkOf(ID, '0002', pairs)).toMatchObject({ status: 'passed', findings: [], cases: 2 });
  });
});

test('a column that is no part of a key changes nothing for the actions', async () => {
  const pairs: readonly Pair[] = [
    [one('ON DELETE CASCADE'), null],
    ['ALTER TABLE c ADD COLUMN x TEXT;', 'ALTER TABLE c DROP COLUMN x;'],
  ];
  expect(await checkOf(ID, '0002', pairs)).toMatchObject({ status: 'skipped' });
});

describe('triggers', () => {
  const withTrigger = (trigger: string, action = 'CASCADE') => `${one(`ON DELETE ${action}`)} ${trigger}`;

  test('one that refuses what the action does is a warning', async () => {
    expect(
      await said(withTrigger("CREATE TRIGGER keep BEFORE DELETE ON c BEGIN SELECT RAISE(ABORT, 'kept'); END;")),
    ).toEqual(['warning: a trigger keeps ON DELETE CASCADE of c (p) from acting when deleting a row of p: kept']);
  });

  test('a guard that was left behind is an error', async () => {
    const guard = 'CREATE TRIGGER keep BEFORE DELETE ON c BEGIN SELECT RAISE(IGNORE); END;';
    expect(await said(withTrigger(guard))).toEqual([
      'error: trigger keep keeps ON DELETE CASCADE of c (p) from acting when deleting a row of p: it leaves every such write on c undone',
    ]);
  });

  test('one that ignores it under a condition is a warning', async () => {
    const [message, ...others] = await said(
      withTrigger('CREATE TRIGGER keep BEFORE DELETE ON c WHEN OLD.id IS NOT NULL BEGIN SELECT RAISE(IGNORE); END;'),
    );
    expect(message).toMatch(/^warning: a trigger keeps ON DELETE CASCADE of c \(p\) from acting/);
    expect(others).toEqual([]);
  });

  test('those that keep a text index are not missed in it', async () => {
    const index = "CREATE VIRTUAL TABLE found USING fts5 (id, content = 'c', content_rowid = 'rowid');";
    const coming =
      'CREATE TRIGGER come AFTER INSERT ON c BEGIN INSERT INTO found (rowid, id) VALUES (NEW.rowid, NEW.id); END;';
    const going =
      "CREATE TRIGGER gone AFTER DELETE ON c BEGIN INSERT INTO found (found, rowid, id) VALUES ('delete', OLD.rowid, OLD.id); END;";
    expect(await said(withTrigger(`${index} ${coming} ${going}`))).toEqual([]);
  });

  test('one that undoes it is a warning', async () => {
    const undo = 'CREATE TRIGGER undo AFTER DELETE ON c BEGIN INSERT INTO c (id) VALUES (OLD.id); END;';
    expect(await said(withTrigger(undo))).toEqual([
      'warning: a trigger keeps ON DELETE CASCADE of c (p) from acting when deleting a row of p',
    ]);
  });

  test.each([
    'CREATE TRIGGER log AFTER DELETE ON c BEGIN INSERT INTO p VALUES (hex(randomblob(8)), OLD.id); END;',
    'CREATE TRIGGER stamp AFTER UPDATE ON c BEGIN UPDATE c SET id = id + 0 WHERE id = NEW.id; END;',
    "CREATE TRIGGER fixed BEFORE DELETE ON p BEGIN SELECT RAISE(ABORT, 'p stays'); END;",
    'CREATE TRIGGER fixed BEFORE DELETE ON p BEGIN SELECT RAISE(IGNORE); END;',
    "CREATE TRIGGER no_more BEFORE INSERT ON c WHEN NEW.id > 100 BEGIN SELECT RAISE(ABORT, 'full'); END;",
  ])('%s keeps no action from acting', async (trigger) => {
    expect(await said(withTrigger(trigger))).toEqual([]);
  });

  test('one that comes later is tried on the step that it comes with', async () => {
    const trigger = "CREATE TRIGGER keep BEFORE DELETE ON c BEGIN SELECT RAISE(ABORT, 'kept'); END;";
    const { findings } = await checkOf(ID, '0002', [
      [one('ON DELETE CASCADE'), null],
      [trigger, 'DROP TRIGGER keep;'],
    ]);
    expect(findings).toMatchObject([
      { severity: 'warning', object: 'table c', location: { file: 'migrations/0002.sql', line: 1 } },
    ]);
  });
});

describe('how far a delete reaches', () => {
  const first: Pair = [
    `${one('ON DELETE CASCADE')} CREATE TABLE g (id INTEGER PRIMARY KEY, c INTEGER REFERENCES c (id) ON DELETE CASCADE);`,
    null,
  ];

  test('is noted beyond one level, with the rows of each table', async () => {
    expect(await said(one('ON DELETE CASCADE'))).toEqual([]);
    expect((await checkOf(ID, '0001', [first])).findings).toMatchObject([
      {
        severity: 'note',
        object: 'table p',
        message: 'deleting 1 row of p removes rows in 2 tables',
        data: { reach: { c: 1, g: 1 } },
      },
    ]);
  });

  test('again only where it becomes another', async () => {
    const pairs: readonly Pair[] = [
      first,
      ['ALTER TABLE g ADD COLUMN x TEXT;', 'ALTER TABLE g DROP COLUMN x;'],
      ['CREATE TABLE h (g INTEGER REFERENCES g (id) ON DELETE CASCADE);', 'DROP TABLE h;'],
    ];
    expect((await checkOf(ID, '0002', pairs)).findings).toEqual([]);
    expect((await checkOf(ID, '0003', pairs)).findings.map(({ message }) => message)).toEqual([
      'deleting 1 row of c removes rows in 2 tables',
      'deleting 1 row of p removes rows in 3 tables',
    ]);
  });
});

describe('what is tried', () => {
  test('a delete and an update for each foreign key that the step touches', async () => {
    const first: Pair = [one('ON DELETE CASCADE'), null];
    const other: Pair = ['CREATE TABLE x (id INTEGER PRIMARY KEY);', 'DROP TABLE x;'];
    const child: Pair = ['CREATE TABLE d (p TEXT REFERENCES p (id));', 'DROP TABLE d;'];
    const pairs = [first, other, child];
    expect(await checkOf(ID, '0001', pairs)).toMatchObject({ status: 'passed', cases: 2 });
    expect(await checkOf(ID, '0002', pairs)).toMatchObject({ status: 'skipped' });
    expect(await checkOf(ID, '0003', pairs)).toMatchObject({ status: 'passed', cases: 2 });
  });

  test('rows that cannot be written are a finding', async () => {
    const { findings } = await checkOf(ID, '0001', [[one('').replace('p TEXT', 'p TEXT CHECK (p IS NULL)'), null]]);
    expect(short(findings)).toEqual(['warning table c', 'warning table c']);
    expect(findings[0]?.message).toBe(
      'deleting a row of p could not be tried with rows of c (p): CHECK constraint failed: p IS NULL',
    );
  });

  test('a key that is computed is deleted and not changed', async () => {
    const sql = `CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT AS ('c' || id) STORED UNIQUE);
      CREATE TABLE c (id INTEGER PRIMARY KEY, p TEXT REFERENCES p (code) ON DELETE CASCADE);`;
    expect(await checkOf(ID, '0001', [[sql, null]])).toMatchObject({ status: 'passed', cases: 1, findings: [] });
  });

  test('a foreign key on a computed column cannot be tried, and that is said', async () => {
    const sql = `CREATE TABLE p (id INTEGER PRIMARY KEY);
      CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER AS (nullif(id, id)) STORED REFERENCES p (id));`;
    const { findings } = await checkOf(ID, '0001', [[sql, null]]);
    expect(findings[0]?.message).toBe(
      'deleting a row of p could not be tried with rows of c (p): column p is generated',
    );
  });

  test('a database without rows will do', async () => {
    expect(await checkOf(ID, '0001', [[one('ON DELETE CASCADE'), null]], { rows: 0 })).toMatchObject({
      status: 'passed',
      cases: 2,
      findings: [],
    });
  });

  test('a step that only forbids NULL in the key of a child is looked at', async () => {
    const table = (name: string, notNull: string) =>
      `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, p TEXT ${notNull} REFERENCES p (id) ON DELETE SET NULL);`;
    const rebuild = `${table('n', 'NOT NULL')} INSERT INTO n SELECT * FROM c WHERE p IS NOT NULL; DROP TABLE c; ALTER TABLE n RENAME TO c;`;
    const { status, findings } = await checkOf(ID, '0002', [
      [`${PARENT} ${table('c', '')}`, null],
      [rebuild, null],
    ]);
    expect(status).toBe('failed');
    expect(findings[0]?.message).toMatch(/SET NULL cannot act on c \(p\), which may not be NULL$/);
  });

  test('without foreign keys it is skipped', async () => {
    expect(await checkOf(ID, '0001', [['CREATE TABLE a (x);', 'DROP TABLE a;']])).toMatchObject({
      status: 'skipped',
      reason: 'no table has a foreign key',
    });
  });
});
