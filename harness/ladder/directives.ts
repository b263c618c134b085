import type { Finding } from '../model/finding.ts';
import type { Directive, Script } from '../model/script.ts';
import type { Step } from '../model/step.ts';

/** The check that speaks of stepproof's own comments in a script. */
export const DIRECTIVES_CHECK = 'directives-take-effect';

/** Findings for directives that changed nothing: a settled fault that is gone, or a loss that does not happen. */
export async function unusedDirectives(
  step: Step,
  ignores: readonly (readonly [Script, Directive])[],
): Promise<readonly Finding[]> {
  const { forward } = step.migration;
  const findings = ignores.map(unusedIgnore);
  const declared = forward.directives.find(({ kind }) => kind === 'irreversible');
  if (declared === undefined || !(await restoresEverything(step))) return findings;
  const message = 'the step is declared irreversible, and its rollback restores everything';
  return [...findings, unused(forward, declared, message)];
}

/** The finding for an ignore directive that settled nothing. */
export function unusedIgnore([script, directive]: readonly [Script, Directive]): Finding {
  return unused(script, directive, `ignore ${String(directive.check)} settles no finding`);
}

async function restoresEverything(step: Step): Promise<boolean> {
  const restoration = step.rollbackFacts === null ? null : await step.restoration();
  if (restoration === null) return false;
  const { schema, data } = restoration;
  return (
    schema.every((difference) => difference.class !== 'wrong') && data.every(({ severity }) => severity !== 'error')
  );
}

function unused(script: Script, { path, line, column }: Directive, message: string): Finding {
  return {
    severity: 'warning',
    object: 'directive',
    message,
    why: 'A directive that does nothing hides the next fault that it happens to fit.',
    fix: 'Delete the comment.',
    location: { file: path ?? script.path, line, column },
    data: {},
  };
}
