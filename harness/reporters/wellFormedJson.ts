/** Plain data as JSON that strict readers take: no big integers, and no half of a surrogate pair. */
export function wellFormedJson(value: unknown): string {
  return `${JSON.stringify(value, portable, 2)}\n`;
}

function portable(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return typeof value === 'string' ? value.toWellFormed() : value;
}
