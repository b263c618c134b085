import { hazards } from '../../harness/hazards/index.ts';
import type { Finding } from '../../harness/model/finding.ts';
import type { HazardContext } from '../../harness/model/hazard.ts';
import type { Script, TransactionOwner } from '../../harness/model/script.ts';
import { scriptOf } from '../../harness/sql/script.ts';
import { followStatements, NOTHING_WRITTEN } from '../../harness/sql/writtenSchema.ts';

export interface LintOptions {
  readonly transaction?: TransactionOwner;
  readonly forD1?: boolean;
}

/** What one hazard, or each, finds in every forward script of a ladder. */
export function lintSteps(
  scripts: readonly string[],
  id: string | null,
  { transaction = 'runner', forD1 = true }: LintOptions = {},
): readonly (readonly Finding[])[] {
  let schema = NOTHING_WRITTEN;
  return scripts.map((sql, position) => {
    const name = String(position + 1).padStart(4, '0');
    const script: Script = { ...scriptOf(`migrations/${name}.sql`, sql), transaction };
    const ground = schema;
    const statements = followStatements(script.statements, ground);
    schema = statements.at(-1)?.after ?? schema;
    const migration = { id: name, forward: script, rollback: null };
    const context: HazardContext = { migration, script, direction: 'forward', statements, ground, forD1 };
    return look(context, id);
  });
}

/** What it finds in the last step's rollback. */
export function lintRollback(scripts: readonly string[], rollback: string, id: string | null): readonly Finding[] {
  const forward = scriptOf('migrations/0002.sql', scripts.at(-1) ?? '');
  const down = scriptOf('rollbacks/0002.sql', rollback);
  const below = scripts.slice(0, -1).flatMap((sql) => scriptOf('migrations/below.sql', sql).statements);
  const ground = followStatements(below, NOTHING_WRITTEN).at(-1)?.after ?? NOTHING_WRITTEN;
  const start = followStatements(forward.statements, ground).at(-1)?.after ?? ground;
  const migration = { id: '0002', forward, rollback: down };
  const statements = followStatements(down.statements, start);
  return look({ migration, script: down, direction: 'rollback', statements, ground, forD1: true }, id);
}

function look(context: HazardContext, id: string | null): readonly Finding[] {
  return hazards.filter((hazard) => id === null || hazard.id === id).flatMap((hazard) => hazard.look(context));
}
