import type { Fleet, FleetDatabase } from '../model/fleet.ts';
import { orderedError } from './errorJson.ts';
import { orderedOperation } from './operationJson.ts';
import { orderedRehearsal } from './rehearsalJson.ts';

/** What came of many databases, with every key in its place. */
export function orderedFleet({ databases }: Fleet): Fleet {
  return { databases: databases.map(orderedDatabase) };
}

function orderedDatabase({
  database,
  outcome,
  durationMs,
  errors,
  rehearsal,
  operation,
}: FleetDatabase): FleetDatabase {
  return {
    database,
    outcome,
    durationMs,
    errors: errors.map(orderedError),
    ...(rehearsal && { rehearsal: orderedRehearsal(rehearsal) }),
    ...(operation && { operation: orderedOperation(operation) }),
  };
}
