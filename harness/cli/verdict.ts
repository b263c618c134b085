import { isBroken } from '../commands/report.ts';
import type { Report } from '../model/report.ts';
import { counted } from '../reporters/counted.ts';
import { summaryLine } from '../reporters/summaryLine.ts';
import type { Job } from './job.ts';

/** How a finished run ends: its exit code, and why it is not 0 where no report on standard output says so. */
export interface Verdict {
  readonly code: 0 | 1;
  readonly reasons: readonly string[];
}

/** Reports that say in words how a run ended. */
const FOR_PEOPLE: readonly string[] = ['text', 'github', 'markdown'];

/** Judges a report: 0 only when nothing in it speaks against it. */
export function judge(report: Report, { outputs, maxWarnings }: Job): Verdict {
  const { warnings } = report.summary;
  const broken = isBroken(report);
  const tooMany = maxWarnings !== null && warnings > maxWarnings;
  const isSaid = outputs.some(({ reporter, file }) => FOR_PEOPLE.includes(reporter) && file === null);
  return {
    code: broken || tooMany ? 1 : 0,
    reasons: [
      ...(broken && !isSaid ? [summaryLine(report)] : []),
      ...(tooMany ? [`${counted(warnings, 'warning')}, and --max-warnings allows ${maxWarnings}`] : []),
    ],
  };
}
