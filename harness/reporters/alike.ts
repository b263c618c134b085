import type { PlacedFinding } from './placedFindings.ts';

/** Findings that say the same of different objects, in the order of the first of each kind. */
export function alike(findings: readonly PlacedFinding[]): readonly (readonly [PlacedFinding, ...PlacedFinding[]])[] {
  const groups = new Map<string, [PlacedFinding, ...PlacedFinding[]]>();
  for (const placed of findings) {
    const { step, check, finding } = placed;
    const key = JSON.stringify([step?.id, check, finding.why]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [placed]);
    else group.push(placed);
  }
  return [...groups.values()];
}
