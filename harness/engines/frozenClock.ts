/** What `CURRENT_TIMESTAMP` and its likes answer during a run: a report must not depend on the clock. */
export const FROZEN_CLOCK = {
  current_timestamp: '2026-01-01 00:00:00',
  current_date: '2026-01-01',
  current_time: '00:00:00',
};
