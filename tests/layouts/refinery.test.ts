import { describe, expect, test } from 'vitest';
import { type Files, folderOf, readFolder, refusalOf, stepsOf } from './reading.ts';

/** Files of a folder `migrations`, all with the same script, beside others. */
function folder(names: readonly string[], beside: Files = {}): string {
  const files = names.map((name) => [`migrations/${name}`, 'CREATE TABLE t (a);\n']);
  return folderOf({ ...Object.fromEntries(files), ...beside });
}

const CARGO = { 'Cargo.toml': '[dependencies]\nrefinery = "0.8"\n' };

describe('refinery', () => {
  test('V and U both go forward, in the order of their versions', () => {
    const set = readFolder(folder(['V10__c.sql', 'U2__b.sql', 'V1__a.sql'], CARGO));
    expect(stepsOf(set)).toEqual([
      ['V1__a', 'migrations/V1__a.sql', null],
      ['U2__b', 'migrations/U2__b.sql', null],
      ['V10__c', 'migrations/V10__c.sql', null],
    ]);
    expect(set).toMatchObject({ layout: 'refinery', reversible: false, orphans: [], remarks: [] });
  });

  test('a V and a U of one version are refused, as refinery does', () => {
    const root = folder(['V1__a.sql', 'U1__b.sql'], CARGO);
    expect(refusalOf(root, { layout: 'refinery' })).toMatchObject({ code: 'migration-duplicate' });
  });

  test('rollbacks beside the folder are paired by name', () => {
    const beside = { ...CARGO, 'rollbacks/V1__a.sql': 'DROP TABLE t;\n', 'rollbacks/V9__b.sql': '' };
    const set = readFolder(folder(['V1__a.sql', 'U2__b.sql'], beside));
    expect(set.migrations.map(({ rollback }) => rollback?.path ?? null)).toEqual(['rollbacks/V1__a.sql', null]);
    expect(set).toMatchObject({ reversible: true, orphans: ['rollbacks/V9__b.sql'] });
  });

  test('migrations in Rust are missing steps, and other names are passed over', () => {
    const names = ['V1__a.sql', 'V2__b.rs', 'V1_5__c.sql', 'V3__d-e.sql', 'mod.rs'];
    const { migrations, remarks } = readFolder(folder(names, CARGO), { layout: 'refinery' });
    expect(migrations.map(({ id }) => id)).toEqual(['V1__a']);
    expect(remarks.map(({ message }) => message)).toEqual([
      'migrations/V2__b.rs is no SQL: the step is missing here',
      'migrations/V1_5__c.sql is left out: refinery does not take it for a migration',
      'migrations/V3__d-e.sql is left out: refinery does not take it for a migration',
    ]);
  });
});

describe('Flyway and refinery name their files alike', () => {
  test.each<[string, readonly string[], Files, string]>([
    ['nothing else is there', ['V1__a.sql'], {}, 'flyway'],
    ['Cargo.toml names refinery', ['V1__a.sql'], CARGO, 'refinery'],
    ['refinery.toml is there', ['V1__a.sql'], { 'refinery.toml': '' }, 'refinery'],
    ['Cargo.toml names something else', ['V1__a.sql'], { 'Cargo.toml': '[dependencies]\nserde = "1"\n' }, 'flyway'],
    ['both tools are there, and no U', ['V1__a.sql'], { ...CARGO, 'pom.xml': '' }, 'flyway'],
    ['each U has its V', ['V1__a.sql', 'U1__a.sql'], {}, 'flyway'],
    ['no U has a V', ['V1__a.sql', 'U2__b.sql'], {}, 'refinery'],
    ['no U has a V, and a version has parts', ['V1__a.sql', 'V1.5__b.sql', 'U2__c.sql'], {}, 'flyway'],
    ['no U has a V, and there is a repeatable migration', ['V1__a.sql', 'U2__b.sql', 'R__c.sql'], {}, 'flyway'],
  ])('%s: %j', (_, names, beside, layout) => {
    expect(readFolder(folder(names, beside)).layout).toBe(layout);
  });

  test.each<[string, readonly string[], Files]>([
    ['a Flyway project whose U has no V', ['V1__a.sql', 'U2__b.sql'], { 'build.gradle.kts': '' }],
    ['a refinery project whose U has a V', ['V1__a.sql', 'U1__a.sql'], CARGO],
    ['both tools, and a U', ['V1__a.sql', 'U1__a.sql'], { ...CARGO, 'flyway.toml': '' }],
  ])('%s is asked about', (_, names, beside) => {
    const error = refusalOf(folder(names, beside));
    expect(error).toMatchObject({ code: 'layout-ambiguous' });
    expect(error.detail.fix).toContain('--layout flyway or --layout refinery');
    expect(readFolder(folder(names, beside), { layout: 'flyway' }).layout).toBe('flyway');
  });
});
