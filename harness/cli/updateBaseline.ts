import { join } from 'node:path';
import { BASELINE_FILE, formatBaseline } from '../config/baselineFile.ts';
import type { KnownFinding } from '../model/baseline.ts';
import { UserError } from '../model/errors.ts';
import { counted } from '../reporters/counted.ts';
import { tell } from './terminal.ts';
import { writeFileSafely } from './writeFile.ts';

/** Writes the baseline anew. Throws `UserError` where that cannot be done. */
export function updateBaseline(dir: string, findings: readonly KnownFinding[]): void {
  const path = join(dir, BASELINE_FILE);
  try {
    writeFileSafely(path, formatBaseline(findings));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError('baseline-not-written', `${path} cannot be written`, { why, fix: 'Make the file writable.' });
  }
  tell(`stepproof: wrote ${path} (${counted(findings.length, 'finding')})\n`);
}
