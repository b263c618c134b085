import type { Finding } from '../model/finding.ts';
import type { Directive, Migration, Script } from '../model/script.ts';

/** The ignore directives of a migration at work. */
export interface Suppression {
  /** Turns the findings that a directive settles into notes that carry its reason. */
  settle(check: string, findings: readonly Finding[]): readonly Finding[];
  /** Directives that settled nothing, with the script they stand in. */
  unused(ran: ReadonlySet<string>): readonly (readonly [Script, Directive])[];
}

/** Reads the ignore directives of both scripts of a migration. */
export function suppressionOf({ forward, rollback }: Migration): Suppression {
  const scripts = rollback === null ? [forward] : [forward, rollback];
  const ignores = scripts.flatMap((script) =>
    script.directives.filter(({ kind }) => kind === 'ignore').map((directive) => [script, directive] as const),
  );
  const used = new Set<Directive>();
  return {
    settle: (check, findings) =>
      findings.map((finding) => {
        const match = ignores.find(
          ([script, directive]) => directive.check === check && covers(script, directive, finding),
        );
        if (match === undefined || finding.severity === 'note') return finding;
        used.add(match[1]);
        const data = { ...finding.data, ignored: match[1].reason, severity: finding.severity };
        return { ...finding, severity: 'note', data };
      }),
    unused: (ran) => ignores.filter(([, directive]) => !used.has(directive) && ran.has(directive.check ?? '')),
  };
}

/** A directive at the top of a file speaks of all findings in it, one above a statement of those at that statement. */
function covers(script: Script, directive: Directive, { location }: Finding): boolean {
  if (location === null || location.file !== script.path) return false;
  if (directive.statement === null) return true;
  const statement = script.statements[directive.statement];
  const next = script.statements[directive.statement + 1];
  if (statement === undefined) return false;
  return location.line >= statement.line && (next === undefined || location.line < next.line);
}
