import type { Finding } from '../model/finding.ts';
import type { CheckReport } from '../model/report.ts';
import type { Directive, Script } from '../model/script.ts';
import type { Step } from '../model/step.ts';

/** The check that speaks of stepproof's own comments in a script. */
export const DIRECTIVES_CHECK = 'directives-take-effect';

/** Findings for directives that changed nothing: a settled fault that is gone, or a loss that does not happen. */
export function unusedDirectives(
  { migration, rollbackFacts }: Step,
  ignores: readonly (readonly [Script, Directive])[],
  reports: readonly CheckReport[],
): readonly Finding[] {
  const findings = ignores.map(([script, directive]) =>
    unused(script, directive, `ignore ${String(directive.check)} settles no finding`),
  );
  const restored = reports.filter(({ id }) => id === 'rollback-restores-schema' || id === 'rollback-restores-data');
  const exact =
    restored.length === 2 && restored.every(({ status, findings: { length } }) => status === 'passed' && length === 0);
  const declared = migration.forward.directives.find(({ kind }) => kind === 'irreversible');
  if (declared === undefined || rollbackFacts === null || !exact) return findings;
  return [
    ...findings,
    unused(migration.forward, declared, 'the step is declared irreversible, and its rollback restores everything'),
  ];
}

function unused(script: Script, { line, column }: Directive, message: string): Finding {
  return {
    severity: 'warning',
    object: 'directive',
    message,
    why: 'A directive that does nothing hides the next fault that it happens to fit.',
    fix: 'Delete the comment.',
    location: { file: script.path, line, column },
    data: {},
  };
}
