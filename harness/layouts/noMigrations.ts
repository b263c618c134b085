import { UserError } from '../model/errors.ts';
import type { LayoutFolders } from '../model/layout.ts';
import { foldersOfSql } from './search.ts';

/** More folders than these tell nobody where to look. */
const SHOWN = 5;

/** The error for a folder with nothing to prove: a gate that silently tests nothing is worse than a red one. */
export function noMigrations({ root, migrations, rollbacks }: LayoutFolders): UserError {
  const there = foldersOfSql(root);
  const others = there.length > SHOWN ? ` and ${there.length - SHOWN} more` : '';
  const hint = there.length === 0 ? '' : ` There are SQL files in ${there.slice(0, SHOWN).join(', ')}${others}.`;
  return new UserError('no-migrations', `no migrations found in ${root}`, {
    why: `stepproof looked for SQL files in ${migrations}/, each with a rollback of the same name in ${rollbacks}/, and for the files of other tools in their usual folders.${hint}`,
    fix: 'Put the first pair there, or name the folders: --migrations DIR --rollbacks DIR, and --layout NAME where another tool made them.',
  });
}
