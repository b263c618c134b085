import type { Check } from '../model/check.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { BoundQuery, CataloguedQuery } from '../model/query.ts';
import type { Script } from '../model/script.ts';
import type { ScriptFacts } from '../model/step.ts';
import type { SqlRow } from '../model/value.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

/**
 * A query that an open connection prepared before the step returns the right rows after it. Several versions of SQLite
 * return none from such a statement when a partial index was created meanwhile.
 */
export const warmStatementsAgree: Check = {
  id: 'warm-statements-agree',
  summary: 'A query prepared before the step returns after it, and after the rollback, what a fresh one returns.',

  async run(context) {
    const { step, config, fork, plans } = context;
    const { migration, before, forward, forwardFacts, rollbackFacts } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    if (config.queries.length === 0) return skip('no query is catalogued');
    const compiled = await plans(before);
    const reading = config.queries.filter(
      ({ name, text }) => compiled.has(name) && /^\s*(?:select|with|values)\b/i.test(text),
    );
    if (reading.length === 0) return skip('no catalogued query could be prepared before the step');
    const engine = await fork(before);
    const probes = reading.flatMap((query) => [query, ...query.variants].map((bound) => ({ query, bound })));
    await Promise.all(probes.map(({ bound }) => answer(engine, bound)));
    const findings: Finding[] = [];
    const compare = async (script: Script, facts: ScriptFacts, moment: string): Promise<void> => {
      const off = script.directives.some(({ kind }) => kind === 'foreign-keys-off');
      if ((await engine.apply(facts.runnable, { foreignKeys: off ? 'off' : 'on' })) !== null) return;
      const warm = await Promise.all(probes.map(({ bound }) => answer(engine, bound)));
      const fresh = await Promise.all(probes.map(({ bound }) => answer(engine, asFresh(bound))));
      for (const [at, { query }] of probes.entries()) {
        if (warm[at] !== fresh[at]) findings.push(disagreement(query, script, moment));
      }
    };
    await compare(migration.forward, forwardFacts, 'after the migration');
    if (migration.rollback !== null && rollbackFacts !== null)
      await compare(migration.rollback, rollbackFacts, 'after the rollback');
    return tried(probes.length, findings);
  },
};

/** In words that no connection has prepared. */
function asFresh({ text, values }: BoundQuery): BoundQuery {
  return { text: `${text} -- fresh`, values };
}

/** The rows as one text, in no order; or what the engine refuses. */
async function answer(engine: Engine, { text, values }: BoundQuery): Promise<string> {
  try {
    const rows = await engine.query(text, values);
    return rows.map(rowText).sort().join('\n');
  } catch (error) {
    if (error instanceof SqlError) return `refused: ${error.message}`;
    throw error;
  }
}

function rowText(row: SqlRow): string {
  return row
    .map((value) => `${typeof value}:${value instanceof Uint8Array ? value.toString() : String(value)}`)
    .join('|');
}

function disagreement({ name }: CataloguedQuery, script: Script, moment: string): Finding {
  return {
    severity: 'error',
    object: `query ${name}`,
    message: `query ${name}, prepared before the script, returns other rows ${moment} than when it is prepared anew`,
    why: 'Connections that stay open over the release go on using the old statement and silently read or change too few rows.',
    fix: 'Write the value of the indexed condition into the query as a literal, and let every connection be opened anew after this step.',
    location: locate(script),
    data: {},
  };
}
