import { sql } from '@databases/sqlite-sync';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jsonText, readJson } from '../../application/jsonText.ts';
import { JsonObject } from '../../application/shapes/jsonObject.ts';
import { TraceSteps } from '../../application/shapes/traceSteps.ts';
import { updateEval } from '../../application/tables/evals.ts';
import { updateIntegration } from '../../application/tables/integrations.ts';
import { enqueueJob } from '../../application/tables/jobs.ts';
import { insertTrace, readTraceSteps } from '../../application/tables/traces.ts';
import { filledDatabase, rowOf } from './temporaryDatabase.ts';

const json = fc.jsonValue();
const jsonObject = fc.dictionary(fc.string(), json);

const step = fc.record(
  {
    step_id: fc.string(),
    timestamp: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') })
      .map((at) => at.toISOString()),
    messages_added: fc.array(fc.record({ role: fc.constantFrom('user', 'assistant', 'system'), content: fc.string() })),
    tool_calls: fc.array(
      fc.record(
        { tool_name: fc.string(), arguments: jsonObject, result: json, error: fc.string() },
        { requiredKeys: ['tool_name', 'arguments'] },
      ),
    ),
    input: json,
    output: json,
    metadata: jsonObject,
    error: fc.string(),
  },
  { requiredKeys: ['step_id', 'timestamp', 'messages_added', 'tool_calls', 'input', 'output', 'metadata'] },
);

const trace = {
  id: 'new',
  workspace_id: 'w',
  integration_id: 'i',
  trace_id: 'new',
  source: 'openai',
  timestamp: '2025-01-01T00:00:00Z',
} as const;

describe('the steps of a trace', () => {
  test('are stored, pass the database’s CHECK, and are read back unchanged', () => {
    const database = filledDatabase();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 3 }), (steps) => {
        const document = readJson(TraceSteps, JSON.stringify(steps));
        database.query(insertTrace({ ...trace, steps: document }));
        expect(readTraceSteps(database, 'new')).toEqual(document);
        database.query(sql`DELETE FROM traces WHERE id = 'new'`);
      }),
    );
  });

  test('are counted, and say whether one of them failed', () => {
    const database = filledDatabase();
    const done = { step_id: '1', timestamp: '2025-01-01T00:00:00Z', messages_added: [], tool_calls: [] };
    const steps = [{ ...done, input: 1, output: null, metadata: {} }];
    database.query(insertTrace({ ...trace, steps }));
    expect(rowOf(database, 'traces', 'new')).toMatchObject({ step_count: 1, has_errors: 0 });
    database.query(
      insertTrace({ ...trace, id: 'n2', trace_id: 'n2', steps: steps.map((one) => ({ ...one, error: 'x' })) }),
    );
    expect(rowOf(database, 'traces', 'n2')).toMatchObject({ step_count: 1, has_errors: 1 });
  });

  test('of a trace that is not there are null', () => {
    expect(readTraceSteps(filledDatabase(), 'nowhere')).toBe(null);
  });
});

test('the time of a trace is stored in UTC, so that texts sort as times do', () => {
  const database = filledDatabase();
  database.query(insertTrace({ ...trace, timestamp: '2025-01-01T01:00:00+02:00', steps: [] }));
  expect(rowOf(database, 'traces', 'new')).toMatchObject({ timestamp: '2024-12-31T23:00:00.000Z' });
});

describe('a document of another shape never reaches the database', () => {
  const step = {
    step_id: '1',
    timestamp: '2025-01-01T00:00:00Z',
    messages_added: [],
    tool_calls: [],
    input: 1,
    output: 1,
  };
  test.each([
    ['steps without metadata', () => insertTrace({ ...trace, steps: [step as never] })],
    [
      'a step with a key that nobody knows',
      () => insertTrace({ ...trace, steps: [{ ...step, metadata: {}, x: 1 } as never] }),
    ],
    ['metadata that is no object', () => insertTrace({ ...trace, steps: [], metadata: [] as never })],
    ['tags that are no texts', () => insertTrace({ ...trace, steps: [], metadata: { tags: [1] } as never })],
    ['a config with a number that JSON cannot say', () => updateIntegration('i', { config: { a: Number.NaN } })],
    ['half of the test results', () => updateEval('e', { test_results: { correct: 1 } as never })],
    [
      'an import that is asked to execute',
      () =>
        enqueueJob({ id: 'n', workspace_id: 'w', type: 'import', context: { eval_id: 'e', trace_ids: [] } as never }),
    ],
  ])('%s', (_what, build) => {
    expect(build).toThrow(z.ZodError);
  });

  test('and the error says where in the document it went wrong', () => {
    expect(() => insertTrace({ ...trace, steps: [], metadata: { tags: ['a', 7] } as never })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: ['metadata', 'tags', 1] })] }),
    );
  });
});

test('a document is written as it is, with keys that zod would drop', () => {
  const document = JSON.parse('{"__proto__": {"a": 1}, "b": [null, 1e300, "\\u0000"]}');
  const text = jsonText(JsonObject).parse(document);
  expect(JSON.stringify(readJson(JsonObject, text))).toBe(JSON.stringify(document));
  expect(text).toContain('__proto__');
});
