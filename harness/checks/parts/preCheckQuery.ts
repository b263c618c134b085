const UNIQUE = /^UNIQUE constraint failed: (.+)$/;
const NOT_NULL = /^NOT NULL constraint failed: [^.]+\.(.+)$/;
const CHECK = /^CHECK constraint failed: (.+)$/;

/** The query that lists the rows a new constraint forbids, from what the engine said of the first of them. */
export function preCheckQuery(table: string, message: string): string {
  const unique = UNIQUE.exec(message)?.[1];
  if (unique !== undefined && !unique.startsWith('index ')) {
    const columns = unique
      .split(', ')
      .map((name) => name.split('.').slice(1).join('.'))
      .join(', ');
    return `SELECT ${columns}, count(*) FROM ${table} GROUP BY ${columns} HAVING count(*) > 1;`;
  }
  const missing = NOT_NULL.exec(message)?.[1];
  if (missing !== undefined) return `SELECT * FROM ${table} WHERE ${missing} IS NULL;`;
  const condition = CHECK.exec(message)?.[1];
  return condition === undefined ? `SELECT * FROM ${table};` : `SELECT * FROM ${table} WHERE NOT (${condition});`;
}
