import type { Obstacle } from '../../sql/obstacle.ts';
import type { Advice } from './engineAdvice.ts';

/** What stands in the way of a script that only its own tool or database can run, and what to do about it. */
export function adviceOn({ kind, subject, mark }: Obstacle): Advice & { readonly what: string } {
  switch (kind) {
    case 'function':
      return {
        what: `SQLite has no function ${subject}`,
        why: 'The application registers it on its own connections, or another database has it: nothing is wrong with the script, and nothing is proven of it.',
        fix: `Register it in stepproof.config.ts:\nfunctions: { ${subject}: (value) => … },`,
      };
    case 'module':
      return {
        what: `the module ${subject} is not part of SQLite`,
        why: 'An extension has it, and stepproof loads none: nothing is proven of this script.',
        fix: 'Put what needs the extension into a migration of its own, so that the others are proven.',
      };
    case 'collation':
      return {
        what: `there is no collation ${subject}`,
        why: 'The application registers it on its own connections: nothing is wrong with the script, and nothing is proven of it.',
        fix: 'Put what needs the collation into a migration of its own, so that the others are proven.',
      };
    case 'placeholder':
      return {
        what: `${subject} is filled in by another tool`,
        why: 'As it stands the file is a template and no SQL: nothing is proven of it.',
        fix: 'Let the tool write the migrations with their values, and check what it wrote.',
      };
    case 'dialect':
      return {
        what: `this looks like ${subject}: ${mark}`,
        why: 'SQLite does not understand it, whatever the other database makes of it.',
        fix: 'Write it for SQLite; where these migrations are for the other database, name the folder of yours: --migrations DIR',
      };
  }
}
