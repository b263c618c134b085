import { reportOf } from '../../harness/commands/report.ts';
import type { Finding } from '../../harness/model/finding.ts';
import type { CheckReport, Report, StepReport } from '../../harness/model/report.ts';
import type { RenderOptions } from '../../harness/reporters/render.ts';

/** The files that the sample report's locations name. */
export const sampleFiles: Readonly<Record<string, string>> = {
  'migrations/0002_email.sql':
    'CREATE TABLE users_new (id TEXT PRIMARY KEY, email TEXT);\nINSERT INTO users_new SELECT * FROM users;\nDROP TABLE users;\nALTER TABLE users_new RENAME TO users;\n',
  'rollbacks/0002_email.sql': 'ALTER TABLE users RENAME TO users_new;\n',
};

export const plain: RenderOptions = {
  color: false,
  verbose: false,
  quiet: false,
  command: 'npx stepproof check',
  source: (file) => sampleFiles[file] ?? null,
  base: '',
  blob: null,
  rules: async () => [
    { id: 'rows-survive', summary: 'No row disappears.', page: 'docs/checks/rows-survive.md' },
    {
      id: 'primary-keys-refuse-null',
      summary: 'No PRIMARY KEY column accepts NULL.',
      page: 'docs/checks/primary-keys-refuse-null.md',
    },
    { id: 'drop-reaches-children', summary: 'A DROP deletes rows.', page: 'docs/hazards/drop-reaches-children.md' },
  ],
};

const lostRows: Finding = {
  severity: 'error',
  object: 'table workspace_members',
  message: 'applying the step deletes both rows (2 before, 0 after)',
  why: 'Foreign keys stay on inside a transaction, and dropping a table deletes what cascades from it.',
  fix: 'Guard the children while the parent is rebuilt:\nCREATE TRIGGER guard BEFORE DELETE ON workspace_members\nBEGIN SELECT RAISE(IGNORE); END;',
  location: { file: 'migrations/0002_email.sql', line: 3, column: 1 },
  data: { table: 'workspace_members', before: 2, after: 0 },
};

const nullableKey: Finding = {
  severity: 'warning',
  object: 'column users.id',
  message: 'the PRIMARY KEY accepts NULL',
  why: 'SQLite lets a key that is not an INTEGER be NULL, any number of times.',
  fix: 'id TEXT PRIMARY KEY NOT NULL',
  location: { file: 'migrations/0002_email.sql', line: 1, column: 25 },
  data: {},
};

const textOnly: Finding = {
  severity: 'note',
  object: 'table users',
  message: 'the rollback restores the table with other quotes',
  why: 'RENAME puts the name in quotes.',
  fix: 'Nothing to do.',
  location: null,
  data: {},
};

function check(id: string, cases: number, findings: readonly Finding[]): CheckReport {
  const failed = findings.some(({ severity }) => severity === 'error');
  return { id, status: failed ? 'failed' : 'passed', reason: null, cases, durationMs: 0.4, findings };
}

const first: StepReport = {
  id: '0001_initial_schema',
  engine: 'better-sqlite3',
  forward: 'migrations/0001_initial_schema.sql',
  rollback: 'rollbacks/0001_initial_schema.sql',
  status: 'passed',
  schema: { tables: 10, indexes: 26, views: 1, triggers: 0, digest: 'sha256:aa' },
  rows: { before: 0, after: 0, restored: 0 },
  rollbackVerdict: 'exact',
  cost: null,
  durationMs: 3.1,
  checks: [
    check('forward-applies', 2, []),
    {
      id: 'queries-use-indexes',
      status: 'skipped',
      reason: 'no query is catalogued',
      cases: 0,
      durationMs: 0,
      findings: [],
    },
  ],
};

