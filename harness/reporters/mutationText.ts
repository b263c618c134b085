import type { Mutation, MutationHalf } from '../model/mutation.ts';
import type { Report } from '../model/report.ts';
import { counted } from './counted.ts';
import { duration } from './duration.ts';
import { headLine } from './headLine.ts';
import { equivalentLines, survivorLines } from './mutantLines.ts';
import { mutantTable } from './mutantTable.ts';
import { type Paint, painter } from './paint.ts';
import { printableLine, withoutWorkflowCommands } from './printable.ts';
import type { RenderOptions } from './render.ts';
import { percentText, scoreIn } from './score.ts';

/** A mutation for a person: a table of each half, what is the same and why, every survivor, and a last line with the scores. */
export function mutationText(
  report: Report,
  options: Pick<RenderOptions, 'color' | 'quiet' | 'verbose' | 'command'>,
): string {
  const { mutation } = report;
  if (mutation === undefined) throw new Error('a report without a mutation was to be shown as one');
  const paint = painter(options.color);
  const { schema, steps, after } = mutation;
  const replay = printableLine(`${options.command} --seed ${report.seed}`);
  const blocks = [
    ...(options.quiet
      ? []
      : [
          [headLine(report, paint)],
          after === null ? [] : halfLines(`Schema after ${printableLine(after)}`, schema, options, paint),
          halfLines('Steps', steps, options, paint),
          equivalentLines([...schema.equivalents, ...steps.equivalents], options.verbose, paint),
        ]),
    ...survivorLines(schema.survivors, 'schema', replay, paint),
    ...survivorLines(steps.survivors, 'steps', replay, paint),
    [lastLine(mutation, report.durationMs, paint)],
  ];
  const written = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return withoutWorkflowCommands(`${written.join('\n\n')}\n`);
}

function halfLines(
  title: string,
  half: MutationHalf,
  { verbose }: Pick<RenderOptions, 'verbose'>,
  paint: Paint,
): readonly string[] {
  if (half.total + half.equivalent + half.stillborn === 0) return [];
  const noticed = Object.entries(half.killedBy).map(([by, count]) => printableLine(`${by} ${count}`));
  return [
    paint('strong', title),
    ...mutantTable(half, verbose ? 'operator' : 'family', paint),
    ...(noticed.length === 0 ? [] : [paint('quiet', `  noticed by  ${noticed.join(', ')}`)]),
  ];
}

function lastLine({ schema, steps }: Mutation, milliseconds: number, paint: Paint): string {
  const survivors = schema.survivors.length + steps.survivors.length;
  const halves = [killedText(schema, 'schema mutant'), killedText(steps, 'step mutant')].filter((text) => text !== '');
  const scores = halves.length === 0 ? 'there was nothing to mutate' : `killed ${halves.join(', ')}`;
  const rest = `${schema.equivalent + steps.equivalent} equivalent; ${duration(milliseconds)}`;
  if (survivors === 0) return paint('good', `✓ ${scores}; ${rest}`);
  return paint('doubtful', `! ${counted(survivors, 'mutant')} survived: ${scores}; ${rest}`);
}

function killedText(half: MutationHalf, noun: string): string {
  if (half.total === 0) return '';
  return `${half.killed} of ${counted(half.total, noun)} (${percentText(scoreIn(half))})`;
}
