import type { SqlValue } from '../../model/value.ts';
import { FROZEN_CLOCK } from '../frozenClock.ts';

/** Reads what the clock has written as the one moment at which it stands still. */
export interface Clock {
  /** Told of each text that is run, before it is. */
  hear(sql: string): void;
  read(value: SqlValue): SqlValue;
}

const WORDS = /\bcurrent_(?:timestamp|date|time)\b/i;
const MOMENT = /^(?:\d{4}-\d\d-\d\d)?(?: ?\d\d:\d\d:\d\d)?$/;

/**
 * The clock of SQLite in workerd cannot be stopped, and a report must not depend on it: whatever is read that says a
 * second of this run, or its day, is read as the frozen one. Only where some text has asked for the clock.
 */
export function startClock(now: () => number): Clock {
  // A transaction takes its time when it begins, and workerd's may be a little behind.
  const started = now() - 1000;
  let isAsked = false;
  const isOurs = (text: string): boolean => {
    const last = now() + 1000;
    const days = [started, last].map((time) => new Date(time).toISOString().slice(0, FROZEN_CLOCK.current_date.length));
    if (text.length === FROZEN_CLOCK.current_date.length) return days.includes(text);
    const moments = text.length === FROZEN_CLOCK.current_time.length ? days.map((day) => `${day} ${text}`) : [text];
    return moments.map((moment) => Date.parse(`${moment}Z`)).some((time) => time >= started && time <= last);
  };
  return {
    hear(sql) {
      isAsked ||= WORDS.test(sql);
    },
    read(value) {
      if (!isAsked || typeof value !== 'string' || !MOMENT.test(value) || !isOurs(value)) return value;
      return Object.values(FROZEN_CLOCK).find((frozen) => frozen.length === value.length) ?? value;
    },
  };
}
