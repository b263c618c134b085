import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import type { Standing } from './standing.ts';

/** The ledgers that stepproof writes. */
const WRITTEN: readonly string[] = ['stepproof', 'wrangler'];

/** How to apply with the tool that keeps a ledger, where it is one command. */
const OWN_COMMANDS: Readonly<Record<string, string>> = {
  dbmate: 'dbmate up',
  diesel: 'diesel migration run',
  drizzle: 'drizzle-kit migrate',
  flyway: 'flyway migrate',
  'golang-migrate': 'migrate -path DIR -database URL up',
  goose: 'goose up',
  prisma: 'prisma migrate deploy',
  refinery: 'refinery migrate',
  'sql-migrate': 'sql-migrate up',
  sqlx: 'sqlx migrate run',
  yoyo: 'yoyo apply',
};

/** Throws `UserError` where no step can be applied: what `refuseForeign` refuses, and what is not in its place in the folder. */
export function refuseToApply(standing: Standing, migrations: readonly Migration[]): void {
  refuseForeign(standing);
  refuseEdited(standing, migrations);
  if (standing.overtaken.length > 0) throw outOfOrder(standing.overtaken, standing.applied);
}

/** Throws `UserError` where another tool keeps the ledger, or the database comes from another folder. */
export function refuseForeign({ ledger }: Standing): void {
  if (ledger !== null && !WRITTEN.includes(ledger.tool)) throw ofAnotherTool(ledger.tool);
  if (ledger !== null && ledger.unknown.length > 0) throw unknown(ledger.unknown);
}

/** Throws `UserError` where an applied step has another text now. */
export function refuseEdited({ ledger }: Standing, migrations: readonly Migration[]): void {
  if (ledger !== null && ledger.edited.length > 0) throw edited(ledger.edited, migrations);
}

function ofAnotherTool(tool: string): UserError {
  const command = OWN_COMMANDS[tool];
  return new UserError('ledger-of-another-tool', `${tool} writes down what is applied to this database`, {
    why: 'A step that stepproof applied would be missing in its ledger, and it would apply the step again.',
    fix: `Apply with ${command === undefined ? `${tool} itself` : `\`${command}\``}; \`stepproof status\` and \`stepproof rehearse\` read its ledger.`,
  });
}

function unknown(steps: readonly string[]): UserError {
  return new UserError('migration-unknown', `the database has steps that the folder lacks: ${steps.join(', ')}`, {
    why: 'It was changed from another branch or a newer release, and the steps of this folder were not made for what it is now.',
    fix: 'Use the folder that has them, or put their files back.',
  });
}

function edited(steps: readonly string[], migrations: readonly Migration[]): UserError {
  const [first] = migrations.filter(({ id }) => steps.includes(id));
  return new UserError('migration-edited', `steps were edited after they were applied: ${steps.join(', ')}`, {
    why: 'The database was changed by another text than the one in the folder, so the next steps do not start where it says.',
    fix: 'Put the old text back, and write what has changed as a new step.',
    location: first === undefined ? null : { file: first.forward.path, line: 1, column: 1 },
  });
}

function outOfOrder(steps: readonly string[], applied: readonly string[]): UserError {
  return new UserError('migration-out-of-order', `steps come before ones that are applied: ${steps.join(', ')}`, {
    why: `${applied.at(-1) ?? ''} is applied already, and in every other database the order will be another one.`,
    fix: 'Rename them so that they come last, or take back the steps behind them first: stepproof rollback DATABASE --to ID',
  });
}
