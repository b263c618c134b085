import type { Failure } from '../../model/engine.ts';

/** Why the engine refused, and what to do. */
export interface Advice {
  readonly why: string;
  readonly fix: string;
}

/**
 * What the commonest refusals of SQLite mean for a migration (https://sqlite.org/lang_altertable.html, measured texts).
 * `rows`: the script met rows that were written before it.
 */
export function adviceFor({ kind, code, message }: Failure, rows = true): Advice {
  if (kind === 'timeout') {
    return {
      why: 'The statement ran into the deadline of one script; in production it would hold the write lock for as long.',
      fix: 'Look for a recursion without an end or a join without a condition, or allow more time: --timeout SECONDS',
    };
  }
  if (kind === 'foreign-keys') {
    return {
      why: 'The script runs with foreign keys off, so nothing else notices rows that point nowhere.',
      fix: 'Move or delete the rows that PRAGMA foreign_key_check lists before the script ends.',
    };
  }
  const known = ADVICE.find(([pattern]) => pattern.test(message));
  if (known !== undefined) return known[1];
  if (code.startsWith('SQLITE_CONSTRAINT') && !rows) {
    return {
      why: 'It fails before anybody has written a row: the scripts themselves make what breaks the constraint.',
      fix: 'Look at what the failing statement makes of empty tables. An aggregate without GROUP BY makes a row of none, with NULL in its bare columns.',
    };
  }
  if (code.startsWith('SQLITE_CONSTRAINT')) {
    return {
      why: 'Rows that were legal before the script, and are legal after it, stand in its way.',
      fix: 'Move those rows out of the way in the script itself, before the statement that fails.',
    };
  }
  return {
    why: 'A release that carries this script stops here.',
    fix: 'Correct the statement; the message is SQLite’s own.',
  };
}

const ADVICE: readonly (readonly [RegExp, Advice])[] = [
  [
    /^foreign keys cannot be switched off on D1$/,
    {
      why: 'D1 runs every script in a transaction with foreign keys on, so that DROP TABLE deletes the rows that cascade from the table.',
      fix: 'Delete the line `-- stepproof: foreign-keys off` and rebuild the table with guard triggers: stepproof explain rows-survive',
    },
  ],
  [
    /Cannot add a NOT NULL column with default value NULL/,
    {
      why: 'SQLite adds such a column to an empty table only; the first database with rows refuses it.',
      fix: "Give the column a constant default: ALTER TABLE … ADD COLUMN … NOT NULL DEFAULT '…';",
    },
  ],
  [
    /Cannot add a column with non-constant default/,
    {
      why: 'A table with rows takes only a constant default in ADD COLUMN.',
      fix: 'Add the column without the default and fill it: ALTER TABLE … ADD COLUMN …; UPDATE … SET … = CURRENT_TIMESTAMP;',
    },
  ],
  [
    /Cannot add a REFERENCES column with non-NULL default value/,
    {
      why: 'With foreign keys on, a new column that refers to a table can only start as NULL.',
      fix: 'Add the column without a default, then UPDATE the rows.',
    },
  ],
  [
    /Cannot add a (UNIQUE|PRIMARY KEY) column/,
    {
      why: 'ADD COLUMN cannot make a column unique.',
      fix: 'Add the column, then: CREATE UNIQUE INDEX … ON … (…);',
    },
  ],
  [
    /^FOREIGN KEY constraint failed$/,
    {
      why: 'Dropping or emptying a table that others refer to counts as deleting its rows, and children without an ON DELETE action forbid that, even when the table comes back by RENAME.',
      fix: 'Start the script with PRAGMA defer_foreign_keys = ON; and re-create the table under its final name before you copy the rows back: stepproof explain rows-survive',
    },
  ],
  [
    /^error in (view|trigger) .* no such (table|column)/,
    {
      why: 'RENAME checks every view and trigger of the schema, and one of them names something that is not there.',
      fix: 'Drop that view or trigger first and create it again at the end of the script.',
    },
  ],
  [
    /should this be a string literal in single-quotes/,
    {
      why: 'Double quotes make a name. D1 takes an unknown one as text, better-sqlite3 refuses it.',
      fix: "Write text in single quotes: '…'",
    },
  ],
  [
    /^LIKE or GLOB pattern too complex$/,
    {
      why: 'A pattern on D1 has 50 bytes at most, and it is measured when the expression runs: the definition goes in, and no row does after it.',
      fix: 'Shorten the pattern, or compare parts of the text: instr(…, …) > 0, substr(…, 1, n) = …',
    },
  ],
  [
    /^too many columns on /,
    {
      why: 'A table on D1 has 100 columns at most.',
      fix: 'Make two tables of it that share their key.',
    },
  ],
  [
    /^too many terms in compound SELECT/,
    {
      why: 'D1 joins 5 SELECTs by UNION, INTERSECT or EXCEPT at most.',
      fix: 'Write rows as VALUES (…), (…), and other parts as statements of their own.',
    },
  ],
  [
    /^Expression tree is too large/,
    {
      why: 'An expression on D1 is nested 100 levels at most; each AND, OR, || or + of a chain is one.',
      fix: 'Cut it into parts: IN (…) in place of a chain of OR, several statements in place of one.',
    },
  ],
  [
    /^(?:too many levels of trigger recursion|triggers nested too deep)/,
    {
      why: 'On D1 a trigger sets off others 10 levels deep at most.',
      fix: 'Do the work in fewer triggers, or write a WHEN clause that ends the chain.',
    },
  ],
  [
    /^not authorized\b/,
    {
      why: 'D1 allows neither the settings of its storage nor what reaches outside of the database: most pragmas, ATTACH, temporary objects, some functions.',
      fix: 'Leave it out: D1 sees to its own storage. PRAGMA quick_check does the work of integrity_check there, a table with a name of its own that of a temporary one.',
    },
  ],
  [
    /Too few parameter values|Missing named parameters/,
    {
      why: 'A migration has nobody to bind values to its parameters.',
      fix: 'Write the value into the statement.',
    },
  ],
];