const second: StepReport = {
  ...first,
  id: '0002_email',
  forward: 'migrations/0002_email.sql',
  rollback: 'rollbacks/0002_email.sql',
  status: 'failed',
  rows: { before: 1402, after: 1400, restored: 1400 },
  rollbackVerdict: 'text-only',
  durationMs: 12.5,
  checks: [
    check('rows-survive', 1402, [lostRows]),
    check('primary-keys-refuse-null', 1, [nullableKey]),
    check('rollback-restores-schema', 12, [textOnly]),
  ],
};

const third: StepReport = {
  ...first,
  id: '0003_drop_api_keys',
  status: 'irreversible',
  rollback: null,
  rollbackVerdict: 'irreversible',
  checks: [check('forward-applies', 2, [])],
};

const fourth: StepReport = {
  ...first,
  id: '0004_after_a_fault',
  status: 'not-run',
  schema: null,
  rows: { before: 0, after: null, restored: null },
  rollbackVerdict: 'not-run',
  cost: null,
  durationMs: 0,
  checks: [],
};

const head = {
  command: 'check',
  layout: 'paired',
  engines: [{ name: 'better-sqlite3', version: '13.2.0', sqlite: '3.54.1' }],
  seed: 4242,
  durationMs: 157.2,
} as const;

/** A run with a step of every status and a finding of every severity. */
export const failedReport: Report = reportOf({
  ...head,
  steps: [first, second, third, fourth],
  findings: [
    {
      check: 'rollback-exists',
      severity: 'warning',
      object: 'rollbacks/0005_tags.sql',
      message: 'the rollback belongs to no migration',
      why: 'It is never run.',
      fix: 'Delete it.',
      location: null,
      data: {},
    },
  ],
  errors: [],
});

export const passedReport: Report = reportOf({ ...head, steps: [first], findings: [], errors: [] });

/** A run that could not be made. */
export const brokenReport: Report = reportOf({
  ...head,
  engines: [],
  steps: [],
  findings: [],
  errors: [
    {
      code: 'sql-incomplete',
      message: 'rollbacks/0002_email.sql ends inside a string',
      why: 'The quote that opens it is never closed.',
      fix: 'Close it.',
      location: { file: 'rollbacks/0002_email.sql', line: 1, column: 13 },
    },
  ],
});

/** The failed run with foreign text in every place that holds some. */
export function withForeignText(text: string): Report {
  const data = { before: [text], after: [text] };
  const finding: Finding = { ...lostRows, object: text, message: text, why: text, fix: text, data };
  const location = { file: text, line: 1, column: 1 };
  return {
    ...failedReport,
    layout: text,
    steps: [
      {
        ...second,
        id: text,
        forward: text,
        checks: [
          check(text, 1, [finding, { ...finding, location }]),
          { id: text, status: 'skipped', reason: text, cases: 0, durationMs: 0, findings: [] },
        ],
      },
    ],
    findings: [{ ...finding, check: text, location: null }],
  };
}

/** A run that could not be made, with foreign text in every place that holds some. */
export function brokenWithForeignText(text: string): Report {
  const location = { file: text, line: 1, column: 1 };
  return { ...brokenReport, errors: [{ code: text, message: text, why: text, fix: text, location }] };
}

/** A failed run with so many more findings of each severity, each at a line of its own and all of one kind. */
export function crowdedReport(amount: number): Report {
  const many = (finding: Finding): readonly Finding[] =>
    Array.from({ length: amount }, (_, index) => ({
      ...finding,
      object: `${finding.object} ${index}`,
      message: `${finding.message} (${index})`,
      location: { file: 'migrations/0002_email.sql', line: index + 1, column: 1 },
    }));
  const checks = [
    check('rows-survive', 1, many(lostRows)),
    check('primary-keys-refuse-null', 1, many(nullableKey)),
    check('rollback-restores-schema', 1, many(textOnly)),
    check('cascades-act', 1, [{ ...lostRows, why: 'It is of another kind.' }]),
  ];
  return reportOf({ ...head, steps: [{ ...second, checks }], findings: [], errors: [] });
}
