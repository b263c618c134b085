import { readFileSync } from 'node:fs';
import type { NamedReport } from '../commands/mergeReports.ts';
import { UserError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';

/** Reads a report that `--reporter json` wrote. Throws `UserError` for what is none. */
export function readReport(file: string): NamedReport {
  const content = parsed(file);
  if (!isReport(content)) {
    throw new UserError('bad-report', `${file} is no report of stepproof's`, {
      why:
        isRecord(content) && content['schemaVersion'] !== 1 ? 'Its schemaVersion is not 1.' : 'It has another shape.',
      fix: 'Write one with: stepproof check --reporter json=FILE',
    });
  }
  return { file, report: content };
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError('bad-report', `${file} cannot be read as JSON`, {
      why: error instanceof Error ? error.message : String(error),
      fix: 'Name files that --reporter json=FILE has written.',
    });
  }
}

type Content = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isReport(value: unknown): value is Report & Content {
  if (!isRecord(value) || value['schemaVersion'] !== 1 || !isRecord(value['tool'])) return false;
  const { command, layout, seed, durationMs, steps, engines, findings, errors, summary } = value;
  return (
    typeof command === 'string' &&
    typeof layout === 'string' &&
    typeof seed === 'number' &&
    typeof durationMs === 'number' &&
    isRecord(summary) &&
    areRecords(engines) &&
    areRecords(findings) &&
    areRecords(errors) &&
    areRecords(steps) &&
    steps.every(isStep) &&
    isFleet(value['fleet'])
  );
}

function areRecords(value: unknown): value is readonly Content[] {
  return Array.isArray(value) && value.every(isRecord);
}

function isStep({ id, engine, status, rows, checks }: Content): boolean {
  if (typeof id !== 'string' || typeof engine !== 'string' || typeof status !== 'string') return false;
  return isRecord(rows) && areRecords(checks) && checks.every(({ findings }) => areRecords(findings));
}

/** Most reports are of no fleet. */
function isFleet(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isRecord(value)) return false;
  const { databases } = value;
  return (
    areRecords(databases) &&
    databases.every(
      ({ database, outcome, errors }) =>
        typeof database === 'string' && typeof outcome === 'string' && areRecords(errors),
    )
  );
}
