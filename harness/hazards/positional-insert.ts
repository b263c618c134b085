import type { Finding } from '../model/finding.ts';
import type { Hazard, HazardContext } from '../model/hazard.ts';
import type { WrittenSchema } from '../model/written.ts';
import { readInsert } from '../sql/insertStatement.ts';
import { keyword } from '../sql/keyword.ts';
import { quoteWhereNeeded } from '../sql/quote.ts';
import type { Token } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';
import { actionsOf, isTrigger } from './parts/bodies.ts';
import { widthsOf, writtenColumns } from './parts/widths.ts';

/** https://sqlite.org/lang_insert.html: without a list there must be a value for each column. */
export const positionalInsert: Hazard = {
  id: 'positional-insert',
  summary: 'An INSERT does not give as many values as it has columns to fill.',

  look(context): readonly Finding[] {
    const { script, statements } = context;
    const own = statements
      .filter(({ statement }) => !isTrigger(tokensOf(statement)))
      .flatMap(({ statement, before }) =>
        misfits(tokensOf(statement), before).map((misfit) => ({
          severity: 'error' as const,
          object: `table ${misfit.table}`,
          message: `INSERT INTO ${misfit.table} gives ${misfit.values} values for ${misfit.columns} columns`,
          why: 'SQLite refuses the statement. Without a list of columns a value is needed for each that is not generated.',
          fix: `List the columns that are written: INSERT INTO ${quoteWhereNeeded(misfit.table)} (…)`,
          location: at(script, statement),
          data: { columns: misfit.columns, values: misfit.values },
        })),
      );
    return [...own, ...triggersBroken(context)];
  },
};

interface Misfit {
  readonly table: string;
  readonly columns: number;
  readonly values: number;
}

function misfits(tokens: readonly Token[], schema: WrittenSchema): readonly Misfit[] {
  const insert = readInsert(tokens);
  if (insert === null || keyword(insert.source[0]) === 'default') return [];
  const columns = writtenColumns(insert, schema).length;
  const widths = widthsOf([...insert.withClause, ...insert.source], schema);
  const values = widths.find((width) => width !== null && width > 0 && width !== columns) ?? null;
  return columns === 0 || values === null ? [] : [{ table: insert.table, columns, values }];
}

/** The triggers that a script breaks, or that it creates broken. */
function triggersBroken({ script, statements }: HazardContext): readonly Finding[] {
  const start = statements[0]?.before;
  const end = statements.at(-1)?.after;
  if (start === undefined || end === undefined || start === end) return [];
  return [...end.triggers].flatMap(([key, trigger]): readonly Finding[] => {
    const isOld = start.triggers.get(key) === trigger;
    if (isOld && start.tables === end.tables) return [];
    const inserts = actionsOf(trigger).filter((action) => {
      const table = readInsert(action)?.table.toLowerCase() ?? '';
      return end.tables.has(table) && !(isOld && start.tables.get(table) === end.tables.get(table));
    });
    const brokenIn = (schema: WrittenSchema) => inserts.flatMap((action) => misfits(action, schema))[0];
    const misfit = brokenIn(end);
    if (misfit === undefined || (isOld && brokenIn(start) !== undefined)) return [];
    const met = statements.find(({ after }) => after.triggers.has(key) && brokenIn(after) !== undefined);
    return [
      {
        severity: 'error',
        object: `trigger ${trigger.name}`,
        message: `trigger ${trigger.name} inserts ${misfit.values} values into ${misfit.table}, which has ${misfit.columns} columns then`,
        why: 'Its INSERT lists no columns. SQLite compiles it when it fires: from then on every write that fires it fails.',
        fix: `Create ${trigger.name} anew with a list of columns: INSERT INTO ${quoteWhereNeeded(misfit.table)} (…)`,
        location: met === undefined ? null : at(script, met.statement),
        data: { table: misfit.table },
      },
    ];
  });
}
