import { namedIndexes } from '../../inspect/namedIndexes.ts';
import { planFacts } from '../../inspect/planFacts.ts';
import { explain } from '../../inspect/queryPlan.ts';
import type { CheckContext } from '../../model/check.ts';
import type { Config } from '../../model/config.ts';
import type { Index, SchemaSnapshot, Table } from '../../model/schema.ts';
import type { State } from '../../model/step.ts';

/** Names of the catalogued queries by the index that they search or read along, for any of their values. */
export type IndexUsers = ReadonlyMap<string, ReadonlySet<string>>;

/** A step begins with the schema that the one before it ended with. */
const memory = new WeakMap<SchemaSnapshot, { readonly queries: Config['queries']; readonly users: IndexUsers }>();

/** Asks for the plans of every catalogued query that can be compiled in a state, whether its promise holds there or not. */
export async function indexUsers(context: CheckContext, state: State): Promise<IndexUsers> {
  const { queries } = context.config;
  const schema = await state.schema();
  const known = memory.get(schema);
  if (known?.queries === queries) return known.users;
  const users = queries.length === 0 ? new Map() : await findUsers(context, state, schema);
  memory.set(schema, { queries, users });
  return users;
}

async function findUsers({ config, plans }: CheckContext, state: State, schema: SchemaSnapshot): Promise<IndexUsers> {
  const compiled = await plans(state);
  const users = new Map<string, Set<string>>();
  for (const { name, text, variants } of config.queries) {
    const plan = compiled.get(name);
    if (plan === undefined) continue;
    const others = variants.map(async (variant) => ({
      text: variant.text,
      plan: await explain(state.engine, variant),
    }));
    for (const one of [{ text, plan }, ...(await Promise.all(others))]) {
      const accesses = planFacts(one.plan, { text: one.text, schema }).levels.flatMap((level) => level.accesses);
      for (const { index } of accesses) {
        if (index !== null) users.set(index, (users.get(index) ?? new Set()).add(name));
      }
    }
  }
  return users;
}

/** Indexes that are there for queries alone, that none uses now, and that are new or were used by one before the step. */
export async function idleIndexes(context: CheckContext, after: State, users: IndexUsers): Promise<readonly Index[]> {
  const { before } = context.step;
  const idle = namedIndexes(await after.schema())
    .filter(({ table, index }) => !index.unique && !users.has(index.name) && !servesForeignKey(table, index))
    .map(({ index }) => index);
  const known = new Set((await before.schema()).indexes.map(({ name }) => name));
  if (idle.every(({ name }) => !known.has(name))) return idle;
  const usersBefore = await indexUsers(context, before);
  return idle.filter(({ name }) => !known.has(name) || usersBefore.has(name));
}

/** Deleting a parent finds the children by it, without a query of the application. */
function servesForeignKey({ foreignKeys }: Table, { columns }: Index): boolean {
  return foreignKeys.some((key) =>
    key.columns.every((column) => columns.slice(0, key.columns.length).some(({ name }) => name === column)),
  );
}
