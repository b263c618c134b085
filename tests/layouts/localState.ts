import { join } from 'node:path';
import { Miniflare } from 'miniflare';

/** Makes local D1 databases below a folder as `wrangler dev` and `migrations apply --local` do, and runs statements on them. */
export async function makeLocalState(
  root: string,
  databases: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const miniflare = new Miniflare({
    modules: true,
    script: 'export default { fetch: () => new Response() }',
    cf: false,
    d1Databases: Object.fromEntries(Object.keys(databases).map((id, index) => [`DB${index}`, id])),
    d1Persist: join(root, '.wrangler/state/v3/d1'),
    handleRuntimeStdio() {},
  });
  try {
    for (const [index, statements] of Object.values(databases).entries()) {
      const database = await miniflare.getD1Database(`DB${index}`);
      await database.batch(statements.map((text) => database.prepare(text)));
    }
  } finally {
    await miniflare.dispose();
  }
}

/** The ledger that wrangler makes, with these files in it. */
export function ledgerOf(names: readonly string[], table = 'd1_migrations'): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${table}(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`,
    ...names.map((name) => `INSERT INTO ${table} (name) VALUES ('${name}')`),
  ];
}
