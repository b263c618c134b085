import type { BoundQuery, CataloguedQuery } from '../model/query.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { type ConfigProblem, type ConfigSource, configError } from './problem.ts';
import { sqlValue } from './sqlValue.ts';
import type { SqlFormat, UserConfig, UserQuery, UserSql } from './userConfig.ts';

/** The query catalogue with texts and bound values taken out of the user's query objects. Throws `UserError`. */
export function catalogue(
  queries: NonNullable<UserConfig['queries']>,
  source: ConfigSource,
): readonly CataloguedQuery[] {
  return Object.entries(queries).map(([name, query]) => catalogued(name, query, source));
}

function catalogued(name: string, query: UserQuery, source: ConfigSource): CataloguedQuery {
  const path = ['queries', name];
  const variants = query.variants ?? [];
  return {
    name,
    ...bound(query.sql, [...path, 'sql'], source),
    uses: query.uses ?? [],
    scan: query.scan,
    sort: query.sort,
    covering: query.covering,
    target: query.target,
    since: query.since,
    until: query.until,
    variants: variants.map((variant, index) => bound(variant, [...path, 'variants', index], source)),
  };
}

const SQLITE_FORMAT: SqlFormat = {
  escapeIdentifier: quoteIdentifier,
  formatValue: (value) => ({ placeholder: '?', value }),
};

function bound(sql: UserSql, path: ConfigProblem['path'], source: ConfigSource): BoundQuery {
  const { text, values = [] } = 'format' in sql ? sql.format(SQLITE_FORMAT) : sql;
  return {
    text,
    values: values.map((value, index) => {
      const usable = sqlValue(value);
      if (usable !== undefined) return usable;
      const message = `value ${index + 1} is ${described(value)}: SQLite stores null, numbers, strings and bytes`;
      throw configError(source, [{ path, message }]);
    }),
  };
}

function described(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'bigint') return 'an integer of more than 64 bits';
  return typeof value === 'object' && value !== null ? `a ${value.constructor?.name ?? 'object'}` : `a ${typeof value}`;
}
