import { loadMiniflare } from './package.ts';

/**
 * Which workerd proves the steps, for the head of a report; which SQLite is in it D1 does not tell. Throws `UserError`
 * when miniflare is not there.
 */
export async function d1Version(): Promise<{
  readonly name: string;
  readonly version: string;
  readonly sqlite: string;
}> {
  await loadMiniflare();
  const { default: description } = await import('miniflare/package.json', { with: { type: 'json' } });
  return { name: 'd1', version: `workerd ${description.dependencies.workerd}`, sqlite: '' };
}
