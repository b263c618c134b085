import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { knownKeys } from '../../harness/config/schema.ts';
import { check } from '../../harness/index.ts';
import { projectFolder } from '../config/projectFolder.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8');

describe('the page of the configuration', () => {
  test.each([[[]], [['queries']], [['expect']]])('names every key below %j', (path) => {
    const missing = knownKeys(path).filter((key) => !new RegExp(`\`${key}(?:: \\w+)?\``).test(PAGE));
    expect(missing).toEqual([]);
  });

  test('shows one by which a ladder of its tables passes', async () => {
    const shown = /```ts\n([\s\S]*?)```/.exec(PAGE)?.[1] ?? '';
    const config = shown.replace(
      "import { defineConfig } from 'stepproof';",
      'const defineConfig = (config) => config;',
    );
    const dir = projectFolder({
      'migrations/0001_readers.sql':
        'CREATE TABLE readers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\nCREATE INDEX readers_by_name ON readers (name);\n',
      'rollbacks/0001_readers.sql': 'DROP TABLE readers;\n',
      'stepproof.config.ts': config,
    });
    const { summary, steps } = await check({ dir });
    expect(summary).toMatchObject({ failed: 0, warnings: 0 });
    const tried = steps.flatMap(({ checks }) => checks).filter(({ id }) => id === 'queries-use-indexes');
    expect(tried).toMatchObject([{ status: 'passed' }]);
  });
});
