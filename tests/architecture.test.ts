import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checks } from '../harness/checks/index.ts';

const HARNESS = resolve(import.meta.dirname, '../harness');

/** Who may import whom; docs/architecture.md says why. Every room may import itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'version.ts': [],
  model: [],
  sql: ['model'],
  layouts: ['sql', 'model'],
  engines: ['sql', 'model'],
  inspect: ['sql', 'model'],
  generate: ['inspect', 'sql', 'model'],
  checks: ['inspect', 'generate', 'sql/quote.ts', 'sql/mentions.ts', 'sql/obstacle.ts', 'sql/rowidName.ts', 'model'],
  ladder: ['sql', 'inspect', 'generate', 'model'],
  hazards: ['sql', 'inspect', 'model'],
  drafting: ['inspect', 'sql', 'model'],
  mutation: ['ladder', 'checks', 'generate', 'inspect', 'sql', 'model'],
  ledgers: ['inspect/bookkeeping.ts', 'sql', 'model'],
  rehearsal: ['ladder', 'checks', 'generate', 'inspect', 'ledgers', 'sql', 'model'],
  operations: ['rehearsal', 'ladder', 'inspect', 'ledgers', 'sql', 'model'],
  reporters: ['model'],
  config: ['model', 'sql/quote.ts'],
  'config.ts': ['config', 'model'],
  commands: [
    'model',
    'mutation',
    'drafting',
    'hazards',
    'sql',
    'layouts',
    'engines',
    'inspect',
    'generate',
    'checks',
    'ladder',
    'ledgers',
    'rehearsal',
    'operations',
    'config',
    'version.ts',
  ],
  'index.ts': ['commands', 'config', 'model'],
  cli: ['model', 'engines', 'checks', 'hazards', 'ladder', 'reporters', 'config', 'commands', 'version.ts'],
};

const FILES = readdirSync(HARNESS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(HARNESS, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

describe('the house', () => {
  test.each(FILES)('%s imports only what its room may', (file) => {
    const room = roomOf(file);
    const targets = importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => relative(HARNESS, resolve(HARNESS, file, '..', target)))
      .filter((target) => roomOf(target) !== room && !target.startsWith('..'));
    const forbidden = targets.filter((target) => !(ALLOWED[room] ?? []).some((allowed) => target.startsWith(allowed)));
    expect(forbidden).toEqual([]);
  });

  test.each(FILES)('%s touches only the world that its room may', (file) => {
    const room = roomOf(file);
    const text = readFileSync(join(HARNESS, file), 'utf8');
    const found = [
      ['node:fs', ['layouts', 'engines', 'rehearsal', 'operations', 'cli', 'config', 'config.ts']],
      ['node:child_process', ['engines', 'cli']],
      ['better-sqlite3', ['engines']],
      ['console.', ['cli']],
      ['process.', ['cli']],
    ] as const;
    const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'[^'\n]*better-sqlite3[^'\n]*'(?! with|;)/g, '');
    for (const [word, rooms] of found) {
      if (code.includes(`${word.endsWith('.') ? word : `'${word}`}`))
        expect(rooms, `${file} uses ${word}`).toContain(room);
    }
  });

  test('no file is longer than one idea', () => {
    const long = FILES.filter((file) => readFileSync(join(HARNESS, file), 'utf8').split('\n').length > 250);
    expect(long).toEqual([]);
  });

  test('every check has its file, its page and its test, and one id for all three', () => {
    for (const { id } of checks) {
      expect(existsSync(join(HARNESS, 'checks', `${id}.ts`)), `harness/checks/${id}.ts`).toBe(true);
      expect(existsSync(join(HARNESS, '../docs/checks', `${id}.md`)), `docs/checks/${id}.md`).toBe(true);
      expect(existsSync(join(HARNESS, '../tests/checks', `${id}.test.ts`)), `tests/checks/${id}.test.ts`).toBe(true);
    }
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });
});
