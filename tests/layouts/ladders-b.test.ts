import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check, type Finding, type Report, type RollbackVerdict } from '../../harness/index.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'layouts');

interface Ladder {
  readonly layout: string;
  readonly fixture: 'good' | 'faulty';
  /** Verdict of each step in its order. */
  readonly verdicts: Readonly<Record<string, RollbackVerdict>>;
  /** Errors and warnings, as `step check: message`. */
  readonly alarms: readonly string[];
}

const LADDERS: readonly Ladder[] = [
  {
    layout: 'flyway',
    fixture: 'good',
    verdicts: {
      V1__readers: 'exact',
      'V1.1__loans': 'exact',
      V2__reader_language: 'exact',
      R__late_loans: 'not-run',
    },
    alarms: [],
  },
  {
    layout: 'flyway',
    fixture: 'faulty',
    verdicts: { V1__readers: 'exact', V2__reader_mail: 'wrong' },
    alarms: ['V2__reader_mail rollback-restores-schema: column readers.email is still there after the rollback'],
  },
  {
    layout: 'refinery',
    fixture: 'good',
    verdicts: { V1__readers: 'not-run', U2__reader_index: 'not-run', V10__reader_language: 'not-run' },
    alarms: [],
  },
  {
    layout: 'refinery',
    fixture: 'faulty',
    verdicts: { V1__readers: 'not-run', V2__reader_language: 'not-run' },
    alarms: [
      'V2__reader_language forward-applies: the script fails on a database with rows: Cannot add a NOT NULL column with default value NULL',
    ],
  },
  {
    layout: 'sqitch',
    fixture: 'good',
    verdicts: { readers: 'exact', 'names@v1.0': 'exact', names: 'exact' },
    alarms: [],
  },
  {
    layout: 'sqitch',
    fixture: 'faulty',
    verdicts: { readers: 'exact', mail: 'wrong' },
    alarms: [
      'mail verify-passes: the verify script fails after the step: no such column: email',
      'mail rollback-restores-data: 8 of 8 rows of table readers are not there after the rollback',
      'mail new-rows-survive-rollback: the rollback loses 5 rows of table readers written after the migration, although the old schema can hold them',
    ],
  },
  { layout: 'wrangler', fixture: 'good', verdicts: { '0001_readers': 'not-run', '0002_loans': 'not-run' }, alarms: [] },
  {
    layout: 'wrangler',
    fixture: 'faulty',
    verdicts: { '0001_readers': 'not-run', '0002_loans': 'not-run', '0003_reader_language': 'not-run' },
    alarms: [
      '0003_reader_language forward-applies: PRAGMA foreign_keys = OFF has no effect',
      '0003_reader_language rows-survive: 8 of 8 rows of table loans are gone after the migration, because DROP TABLE readers deletes the rows that it refers to',
    ],
  },
  {
    layout: 'drizzle',
    fixture: 'good',
    verdicts: { '0000_silent_readers': 'not-run', '0001_slow_loans': 'not-run' },
    alarms: [],
  },
  {
    layout: 'drizzle',
    fixture: 'faulty',
    verdicts: { '0000_silent_readers': 'not-run', '0001_slow_loans': 'not-run', '0002_loud_names': 'not-run' },
    alarms: [
      '0002_loud_names forward-applies: PRAGMA foreign_keys=OFF has no effect',
      '0002_loud_names rows-survive: 8 of 8 rows of table loans are gone after the migration, because DROP TABLE readers deletes the rows that it refers to',
      'forward-applies: src/db/migrations/0003_forgotten.sql is left out: drizzle does not take it for a migration',
    ],
  },
  {
    layout: 'prisma',
    fixture: 'good',
    verdicts: { '20240301080000_init': 'not-run', '20240302080000_language': 'not-run' },
    alarms: [],
  },
  {
    layout: 'prisma',
    fixture: 'faulty',
    verdicts: { '20240301080000_init': 'not-run', '20240302080000_language': 'not-run' },
    alarms: [
      '20240302080000_language forward-applies: the script fails on a database with rows: Cannot add a NOT NULL column with default value NULL',
    ],
  },
];

/** Checks of a rollback: where there is none, they say so. */
const OF_ROLLBACKS = [
  'rollback-applies',
  'rollback-restores-schema',
  'rollback-restores-data',
  'new-rows-survive-rollback',
  'reapply-is-identical',
];

describe.for(LADDERS)('$layout, $fixture', ({ layout, fixture, verdicts, alarms }) => {
  const dir = join(FIXTURES, layout, fixture);

  test('is recognised, and every step is judged', async () => {
    const report = await check({ dir });
    expect(report.layout).toBe(layout);
    expect(Object.fromEntries(report.steps.map((step) => [step.id, step.rollbackVerdict]))).toEqual(verdicts);
    expect(report.steps.map(({ id }) => id)).toEqual(Object.keys(verdicts));
    expect(alarmsOf(report)).toEqual(alarms);
    expect(report.steps.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual(failing(report));
  });

  test('gives the same report when the layout is named', async () => {
    const [found, named] = [await check({ dir }), await check({ dir, layout })];
    expect(withoutTimes(named)).toEqual(withoutTimes(found));
  });

  test('says of a step without a rollback what one would do, and skips every check of it', async () => {
    for (const step of (await check({ dir })).steps.filter(({ rollback }) => rollback === null)) {
      const exists = step.checks.find(({ id }) => id === 'rollback-exists');
      expect(exists).toMatchObject({ status: 'passed', findings: [{ severity: 'note' }] });
      expect(exists?.findings[0]?.message).toMatch(/^a rollback would /);
      const others = step.checks.filter(({ id }) => OF_ROLLBACKS.includes(id));
      expect(others.map(({ status }) => status)).toEqual(OF_ROLLBACKS.map(() => 'skipped'));
      expect(others.every(({ reason }) => reason !== null)).toBe(true);
    }
  });
});

function alarmsOf(report: Report): readonly string[] {
  const alarming = ({ severity }: Finding): boolean => severity !== 'note';
  return [
    ...report.steps.flatMap(({ id, checks }) =>
      checks.flatMap((ran) => ran.findings.filter(alarming).map(({ message }) => `${id} ${ran.id}: ${message}`)),
    ),
    ...report.findings.filter(alarming).map((finding) => `${finding.check}: ${finding.message}`),
  ];
}

function failing(report: Report): readonly string[] {
  const isError = ({ severity }: Finding): boolean => severity === 'error';
  return report.steps.filter(({ checks }) => checks.some(({ findings }) => findings.some(isError))).map(({ id }) => id);
}

function withoutTimes(report: Report): unknown {
  return JSON.parse(JSON.stringify(report, (key, value) => (key === 'durationMs' ? 0 : value)));
}
