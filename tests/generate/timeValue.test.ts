import { expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { epochSeconds, timeMaker } from '../../harness/generate/timeValue.ts';

const ROWS = [1, 2, 8, 97, 1_000_000];

test.each(['%Y-%m-%d %H:%M:%S', '%Y-%m-%d', '%H:%M:%S', '%Y-%m-%dT%H:%M:%fZ', '%s', '%F %T', '100%% %R'])(
  'a time in the format %s is what strftime makes of the same moment',
  async (format) => {
    const engine = await openBetterSqlite3();
    const isDay = format === '%Y-%m-%d';
    for (const n of ROWS) {
      const text = timeMaker(format, 3)(n);
      const moment = isDay ? text : `@${epochSeconds(n, 3)}`;
      const [row] = await engine.query("SELECT strftime(?, ltrim(?, '@'), ?)", [
        format,
        moment,
        isDay ? '+0 days' : 'unixepoch',
      ]);
      expect(text).toBe(row?.[0]);
    }
  },
);

test('times are past, differ from row to row, and later columns have later ones', () => {
  const make = timeMaker('%Y-%m-%d %H:%M:%S', 0);
  const later = timeMaker('%Y-%m-%d %H:%M:%S', 1);
  const times = Array.from({ length: 2000 }, (_, index) => make(index + 1));
  expect(new Set(times).size).toBe(2000);
  for (const [index, time] of times.entries()) {
    expect(time > '2023' && time < '2025').toBe(true);
    expect(later(index + 1) > time).toBe(true);
  }
});
