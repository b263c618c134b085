import type { MutantCounts, MutationHalf } from '../model/mutation.ts';
import type { Paint, Tone } from './paint.ts';
import { printableLine } from './printable.ts';
import { percentText, scoreIn, strictScoreIn } from './score.ts';
import { alignColumns, type Cell } from './table.ts';

/** How the mutants of a half are put together in rows. */
export type Grouping = 'family' | 'operator';

/** One row for each operator, or for each family of them, and one for all. */
export function mutantTable(half: MutationHalf, grouping: Grouping, paint: Paint): readonly string[] {
  const operators = Object.entries(half.byOperator);
  const groups = grouping === 'operator' ? operators : familiesOf(operators);
  const columns = COLUMNS.filter(({ isRare, read }) => !isRare || read(half) !== NONE);
  const head = ['', grouping, ...columns.map(({ title }) => title)];
  return alignColumns([
    head.map((text, at): Cell => ({ text, align: alignmentOf(at), paint: (plain) => paint('quiet', plain) })),
    ...groups.map(([name, counts]) => rowOf(name, counts, columns, paint)),
    ...(groups.length > 1 ? [rowOf('all', half, columns, paint)] : []),
  ]);
}

interface Column {
  readonly title: string;
  /** It is left out where no mutant has what it counts. */
  readonly isRare: boolean;
  read(counts: MutantCounts): string;
}

const NONE = '-';

const COLUMNS: readonly Column[] = [
  { title: 'killed', isRare: false, read: ({ killed, total }) => (total === 0 ? NONE : String(killed)) },
  { title: 'total', isRare: false, read: ({ total }) => numberText(total) },
  { title: 'score', isRare: false, read: (counts) => percentText(scoreIn(counts)) },
  { title: 'do not run', isRare: true, read: ({ applyErrors }) => numberText(applyErrors) },
  {
    title: 'score of the others',
    isRare: true,
    read: (counts) => (counts.applyErrors === 0 ? NONE : percentText(strictScoreIn(counts))),
  },
  { title: 'equivalent', isRare: true, read: ({ equivalent }) => numberText(equivalent) },
  { title: 'not made', isRare: true, read: ({ stillborn }) => numberText(stillborn) },
];

function numberText(count: number): string {
  return count === 0 ? NONE : String(count);
}

function rowOf(name: string, counts: MutantCounts, columns: readonly Column[], paint: Paint): readonly Cell[] {
  const [mark, tone] = markOf(counts);
  return [mark, printableLine(name), ...columns.map(({ read }) => read(counts))].map((text, at): Cell => {
    const align = alignmentOf(at);
    return at === 0 ? { text, align, paint: (plain) => paint(tone, plain) } : { text, align };
  });
}

function markOf({ killed, total }: MutantCounts): readonly [string, Tone] {
  if (total === 0) return ['·', 'quiet'];
  return killed === total ? ['✓', 'good'] : ['!', 'doubtful'];
}

function alignmentOf(column: number): Cell['align'] {
  return column >= 2 ? 'right' : 'left';
}

type Row = readonly [name: string, counts: MutantCounts];

/** Families whose name has two words; of the others the first word is the name. */
const TWO_WORDS = /^(?:foreign-key|primary-key|not-null|on-conflict)/;

function familiesOf(operators: readonly Row[]): readonly Row[] {
  const families = Map.groupBy(
    operators,
    ([operator]) => TWO_WORDS.exec(operator)?.[0] ?? operator.replace(/-.*/s, ''),
  );
  return [...families].map(([family, members]) => [family, sumOf(members.map(([, counts]) => counts))]);
}

function sumOf(all: readonly MutantCounts[]): MutantCounts {
  const sum = (read: (counts: MutantCounts) => number) => all.reduce((total, counts) => total + read(counts), 0);
  return {
    total: sum(({ total }) => total),
    killed: sum(({ killed }) => killed),
    applyErrors: sum(({ applyErrors }) => applyErrors),
    equivalent: sum(({ equivalent }) => equivalent),
    stillborn: sum(({ stillborn }) => stillborn),
  };
}
