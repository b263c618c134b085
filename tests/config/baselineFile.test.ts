import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BASELINE_FILE, formatBaseline, parseBaseline, readBaseline } from '../../harness/config/baselineFile.ts';
import type { KnownFinding } from '../../harness/model/baseline.ts';
import { UserError } from '../../harness/model/errors.ts';
import { projectFolder } from './projectFolder.ts';

const entry: KnownFinding = { check: 'star-copy', step: '0002_b', object: 'table a', engine: 'none' };
const known = fc.record({
  check: fc.string(),
  step: fc.option(fc.string()),
  object: fc.string({ unit: 'binary' }),
  engine: fc.option(fc.string()),
});

function codeOf(text: string): string | null {
  try {
    parseBaseline(text);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
}

describe('the baseline', () => {
  test('has a line for each finding, sorted by step', () => {
    const loose = { ...entry, step: null, engine: null, check: 'forward-applies' };
    expect(formatBaseline([{ ...entry, step: '0003_c' }, entry, loose])).toBe(`{
  "version": 1,
  "findings": [
    {"step":"0002_b","check":"star-copy","object":"table a","engine":"none"},
    {"step":"0003_c","check":"star-copy","object":"table a","engine":"none"},
    {"step":null,"check":"forward-applies","object":"table a","engine":null}
  ]
}
`);
    expect(formatBaseline([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  test('is read back as it was written, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(known), (findings) => {
        const text = formatBaseline(findings);
        expect(formatBaseline(parseBaseline(text))).toBe(text);
        expect(parseBaseline(text)).toHaveLength(findings.length);
      }),
    );
  });

  test.each([
    '',
    '<<<<<<< HEAD\n{}',
    'null',
    '[]',
    '{"version": 2, "findings": []}',
    '{"version": 1}',
    '{"version": 1, "findings": {}}',
    '{"version": 1, "findings": [null]}',
    '{"version": 1, "findings": [{"check": "a", "step": 1, "object": "x", "engine": null}]}',
    '{"version": 1, "findings": [{"check": "a", "object": "x", "engine": null}]}',
  ])('is refused when it is none: %j', (text) => {
    expect(codeOf(text)).toBe('bad-baseline');
  });

  test('any text is either read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect([null, 'bad-baseline']).toContain(codeOf(text));
      }),
    );
  });

  test('need not be there', () => {
    expect(readBaseline(projectFolder({}))).toBeNull();
    expect(readBaseline(join(projectFolder({ [BASELINE_FILE]: formatBaseline([entry]) })))).toEqual([entry]);
  });
});
