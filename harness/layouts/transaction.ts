import type { Script } from '../model/script.ts';
import { ownTransaction } from '../sql/ownTransaction.ts';

/** A script of a tool that passes BEGIN … COMMIT on: one that has its own runs in it, any other in the tool's. */
export function withOwnTransaction(script: Script): Script {
  return ownTransaction(script.statements) === null ? script : { ...script, transaction: 'script' };
}

/** A script that its tool runs without a transaction: one that has its own runs in it, else each statement commits by itself. */
export function withoutTransaction(script: Script): Script {
  return { ...script, transaction: ownTransaction(script.statements) === null ? 'none' : 'script' };
}
