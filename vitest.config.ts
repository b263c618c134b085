import { defineConfig } from 'vitest/config';

/** Folders whose tests start processes, or workerd, or look at what a process has loaded: each file in a worker of its own. */
const APART = ['application', 'cli', 'docs', 'engines', 'operations'].map((folder) => `tests/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'apart', include: APART } },
      {
        extends: true,
        // Loading the harness anew for each of some hundred files takes three times as long as their tests.
        test: { name: 'together', include: ['tests/**/*.test.ts'], exclude: APART, isolate: false },
      },
    ],
  },
});
