/** 2023-01-01 00:00:00 UTC: generated times are past, and never now. */
const START = Date.UTC(2023, 0, 1);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Between the columns of a row: no whole number of minutes, so that a duration in minutes is not the same again. */
const ODD = 43 * MINUTE + 17_000;

// Primes, so that a step comes to the same time again only after as many rows.
const DAYS = 397;
const SECONDS_STEP = 25_943;
const SECONDS = 34_300_817;

/** A moment of 2023 or 2024 for row n, later for later columns, in milliseconds since 1970. */
function moment(n: number, position: number, byDay: boolean): number {
  const distance = byDay ? (n % DAYS) * DAY : ((n * SECONDS_STEP) % SECONDS) * 1000;
  return START + distance + position * (byDay ? DAY : ODD);
}

/** Where the directives of `strftime` stand in an ISO 8601 text. */
const IN_ISO: Readonly<Record<string, readonly [number, number]>> = {
  Y: [0, 4],
  m: [5, 7],
  d: [8, 10],
  F: [0, 10],
  H: [11, 13],
  M: [14, 16],
  S: [17, 19],
  f: [17, 23],
  R: [11, 16],
  T: [11, 19],
};

/** Times as text in a format of `strftime`, for row n of a column (https://sqlite.org/lang_datefunc.html). */
export function timeMaker(format: string, position: number): (n: number) => string {
  const isDay = !/%[HMSfTRs]/.test(format);
  const pieces = format.match(/%?[^%]|%%/g) ?? [];
  const parts = pieces.map((piece) => (piece.startsWith('%') ? (IN_ISO[piece.charAt(1)] ?? piece) : piece));
  return (n) => {
    const iso = new Date(moment(n, position, isDay)).toISOString();
    let text = '';
    for (const part of parts) {
      if (typeof part !== 'string') text += iso.slice(part[0], part[1]);
      else text += part === '%s' ? String(epochSeconds(n, position)) : part === '%%' ? '%' : part;
    }
    return text;
  };
}

/** The same moment in seconds since 1970. */
export function epochSeconds(n: number, position: number): number {
  return Math.floor(moment(n, position, false) / 1000);
}
