import type { Operation } from '../model/operation.ts';
import type { LooseFinding } from '../model/report.ts';
import { describe } from './conclude.ts';
import type { OperationContext } from './context.ts';
import { readStanding } from './standing.ts';
import { statusFindings } from './statusFindings.ts';

/** How a database stands, and what of that is wrong. */
export interface Status {
  readonly operation: Operation;
  readonly findings: readonly LooseFinding[];
}

/** Looks at a user's database without writing to it, whichever tool keeps its ledger. Throws `UserError`. */
export async function statusOf(context: OperationContext): Promise<Status> {
  const source = await context.open(context.database);
  try {
    const standing = await readStanding(source, context);
    const operation = await describe(source, standing, context, {
      dryRun: false,
      backup: null,
      results: new Map(),
      notes: [],
    });
    return { operation, findings: statusFindings(standing.ledger, operation.drift, context.migrations) };
  } finally {
    await source.close();
  }
}
