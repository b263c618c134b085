import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { LooseFinding } from '../model/report.ts';
import { aboutFile } from './remarks.ts';
import { readTextFile } from './sqlFiles.ts';
import type { WranglerFolder } from './wranglerFolders.ts';

/** Warnings for files or folders of one number: wrangler goes by their names then. `names` are in wrangler's order. */
export function sameNumbers(names: readonly string[], migrations: string): readonly LooseFinding[] {
  return names.flatMap((name, index) => {
    const previous = names[index - 1];
    if (previous === undefined || firstPart(previous) === firstPart(name)) return [];
    const number = leadingNumber(name);
    if (number === null || leadingNumber(previous) !== number) return [];
    return [
      {
        ...aboutFile(posix.join(migrations, name)),
        check: 'forward-applies',
        severity: 'warning',
        message: `${name} has the number of ${previous}: their names alone decide which is first`,
        why: 'Two branches have taken the same number. A database that has one of them already runs them in the other order than a new one.',
        fix: 'Give the later one the next free number, as long as no database has it.',
      },
    ];
  });
}

function firstPart(name: string): string {
  return name.split('/')[0] ?? name;
}

function leadingNumber(name: string): bigint | null {
  const digits = /^\d+/.exec(name)?.[0];
  return digits === undefined ? null : BigInt(digits);
}

/**
 * A warning where a project's tests run something else than wrangler does: `readD1Migrations` of Cloudflare's plugin
 * reads one folder, and sorts by the number before the first underscore
 * (https://developers.cloudflare.com/workers/testing/vitest-integration/test-apis/).
 */
export function otherOrderInTests(
  names: readonly string[],
  root: string,
  { folder, config }: WranglerFolder,
): readonly LooseFinding[] {
  const inner = names.find((name) => name.includes('/'));
  const inTests = names.filter((name) => !name.includes('/')).sort();
  inTests.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const moved = inner ?? names.find((name, index) => inTests[index] !== name);
  if (moved === undefined || !testsOnWorkers(root, config)) return [];
  return [
    {
      ...aboutFile(posix.join(folder, moved)),
      check: 'forward-applies',
      severity: 'warning',
      message:
        inner === undefined
          ? `${moved} has another place in tests than in production`
          : `${moved} is not run in tests that read the migrations with readD1Migrations`,
      why: 'wrangler orders by leading numbers, folder by folder; readD1Migrations reads one folder, and orders by the number before the first underscore.',
      fix: 'Number all files, with as many digits in each, in one folder.',
    },
  ];
}

/** Whether the project, or the one around it, tests its Worker with Cloudflare's plugin. */
function testsOnWorkers(root: string, config: string): boolean {
  const folders = new Set([root, join(root, dirname(config))]);
  return [...folders].some(
    (folder) =>
      existsSync(join(folder, 'package.json')) && readTextFile(folder, 'package.json').includes('"@cloudflare/vitest-'),
  );
}
