import type { Report } from '../model/report.ts';
import type { Paint } from './paint.ts';
import { printableLine } from './printable.ts';
import { seedOf } from './seedOf.ts';

/** The first line of a report for people: what ran, on which engines, and the seed that repeats it. */
export function headLine(report: Report, paint: Paint): string {
  const tool = paint('strong', `${report.tool.name} ${report.tool.version}`);
  const layout = `layout ${printableLine(report.layout)}`;
  const seed = seedOf(report);
  const drawn = seed === null ? [] : [`seed ${seed}`];
  return [tool, ...report.engines.map(engineText), layout, ...drawn].join('   ');
}

/** An engine as a person reads it: `better-sqlite3 13.2.0 (SQLite 3.54.1)`; D1 does not tell which SQLite it is. */
export function engineText({ name, version, sqlite }: Report['engines'][number]): string {
  return `${name} ${version}${sqlite === '' ? '' : ` (SQLite ${sqlite})`}`;
}
