import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LayoutFolders } from '../model/layout.ts';

/** Where projects keep their migrations, in the order in which `auto` looks; '.' is the checked folder itself. */
const USUAL = [
  'migrations',
  'db/migrations',
  'db/migrate',
  'database/migrations',
  'sql/migrations',
  'src/migrations',
  'src/db/migrations',
  'prisma/migrations',
  'drizzle',
  'drizzle/migrations',
  'db/migration',
  'src/main/resources/db/migration',
  '.',
];

/** Folders of one dialect below a folder with migrations for several. */
const DIALECTS = ['sqlite', 'sqlite3'];

/** Where Ory's projects keep the scripts, beside the migrations that are code. */
const BESIDE_CODE = 'sql';

/** The folders that may hold the migrations: the one that was named, else every usual one that is there. */
export function candidates(folders: LayoutFolders, isNamed: boolean): readonly LayoutFolders[] {
  const places = isNamed ? [folders.migrations] : [folders.migrations, ...USUAL];
  const withInner = places.flatMap((place) => [
    ...DIALECTS.map((dialect) => join(place, dialect)),
    place,
    join(place, BESIDE_CODE),
  ]);
  return [...new Set(withInner)]
    .filter((place) => existsSync(join(folders.root, place)))
    .map((place) => placedAt(folders, place));
}

/** The same with the migrations in another folder, and the rollbacks beside it where there are some. */
export function placedAt(folders: LayoutFolders, migrations: string): LayoutFolders {
  return { ...folders, migrations, rollbacks: rollbacksBeside(folders, migrations) };
}

function rollbacksBeside({ root, rollbacks }: LayoutFolders, migrations: string): string {
  const beside = join(dirname(migrations), rollbacks);
  return existsSync(join(root, beside)) ? beside : rollbacks;
}
