import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check, type Finding, type Report } from '../../harness/index.ts';
import { folderOf } from './reading.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/layouts');

/** Steps of a ladder with their verdicts, and what is found: step, check, severity and object. */
interface Ladder {
  readonly layout: string;
  readonly name: string;
  readonly verdicts: Readonly<Record<string, string>>;
  readonly findings: readonly string[];
}

function ladder(layout: string, name: string, verdicts: Ladder['verdicts'], findings: readonly string[] = []): Ladder {
  return { layout, name, verdicts, findings };
}

/** The fault of most ladders here: a rollback that forgets the index. */
function leftBy(step: string): string {
  return `${step} rollback-restores-schema error index readers_by_name`;
}

const MYSQL = 'forward-applies note script migrations/0002_by.name.mysql.up.sql';

const LADDERS: readonly Ladder[] = [
  ladder('up-down', 'good', { '0001_readers': 'exact', '0002_by.name': 'exact' }, [MYSQL]),
  ladder('up-down', 'faulty', { '0001_readers': 'exact', '0002_by.name': 'wrong' }, [MYSQL, leftBy('0002_by.name')]),
  ladder('up-down', 'many-files-good', { '20240101000000_readers': 'exact', '20240201000000_joined': 'exact' }),
  ladder('up-down', 'many-files-faulty', { '20240101000000_readers': 'exact', '20240201000000_joined': 'wrong' }, [
    leftBy('20240201000000_joined'),
  ]),
  ladder('dbmate', 'good', { '20240101000000_readers': 'exact', '20240201000000_by_name': 'exact' }),
  ladder('dbmate', 'faulty', { '20240101000000_readers': 'exact', '20240201000000_by_name': 'wrong' }, [
    leftBy('20240201000000_by_name'),
  ]),
  ladder('goose', 'good', { '00001_readers': 'exact', '00002_by_name': 'exact', '00003_trim': 'exact' }),
  ladder('goose', 'faulty', { '00001_readers': 'exact', '00002_by_name': 'wrong', '00003_trim': 'exact' }, [
    'forward-applies error step 00003_trim',
    'forward-applies warning step 00004_fill',
    leftBy('00002_by_name'),
  ]),
  ladder('sql-migrate', 'good', { '1-readers': 'exact', '2-by-name': 'exact' }),
  ladder('sql-migrate', 'faulty', { '1-readers': 'exact', '2-by-name': 'wrong' }, [leftBy('2-by-name')]),
  ladder('node-sqlite', 'good', { '001-readers': 'exact', '002-by-name': 'exact' }),
  ladder('node-sqlite', 'faulty', { '001-readers': 'exact', '002-by-name': 'wrong' }, [leftBy('002-by-name')]),
  ladder('tern', 'good', { '001_readers': 'exact', '002_by_name': 'exact' }),
  ladder('tern', 'faulty', { '001_readers': 'exact', '002_by_name': 'wrong' }, [leftBy('002_by_name')]),
  ladder('rambler', 'good', { '001_readers': 'exact', '002_by_name': 'exact' }),
  ladder('rambler', 'faulty', { '001_readers': 'exact', '002_by_name': 'wrong' }, [leftBy('002_by_name')]),
  ladder('diesel', 'good', {
    '2024-01-01-000000_readers': 'exact',
    '2024-02-01-000000_by_name': 'exact',
    '2024-03-01-000000_loans': 'exact',
    // The name that RENAME puts in quotes.
    '2024-04-01-000000_language': 'text-only',
  }),
  ladder('diesel', 'faulty', { '2024-01-01-000000_readers': 'exact', '2024-02-01-000000_by_name': 'wrong' }, [
    leftBy('2024-02-01-000000_by_name'),
  ]),
  ladder('postgrator', 'good', { '001': 'exact', '002.by-name': 'exact' }),
  ladder('postgrator', 'faulty', { '001': 'exact', '002.by-name': 'wrong' }, [leftBy('002.by-name')]),
  ladder('down-folder', 'good', {
    '2024.01.01T00.00.00.readers': 'exact',
    '2024.02.01T00.00.00.by-name': 'exact',
  }),
  ladder('down-folder', 'faulty', { '2024.01.01T00.00.00.readers': 'exact', '2024.02.01T00.00.00.by-name': 'wrong' }, [
    leftBy('2024.02.01T00.00.00.by-name'),
  ]),
  ladder('yoyo', 'good', { '20240101_02_readers': 'exact', '20240101_01_by-name': 'exact' }),
  ladder('yoyo', 'faulty', { '20240101_02_readers': 'exact', '20240101_01_by-name': 'wrong' }, [
    leftBy('20240101_01_by-name'),
  ]),
];

