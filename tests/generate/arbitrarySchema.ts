import fc from 'fast-check';

/** Legal schemas as CREATE statements, each table able to hold a row: constraints in every combination that can be met. */
export function arbitrarySchema(): fc.Arbitrary<string> {
  return fc
    .array(tableSpec, { minLength: 1, maxLength: 5 })
    .map((specs) => specs.map((_, index) => renderTable(specs, index)).join(';\n'));
}

type Key = 'none' | 'rowid' | 'autoincrement' | 'text' | 'pair' | 'unique';

interface TableSpec {
  readonly key: Key;
  readonly isStrict: boolean;
  readonly isWithoutRowid: boolean;
  readonly columns: readonly ColumnSpec[];
  readonly links: readonly LinkSpec[];
  readonly blocks: readonly string[];
  readonly index: string | null;
  readonly generated: 'VIRTUAL' | 'STORED' | null;
}

interface ColumnSpec {
  readonly kind: keyof typeof CHECKS;
  readonly isNotNull: boolean;
  readonly isUnique: boolean;
  readonly check: number;
}

interface LinkSpec {
  readonly back: number;
  readonly isNotNull: boolean;
  readonly isUnique: boolean;
  readonly isDeferred: boolean;
}

/** Constraints of one column, by the declared type; `@` stands for its name. */
const CHECKS = {
  TEXT: [
    `@ IN ('new', 'Open', 'it''s')`,
    `length(@) BETWEEN 3 AND 12`,
    `length(@) = 2 AND @ = upper(@)`,
    `@ GLOB '[A-Z][A-Z]-[0-9]*'`,
    `@ NOT GLOB '*[^a-z0-9_]*' AND @ <> ''`,
    `@ LIKE '%_@_%._%' AND @ = lower(@)`,
    `date(@) IS @`,
    `strftime('%Y-%m', @) = @`,
    `trim(@) = @ AND length(@) > 0`,
    `json_valid(@) AND json_type(@) = 'array' AND json_array_length(@) >= 3`,
    `@ IS NULL OR (typeof(@) = 'text' AND json_valid(@) AND json_type(@) = 'object')`,
  ],
  INTEGER: [
    `@ > 0`,
    `@ BETWEEN 1 AND 100`,
    `@ IN (0, 1)`,
    `@ % 7 = 3`,
    `@ < -5`,
    `@ <> 0`,
    `abs(@) <= 50`,
    `@ > 9007199254740993`,
    `typeof(@) = 'integer'`,
    `@ = 3 OR @ > 1000`,
  ],
  REAL: [`@ >= 0.0 AND @ < 1.0`, `@ > -90 AND @ < 90`, `@ <= 0`, `@ <> 0.5`],
  BLOB: [`length(@) = 16`, `typeof(@) = 'blob'`, `length(@) > 3`],
  NUMERIC: [`@ > 0`, `round(@, 2) = @`, `@ BETWEEN 0.5 AND 99.5`],
  DATETIME: [`@ >= '2000-01-01'`, `datetime(@) = @`],
  JSON: [`json_valid(@)`, `json_type(@) = 'object'`, `json_extract(@, '$.kind') IN ('a', 'b')`],
  BOOLEAN: [`@ IN (0, 1)`],
  '': [`typeof(@) <> 'real'`, `@ IS NOT ''`],
} as const;

/** Columns that constrain each other; `#` makes their names the table's own. */
const BLOCKS = [
  `price# INTEGER NOT NULL CHECK (price# > discount#), discount# INTEGER NOT NULL CHECK (discount# > 0)`,
  `state# TEXT NOT NULL CHECK (state# IN ('open', 'done')), closed_at# TEXT CHECK ((state# = 'done') = (closed_at# IS NOT NULL))`,
  `card# TEXT CHECK ((card# IS NULL) <> (cash# IS NULL)), cash# INTEGER`,
  `starts# TEXT NOT NULL, ends# TEXT NOT NULL CHECK (ends# > starts#)`,
  `kind# TEXT NOT NULL, number# INTEGER CHECK (CASE kind# WHEN 'n' THEN number# > 5 WHEN 'none' THEN number# IS NULL ELSE 0 END)`,
  `first# TEXT NOT NULL CHECK (first# = again#), again# TEXT NOT NULL CHECK (length(again#) < 4)`,
] as const;

/** `#` is the table's name, `$` its first column. */
const INDEXES = [
  `CREATE UNIQUE INDEX #_i ON # (lower($))`,
  `CREATE UNIQUE INDEX #_i ON # ($) WHERE $ > 'm'`,
  `CREATE UNIQUE INDEX #_i ON # ($ COLLATE NOCASE)`,
  `CREATE INDEX #_i ON # ($ DESC) WHERE $ IS NOT NULL`,
  `CREATE INDEX #_i ON # (length($), $)`,
] as const;

