import { type DatabaseTransaction, type SQLQuery, sql } from '@databases/sqlite-sync';
import { z } from 'zod';
import { jsonText, readJson } from '../jsonText.ts';
import { TraceMetadata } from '../shapes/traceMetadata.ts';
import { TraceSteps } from '../shapes/traceSteps.ts';
import { insertRow } from '../statements.ts';
import { Id } from './id.ts';
import { Platform } from './integrations.ts';

/** The trace list is sorted by the text of this column: texts with different offsets would not sort by time. */
const UtcTimestamp = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

const NewTrace = z.strictObject({
  id: Id,
  workspace_id: Id,
  integration_id: Id,
  trace_id: z.string(),
  source: Platform,
  timestamp: UtcTimestamp,
  metadata: jsonText(TraceMetadata).optional(),
  steps: jsonText(TraceSteps),
  input_preview: z.string().optional(),
  output_preview: z.string().optional(),
});

/** Stores an imported trace, whose counts follow from its steps. Traces are never changed, only deleted. */
export function insertTrace(trace: z.input<typeof NewTrace>): SQLQuery {
  const row = NewTrace.parse(trace);
  return insertRow('traces', {
    ...row,
    step_count: trace.steps.length,
    has_errors: Number(trace.steps.some((step) => step.error !== undefined)),
  });
}

/** The steps of a trace as they were imported; null when there is no such trace. */
export function readTraceSteps(database: DatabaseTransaction, id: string): TraceSteps | null {
  const [row] = database.query(sql`SELECT steps FROM traces WHERE id = ${id}`);
  return row === undefined ? null : readJson(TraceSteps, row.steps);
}
