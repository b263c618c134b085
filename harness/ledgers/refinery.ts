import type { Migration } from '../model/script.ts';
import { matchEntries, textOf } from './entries.ts';
import { tableLedger } from './tableLedger.ts';

/**
 * refinery: a row for each version, with its name and a SipHash of version, name and text, which is not compared here
 * (https://github.com/rust-db/refinery, refinery_core/src/traits/mod.rs and migration.rs).
 */
export const refinery = tableLedger({
  tool: 'refinery',
  table: 'refinery_schema_history',
  columns: ['version', 'name', 'applied_on', 'checksum'],
  order: 'version',
  read(rows, migrations) {
    const names = new Map(migrations.map(partsOf).map(({ version, name }) => [version, name]));
    const renamed = rows.flatMap(([version, name]) => {
      const now = names.get(String(version));
      return now === undefined || now === name
        ? []
        : [`Version ${version} was applied as ${name} and is called ${now} now: refinery refuses to run.`];
    });
    return matchEntries(
      rows.map(([version, name, appliedOn]) => ({
        words: `${version} ${name}`,
        key: String(version),
        appliedAt: textOf(appliedOn),
      })),
      migrations,
      (migration) => [partsOf(migration).version],
      renamed,
    );
  },
});

/** Both empty where the name is none of refinery's. */
function partsOf({ id }: Migration): { readonly version: string; readonly name: string } {
  const [, digits, name = ''] = /^[VU](\d+)__(\w+)$/.exec(id) ?? [];
  return { version: digits === undefined ? '' : String(BigInt(digits)), name };
}
