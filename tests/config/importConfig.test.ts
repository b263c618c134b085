import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { projectFolder } from './projectFolder.ts';

const CONFIG = 'stepproof.config.ts';
const project = join(import.meta.dirname, '../..');
/** Inside the project, so that its tsx is found; ignored by git. */
const inside = join(project, '.stepproof');
const module = pathToFileURL(join(project, 'harness/config/importConfig.ts')).href;

/** Imports a configuration in a plain Node process: the one that the tests run in understands all of TypeScript. */
function importIn(root: string) {
  const script = `
    const { importConfig } = await import(${JSON.stringify(module)});
    const answer = await importConfig(${JSON.stringify(join(root, CONFIG))}, ${JSON.stringify(CONFIG)}).catch((error) => error);
    const { message, detail } = answer;
    console.log(JSON.stringify(answer instanceof Error ? { message, detail, runs: globalThis.runs } : answer));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return JSON.parse(stdout);
}

const withEnum = "enum Folder { Sql = 'sql' }\nexport default { migrations: Folder.Sql };";

describe('a configuration in TypeScript', () => {
  test('is run by Node itself', () => {
    const root = projectFolder({
      [CONFIG]:
        "import { folder } from './folder.ts';\nconst migrations: string = folder;\nexport default { migrations };",
      'folder.ts': "export const folder = 'sql' as const;",
    });
    expect(importIn(root)).toEqual({ migrations: 'sql' });
  });

  test.each([
    ['an enum', withEnum],
    ['an import without the ending', "import { folder } from './folder';\nexport default { migrations: folder };"],
    [
      'a type that is imported like a value',
      "import { folder, Folder } from './folder.ts';\nconst migrations: Folder = folder;\nexport default { migrations };",
    ],
  ])('is run by tsx when it has %s', (_name, text) => {
    const folder = "export type Folder = string;\nexport const folder: Folder = 'sql';";
    expect(importIn(projectFolder({ [CONFIG]: text, 'folder.ts': folder }, inside))).toEqual({ migrations: 'sql' });
  });

  test('needs tsx for what Node cannot strip, and says so where it is missing', () => {
    const { message, detail } = importIn(projectFolder({ [CONFIG]: withEnum }));
    expect(message).toBe('stepproof.config.ts needs tsx, which is not installed');
    expect(detail.fix).toContain('npm install --save-dev tsx');
  });

  test('that imports a package which is not installed is told to install that, and not tsx', () => {
    const { message, detail } = importIn(
      projectFolder({ [CONFIG]: "import { defineConfig } from 'stepproof';\nexport default defineConfig({});" }),
    );
    expect(message).toBe('stepproof.config.ts imports the package stepproof, which is not installed');
    expect(detail.fix).toContain('npm install --save-dev stepproof');
  });

  test('that is no TypeScript is told with its line, and not to install tsx', () => {
    const { message, detail } = importIn(projectFolder({ [CONFIG]: 'export default {\n  queries: {,\n};\n' }));
    expect(message).toContain('cannot be run: Unexpected token `,`');
    expect(detail.location).toEqual({ file: CONFIG, line: 2, column: 1 });
    expect(detail.fix).not.toContain('tsx');
  });

  test('that exports nothing by default is told how to', () => {
    const { message, detail } = importIn(projectFolder({ [CONFIG]: 'export const layout = "paired";\n' }));
    expect(message).toBe('stepproof.config.ts has no default export');
    expect(detail.fix).toContain('export default defineConfig({ … })');
  });

  test('that throws is told with its line, and not run a second time', () => {
    const text = "globalThis.runs = (globalThis.runs ?? 0) + 1;\n\nthrow new TypeError('no database url');\n";
    const { message, detail, runs } = importIn(projectFolder({ [CONFIG]: text }, inside));
    expect(message).toBe('stepproof.config.ts cannot be run: no database url');
    expect(detail.location).toEqual({ file: CONFIG, line: 3, column: 7 });
    expect(runs).toBe(1);
  });

  test('that imports what is not there is told by what is missing', () => {
    const { message } = importIn(projectFolder({ [CONFIG]: "import 'no-such-package';\nexport default {};" }, inside));
    expect(message).toContain('no-such-package');
  });
});
