import { describe, expect, test } from 'vitest';
import { startClock } from '../../../harness/engines/d1/clock.ts';

const STARTED = Date.parse('2030-05-06 07:08:09Z');

function clockAfter(seconds: number, text: string) {
  let now = STARTED;
  const clock = startClock(() => now);
  clock.hear(text);
  now += seconds * 1000;
  return clock;
}

describe('the clock', () => {
  test.each([
    ['2030-05-06 07:08:09', '2026-01-01 00:00:00'],
    ['2030-05-06 07:08:19', '2026-01-01 00:00:00'],
    ['2030-05-06 07:08:21', '2030-05-06 07:08:21'],
    ['2030-05-06 07:08:07', '2030-05-06 07:08:07'],
    ['2030-05-06', '2026-01-01'],
    ['2030-05-05', '2030-05-05'],
    ['07:08:15', '00:00:00'],
    ['08:08:15', '08:08:15'],
    ['', ''],
    ['2030-99-99 07:08:09', '2030-99-99 07:08:09'],
  ])('ten seconds into the run, %j is read as %j', (written, read) => {
    expect(clockAfter(10, 'CREATE TABLE t (a DEFAULT CURRENT_TIMESTAMP)').read(written)).toBe(read);
  });

  test('leaves every value alone until some text asks for it', () => {
    expect(clockAfter(10, 'CREATE TABLE t (a)').read('2030-05-06 07:08:09')).toBe('2030-05-06 07:08:09');
  });

  test('goes on over midnight', () => {
    let now = Date.parse('2030-05-06 23:59:58Z');
    const clock = startClock(() => now);
    clock.hear('SELECT current_date');
    now += 5000;
    expect(['2030-05-06', '2030-05-07', '23:59:59', '00:00:02'].map(clock.read)).toEqual([
      '2026-01-01',
      '2026-01-01',
      '00:00:00',
      '00:00:00',
    ]);
  });
});
