import type { Finding } from '../model/finding.ts';
import type { Directive, Migration, Script } from '../model/script.ts';

/** The ignore directives of a migration at work. */
export interface Suppression {
  /** Turns the findings that a directive settles into notes that carry its reason. */
  settle(check: string, findings: readonly Finding[]): readonly Finding[];
  /** Directives that settled nothing, with the script they stand in. */
  unused(ran: ReadonlySet<string>): readonly (readonly [Script, Directive])[];
}

/** Reads the ignore directives of all scripts of a migration. */
export function suppressionOf({ forward, rollback, verify }: Migration): Suppression {
  const scripts = [forward, rollback, verify ?? null].filter((script) => script !== null);
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
  const file = directive.path ?? script.path;
  if (location === null || location.file !== file) return false;
  if (directive.statement === null) return true;
  const statement = script.statements[directive.statement];
  const next = script.statements[directive.statement + 1];
  if (statement === undefined) return false;
  const isLast = next === undefined || (next.path ?? script.path) !== file;
  return location.line >= statement.line && (isLast || location.line < next.line);
}
