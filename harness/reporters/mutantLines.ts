import type { NamedMutant } from '../model/mutation.ts';
import { labelled } from './labelled.ts';
import type { Paint } from './paint.ts';
import { printableLine } from './printable.ts';

/** What can be done about a survivor. */
const FIX = {
  schema:
    'If the application needs what was changed, hold it with a query in the configuration or with a test of its own; if nothing needs it, the declaration can go.',
  steps:
    'If the difference matters, hold it with expect or queries in the configuration, or with a check that reports it; if not, the statement can be written more simply.',
} as const;

/** Every mutant that nothing noticed: the SQL of the difference, why, and once for all of them what to do. */
export function survivorLines(
  survivors: readonly NamedMutant[],
  half: keyof typeof FIX,
  replay: string,
  paint: Paint,
): readonly (readonly string[])[] {
  if (survivors.length === 0) return [];
  const blocks = [...Map.groupBy(survivors, keyOf).values()].map((mutants) => [
    ...mutants.flatMap((mutant) => [head(mutant, paint), ...labelled('sql', printableLine(mutant.sql))]),
    ...labelled('why', mutants[0]?.why ?? ''),
  ]);
  const last = [...labelled('fix', FIX[half]), ...labelled('replay', replay)];
  return blocks.map((block, at) => (at === blocks.length - 1 ? [...block, ...last] : block));
}

/** What is the same as the original, by the reason; a line each where everything is to be told. */
export function equivalentLines(
  equivalents: readonly NamedMutant[],
  verbose: boolean,
  paint: Paint,
): readonly string[] {
  if (equivalents.length === 0) return [];
  const reasons = [...Map.groupBy(equivalents, ({ why }) => why)];
  const width = String(Math.max(...reasons.map(([, mutants]) => mutants.length))).length;
  return [
    paint('strong', 'Equivalent'),
    ...reasons.flatMap(([why, mutants]) => [
      `  ${String(mutants.length).padStart(width)}  ${printableLine(why)}`,
      ...(verbose ? mutants.map((mutant) => paint('quiet', `  ${' '.repeat(width)}  ${nameOf(mutant)}`)) : []),
    ]),
  ];
}

function head(mutant: NamedMutant, paint: Paint): string {
  return `${paint('doubtful', '!')}  ${paint('strong', printableLine(mutant.operator))}  ${nameOf(mutant)}`;
}

function nameOf({ step, object, what }: NamedMutant): string {
  return printableLine(`${step === null ? '' : `${step}  `}${object}: ${what}`);
}

/** Survivors of one operator stand together. */
function keyOf({ operator, why }: NamedMutant): string {
  return JSON.stringify([operator, why]);
}
