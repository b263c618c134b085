import { UserError } from '../model/errors.ts';

/** The error for a step that only its tool can begin, because it writes more than a script; `command` is what does. */
export function toolBegins(tool: string, why: string, command: string): UserError {
  return new UserError('tool-begins-steps', `${tool} itself begins its migrations`, {
    why,
    fix: `Let it make the files, and write the rollback beside them: ${command}`,
  });
}
