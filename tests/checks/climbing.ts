import { checks } from '../../harness/checks/index.ts';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { type ClimbOptions, type ClimbResult, climb } from '../../harness/ladder/climb.ts';
import type { Config } from '../../harness/model/config.ts';
import type { Finding } from '../../harness/model/finding.ts';
import type { CataloguedQuery } from '../../harness/model/query.ts';
import type { CheckReport } from '../../harness/model/report.ts';
import type { Migration } from '../../harness/model/script.ts';
import { scriptOf } from '../../harness/sql/script.ts';

/** Forward and rollback SQL of one step; null: there is no rollback. */
export type Pair = readonly [forward: string, rollback: string | null];

const NOTHING: Config = { expect: {}, queries: [], json: [], rows: {}, severity: {}, functions: {}, seeds: {} };

/** Steps as migrations: the first is `0001`. */
export function ladderOf(pairs: readonly Pair[]): readonly Migration[] {
  return pairs.map(([forward, rollback], index) => {
    const id = String(index + 1).padStart(4, '0');
    return {
      id,
      forward: scriptOf(`migrations/${id}.sql`, forward),
      rollback: rollback === null ? null : scriptOf(`rollbacks/${id}.sql`, rollback),
    };
  });
}

/** Climbs a ladder with all checks. */
export function prove(pairs: readonly Pair[], options: Partial<ClimbOptions> = {}): Promise<ClimbResult> {
  return climb({
    migrations: ladderOf(pairs),
    orphans: [],
    remarks: [],
    reversible: true,
    open: () => openBetterSqlite3(),
    engineName: 'better-sqlite3',
    checks,
    config: NOTHING,
    rows: 8,
    seed: 1,
    from: null,
    to: null,
    now: () => 0,
    onStep: () => {},
    lock: null,
    only: null,
    history: null,
    frozen: new Set(),
    ...options,
  });
}

/** A configuration with these parts and nothing else. */
export function configOf(parts: Partial<Config>): Config {
  return { ...NOTHING, ...parts };
}

/** A catalogued query that promises nothing but what is given. */
export function query(name: string, text: string, parts: Partial<CataloguedQuery> = {}): CataloguedQuery {
  return {
    name,
    text,
    values: [],
    uses: [],
    scan: undefined,
    sort: undefined,
    covering: undefined,
    target: undefined,
    since: undefined,
    until: undefined,
    variants: [],
    ...parts,
  };
}

/** What one check said of one step. */
export async function checkOf(
  id: string,
  step: string,
  pairs: readonly Pair[],
  options: Partial<ClimbOptions> = {},
): Promise<CheckReport> {
  const { steps } = await prove(pairs, options);
  const report = steps.find((candidate) => candidate.id === step)?.checks.find((check) => check.id === id);
  if (report === undefined) throw new Error(`${id} did not run on ${step}`);
  return report;
}

/** Findings as `severity object`, to hold against a list. */
export function short(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, object }) => `${severity} ${object}`);
}
