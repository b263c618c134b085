import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { Script } from '../model/script.ts';
import { skip, tried } from './parts/outcome.ts';

/** Every `-- stepproof:` comment is one that stepproof understands; the ladder adds those that settle nothing. */
export const directivesTakeEffect: Check = {
  id: 'directives-take-effect',
  summary: 'Every stepproof comment in a script is understood, has its reason, and settles something.',

  async run({ step }) {
    const { forward, rollback, verify } = step.migration;
    const scripts = [forward, rollback, verify ?? null].filter((script) => script !== null);
    const cases = scripts.reduce(
      (sum, { directives, directiveProblems }) => sum + directives.length + directiveProblems.length,
      0,
    );
    return cases === 0 ? skip('the scripts hold no directive') : tried(cases, scripts.flatMap(problems));
  },
};

function problems(script: Script): readonly Finding[] {
  return script.directiveProblems.map(({ text, problem, path, line, column }) => ({
    severity: 'warning',
    object: 'directive',
    message: `${problem}: ${text}`,
    why: 'stepproof ignores the comment, so it does not do what its author meant.',
    fix: 'Write one of: -- stepproof: irreversible "reason" · -- stepproof: foreign-keys off · -- stepproof: ignore <check> "reason"',
    location: { file: path ?? script.path, line, column },
    data: {},
  }));
}
