import { readFileSync } from 'node:fs';
import { UserError } from '../model/errors.ts';
import type { Command } from './command.ts';
import { allRules } from './rules.ts';
import { show } from './terminal.ts';

/** Where the pages are, in the repository and in the package. */
const PROJECT = new URL('../../', import.meta.url);

/** Shows what a check or a hazard is about and how to repair what it finds. */
export const explain: Command = {
  name: 'explain',
  operand: '[check]',
  summary: 'what a check or a hazard is about and how to repair what it finds; without a name: all of them',
  options: [],

  async run({ operands }) {
    const rules = await allRules();
    const [id, ...rest] = operands;
    if (rest.length > 0) throw new UserError('bad-usage', `explain takes one check, not ${operands.length}`);
    if (id === undefined) {
      const width = Math.max(...rules.map((rule) => rule.id.length));
      show(rules.map((rule) => `${rule.id.padEnd(width)}  ${rule.summary}\n`).join(''));
      return 0;
    }
    const rule = rules.find((known) => known.id === id);
    if (rule === undefined) {
      const { unknownCheck } = await import('../commands/selectChecks.ts');
      throw unknownCheck(
        id,
        rules.map((known) => known.id),
      );
    }
    show(readFileSync(new URL(rule.page, PROJECT), 'utf8'));
    return 0;
  },
};
