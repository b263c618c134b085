/** How the versions of dates are written: with one separator between year, month and day, or none. */
const DATED = /^\d{4}([-_.])\d\d\1\d\d(?:[-_.T]?\d\d[-_.:]?\d\d[-_.:]?\d\d(?:[-.]\d+)?)?/;
/** A day and the number of a migration on it, as yoyo writes them. */
const DAY_AND_NUMBER = /^\d{8}_\d\d(?!\d)/;

/** Digits of a version that is a moment in UTC: year to second, or a part of it, or a fraction more. */
const DIGITS = { day: 8, dayAndNumber: 10, minute: 12, second: 14, millisecond: 17 } as const;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** What a name begins with that orders it: a number, a date, a moment; null where it begins with none. */
export function leadingVersion(name: string): string | null {
  const parted = (DATED.exec(name) ?? DAY_AND_NUMBER.exec(name))?.[0];
  if (parted !== undefined && isMoment(digitsOf(parted))) return parted;
  return /^\d+/.exec(name)?.[0] ?? null;
}

/**
 * The version that follows another, written as that one is: the moment `now` (Unix time in milliseconds) where it is
 * one, or the next one possible where that one is still to come; else the next number, as wide.
 */
export function nextVersion(last: string, now: number): string {
  const digits = digitsOf(last);
  const next = nextDigits(digits, now);
  let at = next.length - digits.length;
  const rest = last.replaceAll(/\d/g, () => next[at++] ?? '');
  return next.slice(0, Math.max(next.length - digits.length, 0)) + rest;
}

/** A moment as digits in UTC, from the year to the second. */
export function secondOf(now: number): string {
  return momentOf(now, DIGITS.second);
}

function nextDigits(digits: string, now: number): string {
  if (!isMoment(digits)) return isUnixTime(digits) ? laterUnixTime(digits, now) : followingNumber(digits);
  if (digits.length === DIGITS.dayAndNumber) {
    const first = `${momentOf(now, DIGITS.day)}01`;
    return first > digits ? first : followingNumber(digits);
  }
  const written = momentOf(now, digits.length);
  return written > digits ? written : momentOf(timeOf(digits) + unitOf(digits.length), digits.length);
}

function followingNumber(digits: string): string {
  return String(BigInt(digits) + 1n).padStart(digits.length, '0');
}

function isUnixTime(digits: string): boolean {
  return /^1(?:\d{9}|\d{12})$/.test(digits);
}

function laterUnixTime(digits: string, now: number): string {
  const unit = digits.length === 10 ? SECOND : 1;
  return String(Math.max(Math.floor(now / unit), Number(digits) + 1));
}

function isMoment(digits: string): boolean {
  const isWhole = Object.values(DIGITS).some((length) => length === digits.length);
  if (!(isWhole || digits.length > DIGITS.second) || !digits.startsWith('20')) return false;
  // A day that its month does not have becomes another day.
  return momentOf(timeOf(digits), DIGITS.second) === timePart(digits);
}

function timeOf(digits: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(timePart(digits))?.slice(1).map(Number) ?? [];
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const fraction = digits.length === DIGITS.millisecond ? Number(digits.slice(DIGITS.second)) : 0;
  return Date.UTC(year, month - 1, day, hour, minute, second, fraction);
}

/** Up to the second; what stands for a number of the day is none of its hours. */
function timePart(digits: string): string {
  const kept = digits.length === DIGITS.dayAndNumber ? DIGITS.day : DIGITS.second;
  return digits.slice(0, kept).padEnd(DIGITS.second, '0');
}

function unitOf(length: number): number {
  if (length === DIGITS.day) return DAY;
  if (length === DIGITS.minute) return MINUTE;
  return length === DIGITS.millisecond ? 1 : SECOND;
}

/** Longer than a second, but not of milliseconds: the rest counts parts of one migration, from nought. */
function momentOf(time: number, length: number): string {
  const digits = digitsOf(new Date(time).toISOString());
  return (length === DIGITS.millisecond ? digits : digits.slice(0, DIGITS.second)).slice(0, length).padEnd(length, '0');
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}
