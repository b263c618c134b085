import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { leadingVerb, pragmaOf } from '../sql/statementKind.ts';
import { at } from './parts/at.ts';

/** https://sqlite.org/lang_analyze.html */
export const analyzeInside: Hazard = {
  id: 'analyze-inside',
  summary: 'ANALYZE inside of a script makes plans depend on the rows of that moment.',

  look({ script, statements }): readonly Finding[] {
    return statements
      .filter(({ statement: { text } }) => leadingVerb(text) === 'analyze' || pragmaOf(text)?.name === 'optimize')
      .map(({ statement }) => ({
        severity: 'note',
        object: `script ${script.path}`,
        message: `${statement.text} collects statistics while the step runs`,
        why: 'On a new database the tables are empty then, in production they are not: the planner decides otherwise in each. DROP TABLE deletes the statistics of its table again.',
        fix: 'Run ANALYZE, or PRAGMA optimize, from the application when it has rows.',
        location: at(script, statement),
        data: {},
      }));
  },
};
