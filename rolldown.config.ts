import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/** The files that are started or imported; each is bundled by itself, so that starting one loads few files. */
const ENTRIES = {
  index: 'harness/index.ts',
  'cli/main': 'harness/cli/main.ts',
  'cli/worker': 'harness/cli/worker.ts',
  'cli/mutateThread': 'harness/cli/mutateThread.ts',
  'cli/fleetThread': 'harness/cli/fleetThread.ts',
};

/**
 * What is imported on use becomes a file of its own. zod is bundled: loading its hundred files one by one takes longer
 * than the check of a small ladder. The native driver stays outside, and so does the pool, which starts threads from
 * files of its own.
 */
export default Object.entries(ENTRIES).map(([name, file]) =>
  defineConfig({
    input: { [name]: file },
    platform: 'node',
    // jsonc-parser's CommonJS build asks for its parts in a way that cannot be bundled.
    resolve: { mainFields: ['module', 'main'] },
    external: [/^better-sqlite3/, /^miniflare/, 'tinypool'],
    output: {
      dir: 'dist',
      format: 'esm',
      // The entries are bundled one after the other, and the first finds what an earlier build has left.
      cleanDir: name === 'index',
      entryFileNames: '[name].js',
      // As deep as the sources, so that docs/ and the other entry are found from both.
      chunkFileNames: 'chunks/[name]-[hash].js',
      // One file for what commands share is quickest for the process that needs most of it, and no more than in the way of
      // the one that only starts it.
      ...(name === 'cli/main'
        ? {}
        : { codeSplitting: { groups: [{ name: 'shared', test: /\/harness\//, minShareCount: 2 }] } }),
      banner: ({ moduleIds }) => notices(moduleIds),
    },
  }),
);

/** The licences of what is bundled ask to stand wherever the code does. */
function notices(moduleIds: readonly string[]): string {
  const packages = new Set(moduleIds.flatMap((id) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []));
  const texts = [...packages].sort().map((name) => {
    const folder = `node_modules/${name}`;
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    if (licence === undefined) throw new Error(`${name} is bundled and has no licence file`);
    return `${name}\n\n${readFileSync(`${folder}/${licence}`, 'utf8').trim()}`;
  });
  return texts.length === 0 ? '' : `/*!\nThis file contains:\n\n${texts.join('\n\n')}\n*/`;
}
