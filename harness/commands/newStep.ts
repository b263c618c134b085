import { loadConfig } from '../config.ts';
import { newStepFiles } from '../layouts/newStep.ts';
import { stepWords } from '../layouts/stepWords.ts';
import type { NewFile } from '../model/layout.ts';
import type { CheckOptions } from './checkOptions.ts';
import { askedFolders } from './readLadder.ts';

/**
 * The files that begin a next step of a folder, by the convention of those that are there. `now`: Unix time in
 * milliseconds. Throws `UserError`, also for a name that cannot be a file's.
 */
export async function newStep(name: string, options: CheckOptions, now: number): Promise<readonly NewFile[]> {
  const words = stepWords(name);
  const root = options.dir ?? '.';
  const { folders, layout, isNamed } = askedFolders(root, options, await loadConfig(root, options.config));
  return newStepFiles(folders, layout, isNamed, { words, now });
}