const columnSpec: fc.Arbitrary<ColumnSpec> = fc.record({
  kind: fc.constantFrom(...(Object.keys(CHECKS) as (keyof typeof CHECKS)[])),
  isNotNull: fc.boolean(),
  isUnique: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  check: fc.integer({ min: 0, max: 14 }),
});

const linkSpec: fc.Arbitrary<LinkSpec> = fc.record({
  back: fc.nat(3),
  isNotNull: fc.boolean(),
  isUnique: fc.boolean(),
  isDeferred: fc.boolean(),
});

const tableSpec: fc.Arbitrary<TableSpec> = fc.record({
  key: fc.constantFrom<Key>('none', 'rowid', 'autoincrement', 'text', 'pair', 'unique'),
  isStrict: fc.boolean(),
  isWithoutRowid: fc.boolean(),
  columns: fc.array(columnSpec, { minLength: 1, maxLength: 5 }),
  links: fc.array(linkSpec, { maxLength: 3 }),
  blocks: fc.subarray([...BLOCKS], { maxLength: 2 }),
  index: fc.option(fc.constantFrom(...INDEXES)),
  generated: fc.option(fc.constantFrom('VIRTUAL', 'STORED')),
});

const KEYS: Readonly<Record<Key, string>> = {
  none: '',
  rowid: 'id INTEGER PRIMARY KEY, ',
  autoincrement: 'id INTEGER PRIMARY KEY AUTOINCREMENT, ',
  text: 'id TEXT PRIMARY KEY, ',
  pair: 'a TEXT, b INTEGER, ',
  unique: 'code TEXT NOT NULL UNIQUE, ',
};

/** The columns that a child points at, with their types. */
const TARGETS: Readonly<Record<Key, readonly (readonly [name: string, type: string])[]>> = {
  none: [],
  rowid: [['id', 'INTEGER']],
  autoincrement: [['id', 'INTEGER']],
  text: [['id', 'TEXT']],
  pair: [
    ['a', 'TEXT'],
    ['b', 'INTEGER'],
  ],
  unique: [['code', 'TEXT']],
};

const STRICT_TYPES: Readonly<Record<string, string>> = {
  NUMERIC: 'REAL',
  DATETIME: 'TEXT',
  JSON: 'TEXT',
  BOOLEAN: 'INT',
  '': 'ANY',
};

function renderTable(specs: readonly TableSpec[], index: number): string {
  const spec = specs[index];
  if (spec === undefined) return '';
  const columns = spec.columns.map((column, at) => renderColumn(column, `c${at}`, spec.isStrict));
  const links = spec.links.flatMap((link, at) => renderLink(specs, index, link, `l${at}`));
  const blocks = spec.blocks.map((block) => block.replaceAll('#', ''));
  const generated = spec.generated === null ? [] : [`g TEXT AS (coalesce(c0, '') || '!') ${spec.generated}`];
  const constraints = [
    ...(spec.key === 'pair' ? ['PRIMARY KEY (a, b)'] : []),
    ...links.map(({ constraint }) => constraint),
  ];
  const parts = [...columns, ...links.flatMap((link) => link.columns), ...blocks, ...generated, ...constraints];
  const options = [
    ...(spec.isStrict ? ['STRICT'] : []),
    ...(spec.isWithoutRowid && (spec.key === 'text' || spec.key === 'pair') ? ['WITHOUT ROWID'] : []),
  ];
  const table = `CREATE TABLE t${index} (${KEYS[spec.key]}${parts.join(', ')}) ${options.join(', ')}`;
  return spec.index === null ? table : `${table};\n${spec.index.replaceAll('#', `t${index}`).replaceAll('$', 'c0')}`;
}

function renderColumn({ kind, isNotNull, isUnique, check }: ColumnSpec, name: string, isStrict: boolean): string {
  const type = isStrict ? (STRICT_TYPES[kind] ?? kind) : kind;
  const checks: readonly string[] = CHECKS[kind];
  const condition = checks[check];
  const words = [name, type, isNotNull ? 'NOT NULL' : '', isUnique ? 'UNIQUE' : ''];
  return `${words.join(' ')} ${condition === undefined ? '' : `CHECK (${condition.replaceAll('@', name)})`}`;
}

function renderLink(specs: readonly TableSpec[], from: number, link: LinkSpec, name: string) {
  const to = Math.max(from - link.back, 0);
  const target = TARGETS[specs[to]?.key ?? 'none'];
  if (target.length === 0) return [];
  const names = target.map(([column]) => `${name}_${column}`);
  const columns = target.map(([, type], at) => `${names[at]} ${type}${link.isNotNull ? ' NOT NULL' : ''}`);
  const unique = link.isUnique && to !== from ? `UNIQUE (${names.join(', ')}), ` : '';
  const deferred = link.isDeferred ? ' DEFERRABLE INITIALLY DEFERRED' : '';
  const key = `FOREIGN KEY (${names.join(', ')}) REFERENCES t${to} (${target.map(([column]) => column).join(', ')})${deferred}`;
  return [{ columns, constraint: unique + key }];
}
