import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../harness/model/errors.ts';
import { readScript, scriptOf } from '../../harness/sql/script.ts';
import { lintRollback, lintSteps } from './linting.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');

const WORDS = `create table index unique view trigger virtual temp if not exists as select from where values insert or
  replace into rollback update set delete alter add drop rename to column constraint primary key references on conflict
  cascade null default check unique collate nocase strict without rowid autoincrement begin end case when then union all
  natural join using in like glob with recursive pragma legacy_alter_table foreign_keys analyze vacuum attach commit
  savepoint before after of new old raise datetime random json text integer generated stored returning do nothing a b c
  t u v x id main sqlite_sequence current_timestamp`.split(/\s+/);
const OTHERS = "( ) , ; . * = < || -> \"a\" \"no such\" `t` [u] 'now' '' x'00' 1 2.5 ?1 :p /*c*/ -- \n \r\n é 😀".split(
  ' ',
);

const soup = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom(...OTHERS), fc.string({ maxLength: 3 })), {
    maxLength: 60,
  })
  .map((tokens) => tokens.join(' '));

/** Every statement of the fixtures' scripts. */
const STATEMENTS = ['clean', 'faults'].flatMap((theme) =>
  readdirSync(join(FIXTURES, theme)).flatMap((name) =>
    ['migrations', 'rollbacks'].flatMap((folder) => statementsIn(join(FIXTURES, theme, name, folder))),
  ),
);

function statementsIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((file) =>
    readScript(file, readFileSync(join(folder, file))).statements.map(({ text }) => text),
  );
}

/** Whether a text is a script at all: nothing is open at its end. */
function isScript(text: string): boolean {
  try {
    scriptOf('any.sql', text);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

describe('whatever a script says', () => {
  test('lint answers, for words in any order', () => {
    fc.assert(
      fc.property(soup.filter(isScript), soup.filter(isScript), (first, second) => {
        expect(lintSteps([first, second], null)).toHaveLength(2);
        expect(Array.isArray(lintRollback([first], second, null))).toBe(true);
      }),
    );
  });

  test('lint answers, for real statements in any order', () => {
    const script = fc.array(fc.constantFrom(...STATEMENTS), { maxLength: 12 }).map((texts) => `${texts.join(';\n')};`);
    fc.assert(
      fc.property(script, script, script, (below, forward, rollback) => {
        for (const findings of lintSteps([below, forward], null)) {
          for (const { message, object, location } of findings) {
            expect(message).not.toMatch(/undefined|null,/);
            expect(object).not.toBe('');
            expect(location).not.toBeNull();
          }
        }
        expect(Array.isArray(lintRollback([below, forward], rollback, null))).toBe(true);
      }),
    );
  });
});
