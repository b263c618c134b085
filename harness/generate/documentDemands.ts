import type { SqlValue } from '../model/value.ts';
import type { Demands } from './demands.ts';
import type { Call, Fact } from './facts.ts';

/** Adds what is read of a document, so that there is something to read: a word, where no constraint asks for more. */
export function withDocument(demands: Demands, facts: readonly Fact[]): Demands {
  const paths = facts.flatMap(({ calls }) => {
    const [path] = calls.at(0)?.args ?? [];
    return typeof path === 'string' ? [[path, null] as const] : [];
  });
  return { ...demands, json: demands.json ?? 'object', paths: new Map([...paths, ...demands.paths]) };
}

/** Adds what a constraint asks of a path of a document: a value, one of a type, or that something is there. */
export function pathsWith(paths: Demands['paths'], { operands }: Fact, { name, args }: Call): Demands['paths'] {
  const [key] = args;
  const [value] = operands;
  if (typeof key !== 'string') return paths;
  const isType = name === 'json_type';
  const typical = isType ? OF_TYPE.get(value ?? null) : undefined;
  const [usual = 1n] = [paths.get(key), typical].filter((one) => one !== undefined);
  return new Map(paths).set(key, isType ? usual : (value ?? usual));
}

/** What a path holds by the type that it has to be of; null: any word. */
const OF_TYPE: ReadonlyMap<SqlValue, SqlValue> = new Map<SqlValue, SqlValue>([
  ['text', null],
  ['real', 1.5],
]);
