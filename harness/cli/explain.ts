import { readFileSync } from 'node:fs';
import { UserError } from '../model/errors.ts';
import type { Command } from './command.ts';
import { show } from './terminal.ts';

/** The pages of the checks, beside the code in the repository and in the package. */
const PAGES = new URL('../../docs/checks/', import.meta.url);

/** Shows what a check proves and how to repair what it finds. */
export const explain: Command = {
  name: 'explain',
  operand: '[check]',
  summary: 'what a check proves and how to repair what it finds; without a name: all checks',
  options: [],

  async run({ operands }) {
    const { checks } = await import('../checks/index.ts');
    const [id, ...rest] = operands;
    if (rest.length > 0) throw new UserError('bad-usage', `explain takes one check, not ${operands.length}`);
    if (id === undefined) {
      const width = Math.max(...checks.map((check) => check.id.length));
      show(checks.map((check) => `${check.id.padEnd(width)}  ${check.summary}\n`).join(''));
      return 0;
    }
    const ids = checks.map((check) => check.id);
    if (!ids.includes(id)) {
      const { unknownCheck } = await import('../commands/selectChecks.ts');
      throw unknownCheck(id, ids);
    }
    show(readFileSync(new URL(`${id}.md`, PAGES), 'utf8'));
    return 0;
  },
};
