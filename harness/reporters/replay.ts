import type { PlacedFinding } from './placedFindings.ts';
import { printableLine } from './printable.ts';
import { shellWord } from './shellWord.ts';

/** The command that shows a finding again; `command` repeats the run without seed and selection. */
export function replay(
  { step, check }: Pick<PlacedFinding, 'step' | 'check'>,
  command: string,
  seed: number | null,
): string {
  const selection = step === null ? '' : ` --step ${shellWord(step.id)} --check ${shellWord(check)}`;
  return printableLine(`${command}${selection}${seed === null ? '' : ` --seed ${seed}`}`);
}
