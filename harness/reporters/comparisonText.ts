import type { BehaviourDifference, Comparison, Treatment } from '../model/comparison.ts';
import type { SchemaDifference } from '../model/schema.ts';
import { counted } from './counted.ts';
import { labelled } from './labelled.ts';
import { type Paint, painter } from './paint.ts';
import { printableLine, withoutWorkflowCommands } from './printable.ts';
import type { RenderOptions } from './render.ts';

/** A comparison for a person: what differs in structure, in behaviour and in text, and a last line with the verdict. */
export function comparisonText(
  comparison: Comparison,
  { color, quiet, verbose }: Pick<RenderOptions, 'color' | 'quiet' | 'verbose'>,
): string {
  const paint = painter(color);
  const { structure, behaviour, text, untested } = comparison;
  const blocks = [
    [labelled('A', printableLine(comparison.a)), labelled('B', printableLine(comparison.b))].flat(),
    section('Structure', structure.map(structureLines), paint),
    section('Behaviour', behaviour.map(behaviourLines), paint),
    section('Text alone', verbose ? text.map(structureLines) : shortened(text), paint),
    section(
      'Not put to the test',
      verbose ? untested.map(({ object, reason }) => [`  ${printableLine(`${object}: ${reason}`)}`]) : [],
      paint,
    ),
    hint(comparison, verbose),
  ];
  const shown = quiet ? [] : blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return withoutWorkflowCommands(`${[...shown, verdict(comparison, paint)].join('\n\n')}\n`);
}

function section(title: string, entries: readonly (readonly string[])[], paint: Paint): readonly string[] {
  return entries.length === 0 ? [] : [paint('strong', title), ...entries.flat()];
}

function structureLines({ object, aspect, before, after }: SchemaDifference): readonly string[] {
  const head = `  ${printableLine(object)}: ${aspectText(aspect)}`;
  return [head, ...side('A', before), ...side('B', after)];
}

/** `lost` and `added` speak of before and after, and here nothing comes first. */
function aspectText(aspect: string): string {
  if (aspect === 'lost') return 'only in A';
  return aspect === 'added' ? 'only in B' : printableLine(aspect);
}

function side(label: string, text: string | null): readonly string[] {
  return text === null ? [] : labelled(label, text).map((line) => `  ${line}`.trimEnd());
}

function shortened(text: readonly SchemaDifference[]): readonly (readonly string[])[] {
  return text.length === 0 ? [] : [[`  ${printableLine(text.map(({ object }) => object).join(', '))}`]];
}

function behaviourLines({
  table,
  constraint,
  row,
  setUp,
  statement,
  reads,
  a,
  b,
}: BehaviourDifference): readonly string[] {
  const subject = constraint === '' ? row : `${constraint}, ${row}`;
  return [
    `  ${printableLine(`table ${table}: ${subject}`)}`,
    ...[...setUp, statement, reads ?? ''].flatMap((sql) => (sql === '' ? [] : `    ${printableLine(sql)}`)),
    ...side('A', treatmentText(a)),
    ...side('B', treatmentText(b)),
  ];
}

function treatmentText({ outcome, code, message, result }: Treatment): string {
  if (outcome === 'refused') return `refuses it with ${code}${message === null ? '' : `: ${message}`}`;
  if (result !== null) return result;
  return outcome === 'accepted' ? 'accepts it' : 'leaves the row out without an error';
}

function hint({ text, untested }: Comparison, verbose: boolean): readonly string[] {
  if (verbose || text.length + untested.length === 0) return [];
  const parts = [
    ...(text.length === 0 ? [] : [counted(text.length, 'text difference')]),
    ...(untested.length === 0 ? [] : [`what was not put to the test (${untested.length})`]),
  ];
  return [`--verbose shows ${parts.join(' and ')}`];
}

function verdict({ equal, structure, behaviour, text, cases }: Comparison, paint: Paint): string {
  const statements = `${counted(cases, 'statement')} tried on both`;
  const amounts = `${structure.length} in structure, ${behaviour.length} in behaviour, ${text.length} in text alone`;
  if (!equal) return paint('bad', `✗ different: ${amounts}; ${statements}`);
  if (text.length === 0) return paint('good', '✓ equal, byte for byte');
  return paint('good', `✓ equal: ${amounts}; ${statements}`);
}
