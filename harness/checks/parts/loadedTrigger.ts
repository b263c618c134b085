import type { Config } from '../../model/config.ts';
import type { Engine } from '../../model/engine.ts';
import type { SchemaObject, SchemaSnapshot, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { refusal } from './refusal.ts';

/** A trigger, the table that it hangs on, and a throw-away database with rows to fire it in. */
export interface LoadedTrigger {
  readonly trigger: SchemaObject;
  readonly table: Table;
  readonly schema: SchemaSnapshot;
  readonly engine: Engine;
  readonly shape: Config['rows'];
}

/** Whether a trigger writes values into rows that are there which it makes of others: a CHECK can be what stops it, on purpose. */
export function reckons({ tokens }: SchemaObject): boolean {
  const assigned = tokens.slice(tokens.indexOf(' begin ')).matchAll(/(?: set|,) \S+ = (.*?)(?= ,| where | ;)/g);
  return [...assigned].some(([, value]) => !/^(?:'(?:[^']|'')*'|[\d.]+)$/.test(value ?? ''));
}

/** Whether a statement goes through where the trigger is not there. */
export function passesWithout(loaded: LoadedTrigger, sql: string): Promise<boolean> {
  return withoutTrigger(loaded, async (copy) => (await refusal(copy, sql)) === null);
}

/** Does something on a copy without the trigger. */
export async function withoutTrigger<T>(
  { trigger, engine }: LoadedTrigger,
  work: (copy: Engine) => Promise<T>,
): Promise<T> {
  const copy = await engine.fork();
  try {
    await copy.query(`DROP TRIGGER ${quoteIdentifier(trigger.name)}`);
    return await work(copy);
  } finally {
    await copy.close();
  }
}
