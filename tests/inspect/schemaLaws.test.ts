import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareSchemas, schemaVerdict } from '../../harness/inspect/schemaDifference.ts';
import { schemaOf } from './schemaOf.ts';

/** What a schema means, its column order, and how it is spelled: each choice makes a schema of another class. */
interface Variant {
  readonly meaning: {
    readonly type: string;
    readonly constraint: string;
    readonly check: string;
    readonly tableConstraint: string;
    readonly options: string;
    readonly index: string;
    readonly view: string;
  };
  readonly order: 'abc' | 'acb';
  readonly spelling: 'bare' | 'quoted' | 'shouting' | 'commented';
}

const variant: fc.Arbitrary<Variant> = fc.record({
  meaning: fc.record({
    type: fc.constantFrom('TEXT', 'INT', 'ANY'),
    constraint: fc.constantFrom('', 'NOT NULL', "DEFAULT 'X'", "DEFAULT 'x'", 'COLLATE NOCASE', 'UNIQUE'),
    check: fc.constantFrom(
      '',
      "CHECK (b <> 'Y')",
      "CHECK (b <> 'y')",
      'REFERENCES t',
      'REFERENCES t ON DELETE CASCADE',
    ),
    tableConstraint: fc.constantFrom('', ', UNIQUE (b, c)', ', UNIQUE (c, b)', ', CONSTRAINT n CHECK (b > c)'),
    options: fc.constantFrom('STRICT', 'STRICT, WITHOUT ROWID'),
    index: fc.constantFrom('(b)', '(b DESC)', '(b, c)', '(b) WHERE c > 1', '(lower(b))'),
    view: fc.constantFrom('b', 'c', 'DISTINCT b', "b || 'Z'"),
  }),
  order: fc.constantFrom('abc', 'acb'),
  spelling: fc.constantFrom('bare', 'quoted', 'shouting', 'commented'),
});

function statementsOf({ meaning, order, spelling }: Variant): readonly string[] {
  const [a, b, c] = ['a TEXT PRIMARY KEY', `b ${meaning.type} ${meaning.constraint} ${meaning.check}`, 'c ANY'];
  const columns = order === 'abc' ? [a, b, c] : [a, c, b];
  return [
    `CREATE TABLE t(${columns.join(', ')}${meaning.tableConstraint}) ${meaning.options}`,
    `CREATE INDEX i ON t${meaning.index}`,
    `CREATE VIEW v AS SELECT ${meaning.view} FROM t`,
  ].map(SPELLINGS[spelling]);
}

const SPELLINGS: Readonly<Record<Variant['spelling'], (sql: string) => string>> = {
  bare: (sql) => sql,
  quoted: (sql) => sql.replaceAll(/\b[abctiv]\b(?!')/g, '"$&"'),
  shouting: (sql) => sql.replaceAll(/\b(?:CREATE|TABLE|CHECK|FROM|NOT|DESC|UNIQUE)\b/g, (word) => word.toLowerCase()),
  commented: (sql) => sql.replaceAll('(', '( /* why */ '),
};

/** The class that two variants must have, told from how they were made. */
function expectedVerdict(a: Variant, b: Variant): string {
  if (JSON.stringify(a.meaning) !== JSON.stringify(b.meaning)) return 'wrong';
  if (a.order !== b.order) return 'order-only';
  return statementsOf(a).join() === statementsOf(b).join() ? 'exact' : 'text-only';
}

async function compare(a: Variant, b: Variant) {
  return compareSchemas(await schemaOf(...statementsOf(a)), await schemaOf(...statementsOf(b)));
}

const near = fc
  .tuple(variant, variant, fc.subarray(['meaning', 'order', 'spelling'] as const))
  .map(([a, b, taken]): [Variant, Variant] => [
    a,
    { ...a, ...Object.fromEntries(taken.map((part) => [part, b[part]])) },
  ]);

describe('comparing schemas', () => {
  test('gives the class that the edit has', async () => {
    await fc.assert(
      fc.asyncProperty(near, async ([a, b]) => {
        expect(schemaVerdict(await compare(a, b))).toBe(expectedVerdict(a, b));
      }),
    );
  });

  test('finds every single change of meaning among the others', async () => {
    await fc.assert(
      fc.asyncProperty(
        variant,
        variant,
        fc.constantFrom('type', 'constraint', 'check', 'index', 'view'),
        async (a, b, part) => {
          const changed: Variant = { ...b, meaning: { ...a.meaning, [part]: b.meaning[part] } };
          const objects = new Set(
            (await compare(a, changed)).filter((found) => found.class === 'wrong').map(({ object }) => object),
          );
          const object = part === 'index' ? 'index i' : part === 'view' ? 'view v' : 'column t.b';
          expect(objects).toEqual(a.meaning[part] === b.meaning[part] ? new Set() : new Set([object]));
        },
      ),
    );
  });

  test('finds nothing between a schema and itself, on whatever pages it lies', async () => {
    await fc.assert(
      fc.asyncProperty(variant, async (a) => {
        const moved = await schemaOf('CREATE TABLE gone(x)', ...statementsOf(a), 'DROP TABLE gone');
        expect(compareSchemas(await schemaOf(...statementsOf(a)), moved)).toEqual([]);
      }),
    );
  });

  test('finds the same backwards, with lost for added', async () => {
    const mirrored = { lost: 'added', added: 'lost' } as const;
    await fc.assert(
      fc.asyncProperty(near, async ([a, b]) => {
        const there = (await compare(a, b)).map((found) => ({ ...found, before: found.after, after: found.before }));
        const back = (await compare(b, a)).map(({ aspect, ...found }) => ({
          ...found,
          aspect: aspect === 'lost' || aspect === 'added' ? mirrored[aspect] : aspect,
        }));
        const key = ({ object, aspect }: { object: string; aspect: string }) => `${object} ${aspect}`;
        const sorted = (list: typeof there) => list.toSorted((x, y) => (key(x) < key(y) ? -1 : 1));
        expect(sorted(back)).toEqual(sorted(there));
      }),
    );
  });

  test('is an equivalence: what two schemas share with a third they share with each other', async () => {
    const same = async (a: Variant, b: Variant) => ['exact', 'text-only'].includes(schemaVerdict(await compare(a, b)));
    await fc.assert(
      fc.asyncProperty(near, variant, async ([a, b], other) => {
        const c = { ...b, spelling: other.spelling };
        if ((await same(a, b)) && (await same(b, c))) expect(await same(a, c)).toBe(true);
      }),
    );
  });
});
