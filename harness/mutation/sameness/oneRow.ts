import { literalAt } from '../../generate/literal.ts';
import { conjuncts } from '../../generate/probes/conjuncts.ts';
import { foldName } from '../../inspect/foldName.ts';
import type { Table } from '../../model/schema.ts';
import { tokenize } from '../../sql/tokens.ts';

/** Whether a key that is never NULL may have one value alone, as with `CHECK (id = 1)`. */
export function holdsOneRow({ checks, columns, indexes, rowidAlias }: Table): boolean {
  const unique = indexes.flatMap(({ unique: isUnique, where, columns: [first, second] }) =>
    isUnique && where === null && second === undefined ? (first?.name ?? []) : [],
  );
  const filled = unique.filter((name) => columns.some((column) => column.name === name && column.notNull));
  const keys = new Set([...(rowidAlias === null ? [] : [rowidAlias]), ...filled].map(foldName));
  return checks
    .flatMap((check) => conjuncts(tokenize(check.tokens)))
    .map(tokenize)
    .some(([subject, sign, ...rest]) => {
      const isKey = keys.has(foldName(subject?.value ?? '')) && ['=', '=='].includes(sign?.text ?? '');
      return isKey && literalAt(rest, 0)?.next === rest.length;
    });
}
