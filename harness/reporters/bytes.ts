const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Bytes as a person reads them: `4.1 KB`, `1.3 GB`. */
export function bytes(count: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(count))) / 3)));
  const amount = count / 1000 ** power;
  return `${power === 0 ? String(amount) : amount.toFixed(1)} ${UNITS[power]}`;
}
