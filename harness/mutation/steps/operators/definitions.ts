import { foldName } from '../../../inspect/foldName.ts';
import { differenceText } from '../../differenceText.ts';
import type { Change } from '../../mutant.ts';
import { operators } from '../../operators/index.ts';
import { type Edit, splice } from '../../splice.ts';
import { rewritten } from '../definitionText.ts';
import { removal, replacement } from '../edits.ts';
import type { StepChange, StepOperator, Subject } from '../subject.ts';

/** What a rebuild forgets: each place counts. */
const LOSSES: ReadonlySet<string> = new Set([
  'check-drop',
  'default-drop',
  'not-null-drop',
  'unique-drop',
  'foreign-key-drop',
  'primary-key-drop',
  'index-where-drop',
  'table-strict-drop',
  'table-without-rowid-drop',
  'table-autoincrement-drop',
]);

/**
 * The damages of a schema, done to the CREATE statements of a script. What a rebuild can forget is forgotten at every
 * place; of everything else one of a kind is made, because the mutants of the schema itself go through all places.
 */
export const definitionOperators: readonly StepOperator[] = operators.map(({ id, changes }) => ({
  id: `schema-${id}`,
  *changes(subject: Subject) {
    let isFirst = true;
    for (const change of changes(subject.end)) {
      const isLoss = LOSSES.has(id) && isRebuilt(subject, change);
      const made = isFirst || isLoss ? inScript(subject, change) : null;
      if (made === null) continue;
      isFirst = false;
      yield made;
    }
  },
}));

function isRebuilt({ start }: Subject, { texts }: Change): boolean {
  const names = new Set(start.tables.map(({ name }) => foldName(name)));
  return [...texts.keys()].every(({ table }) => names.has(foldName(table)));
}

/** A change of the schema as one of the script that makes it; null when the script does not make all of what it takes. */
function inScript({ script, definitions }: Subject, { object, what, texts }: Change): StepChange | null {
  const edits: Edit[] = [];
  const shown: string[] = [];
  for (const [changed, text] of texts) {
    const statement = definitions.get(changed);
    const now = statement === undefined || text === null ? text : rewritten(statement, changed, text);
    if (statement === undefined || (now === null && text !== null)) return null;
    edits.push(now === null ? removal(statement) : replacement(statement, now));
    shown.push(differenceText(statement.text, now));
  }
  return { object, what, sql: shown.join('; '), text: splice(script.text, edits) };
}
