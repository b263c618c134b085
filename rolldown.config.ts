import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/** The files that are started or imported; each is bundled by itself, so that starting one loads few files. */
const ENTRIES = { index: 'harness/index.ts', 'cli/main': 'harness/cli/main.ts', 'cli/worker': 'harness/cli/worker.ts' };

/**
 * What is imported on use becomes a file of its own. zod is bundled: loading its hundred files one by one takes longer
 * than the check of a small ladder. The native driver stays outside.
 */
export default Object.entries(ENTRIES).map(([name, file]) =>
  defineConfig({
    input: { [name]: file },
    platform: 'node',
    external: [/^better-sqlite3/],
    output: {
      dir: 'dist',
      format: 'esm',
      // The entries are bundled one after the other, and the first finds what an earlier build has left.
      cleanDir: name === 'index',
      entryFileNames: '[name].js',
      // As deep as the sources, so that docs/ and the other entry are found from both.
      chunkFileNames: 'chunks/[name]-[hash].js',
      codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
      banner: ({ moduleIds }) => (moduleIds.some((id) => id.includes('/node_modules/zod/')) ? zodNotice() : ''),
    },
  }),
);

/** The licence asks to stand wherever the code does. */
function zodNotice(): string {
  return `/*!\nThis file contains zod.\n\n${readFileSync('node_modules/zod/LICENSE', 'utf8')}*/`;
}
