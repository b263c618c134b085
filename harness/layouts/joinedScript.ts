import type { Place, Script, TransactionOwner } from '../model/script.ts';

/** Several files that run one behind the other as one script; each statement keeps its place in its own file. */
export function joinedScript(scripts: readonly [Script, ...Script[]]): Script {
  const [first] = scripts;
  return scripts.slice(1).reduce(join, first);
}

function join(above: Script, below: Script): Script {
  const offset = above.text.length + 1;
  const inItsFile = <T extends Place>(part: T): T => ({ path: below.path, ...part });
  return {
    path: above.path,
    text: `${above.text}\n${below.text}`,
    statements: [
      ...above.statements,
      ...below.statements.map((part) => inItsFile({ ...part, start: part.start + offset, end: part.end + offset })),
    ],
    directives: [
      ...above.directives,
      ...below.directives.map((part) => {
        const statement = part.statement === null ? null : part.statement + above.statements.length;
        return inItsFile({ ...part, statement });
      }),
    ],
    directiveProblems: [...above.directiveProblems, ...below.directiveProblems.map(inItsFile)],
    transaction: looser(above.transaction, below.transaction),
  };
}

/** What one file needs to run outside of a transaction, the others do not mind. */
function looser(a: TransactionOwner, b: TransactionOwner): TransactionOwner {
  return a === 'none' || b === 'none' ? 'none' : a === b ? a : 'runner';
}
