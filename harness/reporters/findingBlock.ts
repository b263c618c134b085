import type { Finding, Severity } from '../model/finding.ts';
import { codeFrame } from './codeFrame.ts';
import { labelled } from './labelled.ts';
import type { Paint, Tone } from './paint.ts';
import { place } from './place.ts';
import type { PlacedFinding } from './placedFindings.ts';
import { printable, printableLine } from './printable.ts';
import type { RenderOptions } from './render.ts';
import { replay } from './replay.ts';

const MARKS: Readonly<Record<Severity, readonly [string, Tone]>> = {
  error: ['✗', 'bad'],
  warning: ['!', 'doubtful'],
  note: ['·', 'quiet'],
};

/**
 * A finding in full: what, where with a frame, why, what to do, and the command that shows it again. Those that say the
 * same of other objects follow it in a line each.
 */
export function findingBlock(
  [placed, ...others]: readonly [PlacedFinding, ...PlacedFinding[]],
  seed: number | null,
  { source, command }: RenderOptions,
  paint: Paint,
): readonly string[] {
  const { step, check, finding, engines } = placed;
  const [mark, tone] = MARKS[finding.severity];
  const where = finding.location === null ? (step?.id ?? null) : place(finding.location);
  const head = [
    paint(tone, mark),
    paint('strong', printableLine(check)),
    ...(where === null ? [] : [printableLine(where)]),
    ...(engines.length === 0 ? [] : [printableLine(`on ${engines.join(' and ')}`)]),
  ];
  const text = finding.location === null ? null : source(finding.location.file);
  const frame = finding.location === null || text === null ? [] : codeFrame(text, finding.location);
  return [
    `${head.join('  ')}  ${printableLine(finding.object)}`.trimEnd(),
    ...printable(finding.message)
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    ...frame.map((line) => `    ${line}`),
    ...others.flatMap((other) => labelled('also', summary(other.finding))),
    ...(finding.why === '' ? [] : labelled('why', finding.why)),
    ...(finding.fix === '' ? [] : labelled('fix', finding.fix)),
    ...labelled('replay', replay(placed, command, seed)),
  ];
}

function summary({ location, message }: Finding): string {
  return location === null ? message : `${place(location)}  ${message}`;
}
