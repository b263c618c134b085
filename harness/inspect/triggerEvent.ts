import type { SchemaObject } from '../model/schema.ts';

/** The write that a trigger hangs on (https://sqlite.org/lang_createtrigger.html). */
export function eventOf({ tokens }: SchemaObject): 'insert' | 'update' | 'delete' {
  const found = /^create trigger (?:"(?:[^"]|"")*"|\S+) (?:before |after |instead of )?(insert|delete)\b/.exec(
    tokens,
  )?.[1];
  return found === 'insert' || found === 'delete' ? found : 'update';
}
