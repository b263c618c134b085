import type { JsonColumn } from '../model/config.ts';
import type { UserConfig } from './userConfig.ts';

/** The JSON columns that a configuration describes, by table and column. */
export function jsonColumns(described: NonNullable<UserConfig['json']>): readonly JsonColumn[] {
  return Object.entries(described).map(([name, description]) => {
    const [table = '', column = ''] = name.split('.');
    if ('safeParse' in description) return { table, column, schema: description, since: undefined, until: undefined };
    return { table, column, schema: description.schema, since: description.since, until: description.until };
  });
}
