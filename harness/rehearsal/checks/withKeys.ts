import type { Finding } from '../../model/finding.ts';
import type { AffectedRows } from '../identity/tableComparison.ts';

/** A finding that names the first of the rows that it is about. */
export function withKeys(finding: Finding, { count, keys }: AffectedRows): Finding {
  if (keys.length === 0) return finding;
  const named = count > keys.length ? `the first ${keys.length} of them: ${keys.join(', ')}` : keys.join(', ');
  return {
    ...finding,
    message: `${finding.message} (${named})`,
    data: { ...finding.data, keys },
  };
}
