/** 2023-01-01 00:00:00 UTC: generated times are past, and never now. */
const START = Date.UTC(2023, 0, 1);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

// Primes, so that a step comes to the same time again only after as many rows.
const DAYS = 397;
const SECONDS_STEP = 25_943;
const SECONDS = 34_300_817;

/** A moment of 2023 or 2024 for row n, later for later columns, in milliseconds since 1970. */
function moment(n: number, position: number, byDay: boolean): number {
  const distance = byDay ? (n % DAYS) * DAY : ((n * SECONDS_STEP) % SECONDS) * 1000;
  return START + distance + position * (byDay ? DAY : 43 * MINUTE);
}

/** A time for row n as text in a format of `strftime` (https://sqlite.org/lang_datefunc.html). */
export function timeText(n: number, position: number, format: string): string {
  const byDay = !/%[HMSfTRsX]/.test(format);
  const [date = '', clock = ''] = new Date(moment(n, position, byDay)).toISOString().split(/[TZ]/);
  const [year = '', month = '', day = ''] = date.split('-');
  const [hour = '', minute = '', second = ''] = clock.slice(0, 8).split(':');
  const parts: Readonly<Record<string, string>> = {
    Y: year,
    m: month,
    d: day,
    H: hour,
    M: minute,
    S: second,
    f: `${second}.000`,
    F: date,
    T: clock.slice(0, 8),
    R: `${hour}:${minute}`,
    s: String(epochSeconds(n, position)),
    '%': '%',
  };
  return format.replace(/%(.)/g, (_, letter: string) => parts[letter] ?? '');
}

/** The same moment in seconds since 1970. */
export function epochSeconds(n: number, position: number): number {
  return Math.floor(moment(n, position, false) / 1000);
}
