import { z } from 'zod';
import { JsonObject } from './jsonObject.ts';

const Message = z.strictObject({
  role: z.enum(['user', 'assistant', 'system']),
  content: z.string(),
});

const ToolCall = z.strictObject({
  tool_name: z.string(),
  arguments: JsonObject,
  result: z.json().optional(),
  error: z.string().optional(),
});

/** One turn of an agent: what was said, which tools were called, what went in and came out. */
const ExecutionStep = z.strictObject({
  step_id: z.string(),
  timestamp: z.iso.datetime({ offset: true }),
  messages_added: z.array(Message),
  tool_calls: z.array(ToolCall),
  input: z.json(),
  output: z.json(),
  metadata: JsonObject,
  error: z.string().optional(),
});

/** traces.steps: the trace itself, first step first. */
export const TraceSteps = z.array(ExecutionStep);
export type TraceSteps = z.infer<typeof TraceSteps>;
