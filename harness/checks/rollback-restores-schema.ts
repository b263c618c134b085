import { compareSchemas } from '../inspect/schemaDifference.ts';
import type { Check } from '../model/check.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { SchemaDifference } from '../model/schema.ts';
import type { Script } from '../model/script.ts';
import type { StepScripts } from '../model/step.ts';
import { statementAbout } from '../sql/mentions.ts';
import { isDeclaredLoss } from './parts/declaredLoss.ts';
import { FORWARD_FAILED, isIrreversible, locate, NO_ROLLBACK, ROLLBACK_FAILED, skip, tried } from './parts/outcome.ts';

const SEVERITY: Readonly<Record<SchemaDifference['class'], Severity>> = {
  'text-only': 'note',
  'order-only': 'warning',
  wrong: 'error',
};

/** After forward and rollback the schema is what it was. */
export const rollbackRestoresSchema: Check = {
  id: 'rollback-restores-schema',
  summary: 'After the rollback the schema is the one from before the step.',

  async run({ step }) {
    const { migration, before, forward } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const restored = await step.restored();
    if (restored === null || migration.rollback === null) return skip(NO_ROLLBACK);
    if (restored.state === null) return skip(ROLLBACK_FAILED);
    const target = await before.schema();
    const differences = compareSchemas(target, await restored.state.schema());
    const objects = target.tables.length + target.indexes.length + target.views.length + target.triggers.length;
    return tried(Math.max(1, objects), schemaFindings(differences, migration.rollback, step));
  },
};

/** What of the schema did not come back, but for what the step declares to lose. */
export function schemaFindings(
  differences: readonly SchemaDifference[],
  rollback: Script,
  step: StepScripts,
): readonly Finding[] {
  return differences
    .filter((difference) => !isIrreversible(step) || !isDeclaredLoss(step, difference))
    .map((difference) => schemaFinding(difference, rollback, step));
}

function schemaFinding(difference: SchemaDifference, rollback: Script, step: StepScripts): Finding {
  const { object, aspect, before, after } = difference;
  return {
    severity: SEVERITY[difference.class],
    object,
    message: sentence(difference),
    why: aspect === 'index order' ? INDEX_ORDER : WHY[difference.class],
    fix: fixFor(difference),
    location: locate(rollback, statementNaming(rollback, object)),
    data: { step: step.migration.id, aspect, before, after, class: difference.class },
  };
}

const WHY: Readonly<Record<SchemaDifference['class'], string>> = {
  'text-only': 'The stored text differs in quoting, blanks or comments only; SQLite reads it the same way.',
  'order-only': 'SELECT * and INSERT without a column list follow the order of the columns.',
  wrong:
    'After this rollback the database has a schema that no step describes, and the next release starts from there.',
};

const INDEX_ORDER =
  'Where two indexes serve a query equally well, SQLite’s choice follows the order in which they were created.';

function sentence({ object, aspect, before, after }: SchemaDifference): string {
  if (aspect === 'lost') return `${object} is not there after the rollback`;
  if (aspect === 'added') return `${object} is still there after the rollback`;
  return `${object} has another ${aspect} after the rollback: ${before ?? 'none'} before, ${after ?? 'none'} now`;
}

function fixFor({ object, aspect, before }: SchemaDifference): string {
  if (aspect === 'added') return `Drop it in the rollback: ${object}`;
  if (before === null) return 'Take it out again in the rollback.';
  return `Restore it in the rollback:\n${before}`;
}

/** The first statement of the rollback that speaks of the object's own name. */
function statementNaming(rollback: Script, object: string): Script['statements'][number] | undefined {
  const name = object.split(' ').at(-1)?.split('.')[0]?.toLowerCase() ?? object;
  return statementAbout(rollback.statements, name);
}
