/** The numbers that a comparison leaves; an open end does not belong to them. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

export const EVERY_NUMBER: Range = {
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
  lowOpen: false,
  highOpen: false,
};

/** The part of a range for which `number <operator> bound` holds. */
export function narrow(range: Range, operator: string, bound: number): Range {
  const above = operator.startsWith('>') || operator === '=';
  const below = operator.startsWith('<') || operator === '=';
  const open = !operator.endsWith('=');
  const raised = above && (bound > range.low || (bound === range.low && open));
  const lowered = below && (bound < range.high || (bound === range.high && open));
  return {
    low: raised ? bound : range.low,
    lowOpen: raised ? open : range.lowOpen,
    high: lowered ? bound : range.high,
    highOpen: lowered ? open : range.highOpen,
  };
}

/** Whether a number lies in a range. */
export function isWithin(range: Range, value: number): boolean {
  if (value < range.low || value > range.high) return false;
  return !(range.lowOpen && value === range.low) && !(range.highOpen && value === range.high);
}

/** The smallest and the largest whole number in a range; infinite where it has no end. */
export function wholeBounds(range: Range): { readonly low: number; readonly high: number } {
  const low = Math.ceil(range.low);
  const high = Math.floor(range.high);
  return {
    low: range.lowOpen && low === range.low ? low + 1 : low,
    high: range.highOpen && high === range.high ? high - 1 : high,
  };
}
