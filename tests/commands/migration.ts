import type { Migration, Script } from '../../harness/model/script.ts';

function script(path: string, text: string): Script {
  return { path, text, statements: [], directives: [], directiveProblems: [], transaction: 'runner' };
}

/** A migration of these texts, for what looks at nothing else. */
export function migration(id: string, forward = '', rollback: string | null = null): Migration {
  return {
    id,
    forward: script(`migrations/${id}.sql`, forward),
    rollback: rollback === null ? null : script(`rollbacks/${id}.sql`, rollback),
  };
}
