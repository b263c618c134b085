import type { Engine } from '../../model/engine.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';

/** Makes a database with a schema and no rows; null where the schema does not stand by itself. */
export async function emptyWith(
  { tables, indexes, views, triggers }: SchemaSnapshot,
  open: () => Promise<Engine>,
): Promise<Engine | null> {
  const engine = await open();
  // A virtual table makes its shadow tables itself.
  const owned = tables.filter(({ kind }) => kind !== 'shadow');
  const texts = [...owned, ...indexes, ...views, ...triggers].map(({ sql }) => ({ text: sql }));
  if ((await engine.apply(texts, { foreignKeys: 'off' })) === null) return engine;
  await engine.close();
  return null;
}
