import type { Location } from '../../model/errors.ts';
import type { Script, Statement } from '../../model/script.ts';

/** Where a statement stands. */
export function at(script: Script, { path, line, column }: Statement): Location {
  return { file: path ?? script.path, line, column };
}
