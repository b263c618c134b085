import type { Report } from '../model/report.ts';
import { fleetText } from '../reporters/fleetText.ts';
import { jsonReport } from '../reporters/json.ts';
import { writeOutputsOf } from './deliver.ts';
import type { Job, Output } from './job.ts';
import { refuseOtherReporters } from './outputs.ts';
import { showsColors } from './terminal.ts';

const STDOUT = 1;

/** Writes the report of many databases and answers with the exit code of the whole. Throws `UserError`. */
export async function deliverFleet(report: Report, job: Job): Promise<number> {
  const outputs = refuseOtherReporters(`${report.command} of many databases`, job.outputs);
  await writeOutputsOf(report, outputs, (output) => render(report, output, job));
  const outcomes = new Set(report.fleet?.databases.map(({ outcome }) => outcome));
  if (outcomes.has('error') || outcomes.has('not-run')) return 2;
  return outcomes.has('failed') ? 1 : 0;
}

function render(report: Report, { reporter, file }: Output, { noColor, quiet }: Job): string {
  if (reporter === 'json') return jsonReport(report);
  return fleetText(report, { color: file === null && showsColors(STDOUT, noColor), quiet });
}