/** What is said of the folder, then of the steps without their notes. */
function findingsOf({ findings, steps }: Report): readonly string[] {
  return [
    ...findings.map((finding) => `${finding.check} ${finding.severity} ${finding.object}`),
    ...steps.flatMap(({ id, checks }) =>
      checks.flatMap((ran) =>
        ran.findings
          .filter(({ severity }) => severity !== 'note')
          .map(({ severity, object }) => `${id} ${ran.id} ${severity} ${object}`),
      ),
    ),
  ];
}

describe.each(LADDERS)('the $name ladder of $layout', ({ layout, name, verdicts, findings }) => {
  test.each(['auto', layout])('is proven by --layout %s', async (asked) => {
    const report = await check({ dir: join(FIXTURES, layout, name), layout: asked, rows: 5 });
    expect(report.layout).toBe(layout);
    expect(report.steps.map(({ id, rollbackVerdict }) => [id, rollbackVerdict])).toEqual(Object.entries(verdicts));
    expect(findingsOf(report)).toEqual(findings);
  });
});

/** What one check finds in a folder. */
async function found(dir: string, id: string): Promise<readonly Finding[]> {
  const { steps } = await check({ dir, rows: 5, check: [id] });
  return steps.flatMap(({ checks }) => checks.flatMap(({ findings }) => findings));
}

describe('a finding', () => {
  test.each([
    ['goose', 'migrations/00002_by_name.sql', 5],
    ['dbmate', 'db/migrations/20240201000000_by_name.sql', 5],
    ['node-sqlite', 'migrations/002-by-name.sql', 8],
  ])('about a rollback of %s points at the section that goes back', async (layout, file, line) => {
    const [finding] = await found(join(FIXTURES, layout, 'faulty'), 'rollback-restores-schema');
    expect(finding?.location).toMatchObject({ file, line });
  });

  const part = (number: number) => `migrations/2024010100000000000${number}_readers.up.sql`;
  const nullable = '\nCREATE TABLE readers (id TEXT PRIMARY KEY);\n';

  test('about one file of a step points at that file', async () => {
    const dir = folderOf({ [part(0)]: 'SELECT 1;\n', [part(1)]: nullable });
    const [finding] = await found(dir, 'primary-keys-refuse-null');
    expect(finding).toMatchObject({ severity: 'warning', location: { file: part(1), line: 2 } });
  });

  test('about a word that fails points at it in its own file', async () => {
    const dir = folderOf({ [part(0)]: nullable, [part(1)]: '\n\nSELECT id,\n  nothing FROM readers;\n' });
    const [finding] = await found(dir, 'forward-applies');
    expect(finding?.location).toEqual({ file: part(1), line: 4, column: 3 });
  });

  test('is settled by a comment in the same file, and not by one in another file of the step', async () => {
    const ignore = '-- stepproof: ignore primary-keys-refuse-null "keys come from outside"\n';
    const there = folderOf({ [part(0)]: 'SELECT 1;\n', [part(1)]: ignore + nullable });
    const elsewhere = folderOf({ [part(0)]: `${ignore}SELECT 1;\n`, [part(1)]: nullable });
    const severities = async (dir: string) =>
      (await found(dir, 'primary-keys-refuse-null')).map(({ severity }) => severity);
    expect([await severities(there), await severities(elsewhere)]).toEqual([['note'], ['warning']]);
  });
});
