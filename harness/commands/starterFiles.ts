import type { Ladder } from './readLadder.ts';

/** A file to begin with. */
export interface StarterFile {
  /** Relative to the folder that it is made for. */
  readonly path: string;
  readonly text: string;
}

/** What a project gets to begin with: a configuration, and a workflow that proves what a pull request adds. */
export function starterFiles({ layout, folders, reversible }: Ladder): readonly StarterFile[] {
  const places = [
    `  migrations: ${JSON.stringify(folders.migrations)},`,
    ...(layout === 'paired' ? [`  rollbacks: ${JSON.stringify(folders.rollbacks)},`] : []),
    `  layout: ${JSON.stringify(layout)},`,
  ];
  return [
    { path: 'stepproof.config.ts', text: configuration(places) },
    {
      path: '.github/workflows/stepproof.yml',
      text: workflow(folders.migrations, reversible ? folders.rollbacks : null),
    },
  ];
}

function configuration(places: readonly string[]): string {
  return `import { defineConfig } from 'stepproof';

export default defineConfig({
${places.join('\n')}

  // What each step must end with: counts, or lists of names.
  // expect: { '0001_init': { tables: 10, indexes: 26 } },

  // Production queries and what their plans promise: a changed plan fails the step.
  // queries: {
  //   'latest orders': {
  //     sql: { text: 'SELECT id FROM orders WHERE customer = ? ORDER BY created DESC', values: ['c1'] },
  //     uses: ['idx_orders_customer_created'],
  //     sort: false,
  //   },
  // },
});
`;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
function workflow(migrations: string, rollbacks: string | null): string {
  const watched = migrations === '.' ? null : [migrations, ...(rollbacks === null ? [] : [rollbacks])];
  const paths = watched?.map((folder) => JSON.stringify(`${folder}/**`));
  const filter = paths === undefined ? '' : `\n    paths: [${[...paths, "'stepproof.config.ts'"].join(', ')}]`;
  return `name: schema
on:
  pull_request:${filter}
permissions:
  contents: read
jobs:
  stepproof:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # --since needs the commit where the branch began
      - uses: actions/setup-node@v4
        with:
          node-version: 24
          cache: npm
      - run: npm ci
      - run: >-
          npx stepproof check --since "origin/\${{ github.base_ref }}"
          --reporter github --reporter markdown="$GITHUB_STEP_SUMMARY"
`;
}
