import type { Cost } from './measure.ts';

/** Something measured several times, and what is aimed at for it. */
export interface Measured {
  readonly what: string;
  readonly target: string;
  readonly costs: readonly Cost[];
}

const HEADER = ['measured', 'CPU s', 'wall s', 'CPU / floor', 'wall / floor', 'target', 'largest process MiB'];
const WORDS = new Set(['measured', 'target']);

/** The medians as a table, each beside its ratio to the first line, which is the floor. */
export function costTable(measured: readonly Measured[]): string {
  const rows = measured.map((line) => ({ ...line, cost: medianCost(line.costs) }));
  const floor = rows[0]?.cost ?? { cpu: Number.NaN, wall: Number.NaN };
  return layOut([
    HEADER,
    ...rows.map(({ what, target, cost }) => [
      what,
      cost.cpu.toFixed(3),
      cost.wall.toFixed(3),
      (cost.cpu / floor.cpu).toFixed(2),
      (cost.wall / floor.wall).toFixed(2),
      target,
      cost.peakMiB === null ? 'not measured' : cost.peakMiB.toFixed(0),
    ]),
  ]);
}

/** The middle value of each measure; the mean of the two middle ones when their number is even. */
export function medianCost(costs: readonly Cost[]): Cost {
  const peaks = costs.flatMap((cost) => cost.peakMiB ?? []);
  return {
    cpu: median(costs.map((cost) => cost.cpu)),
    wall: median(costs.map((cost) => cost.wall)),
    peakMiB: peaks.length === 0 ? null : median(peaks),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)] ?? Number.NaN;
  const high = sorted[Math.ceil(middle)] ?? Number.NaN;
  return (low + high) / 2;
}

/** Words to the left, numbers to the right. */
function layOut(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = Math.max(...rows.map((other) => other[column]?.length ?? 0));
        return WORDS.has(HEADER[column] ?? '') ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  '),
  );
  return `${lines.join('\n')}\n`;
}
