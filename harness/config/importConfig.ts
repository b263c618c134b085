import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { UserError } from '../model/errors.ts';

/** What Node says of TypeScript, or of an import in TypeScript's fashion, that it cannot run by itself. */
const NEEDS_TSX = new Set([
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_MODULE_NOT_FOUND',
]);

/**
 * Runs a configuration file and returns its default export: by Node itself, whose type stripping costs nothing, and by
 * tsx only where Node cannot. `file` is the name for errors, `path` is absolute.
 */
export async function importConfig(path: string, file: string): Promise<unknown> {
  const module = await importModule(path, file);
  if (typeof module === 'object' && module !== null && 'default' in module) return module.default;
  throw new UserError('bad-config', `${file} has no default export`, {
    fix: "Write the configuration as: export default defineConfig({ … }), with defineConfig imported from 'stepproof'.",
  });
}

async function importModule(path: string, file: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    if (!needsTsx(error, path)) throw cannotRun(error, path, file);
    const tsImport = await loadTsx(path, file, error);
    try {
      return await tsImport(pathToFileURL(path).href, pathToFileURL(path).href);
    } catch (second) {
      throw cannotRun(second, path, file);
    }
  }
}

type TsImport = (specifier: string, parent: string) => Promise<unknown>;

async function loadTsx(path: string, file: string, reason: unknown): Promise<TsImport> {
  try {
    const resolved = createRequire(path).resolve('tsx/esm/api');
    const tsx: { readonly tsImport: TsImport } = await import(pathToFileURL(resolved).href);
    return tsx.tsImport;
  } catch {
    throw withoutTsx(path, file, reason);
  }
}

/** What is wrong with a file that Node cannot run, where there is no tsx that could. */
function withoutTsx(path: string, file: string, reason: unknown): UserError {
  if (codeOf(reason) === 'ERR_INVALID_TYPESCRIPT_SYNTAX') return cannotRun(reason, path, file);
  const [, missing] = /^Cannot find package '((?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*)'/.exec(messageOf(reason)) ?? [];
  if (missing !== undefined) {
    return new UserError('bad-config', `${file} imports the package ${missing}, which is not installed`, {
      fix: `npm install --save-dev ${missing}\nor, where tsconfig.json gives a folder this name: npm install --save-dev tsx`,
    });
  }
  return new UserError('bad-config', `${file} needs tsx, which is not installed`, {
    why: `Node cannot run it by itself: ${messageOf(reason)}`,
    fix: 'npm install --save-dev tsx\nor use only what Node can run: no enum, no namespace, imports that end in .ts',
  });
}

function needsTsx(error: unknown, path: string): boolean {
  if (!/\.[cm]?ts$/.test(path) || !(error instanceof Error)) return false;
  // A type imported without the word type is a missing export to Node.
  return error instanceof SyntaxError || NEEDS_TSX.has(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function cannotRun(error: unknown, path: string, file: string): UserError {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const at = stack.split(pathToFileURL(path).href)[1] ?? stack.split(path)[1] ?? '';
  const [, line = '1', column = '1'] = /^(?:\?[^:\s]*)?:(\d+)(?::(\d+))?/.exec(at) ?? [];
  return new UserError('bad-config', `${file} cannot be run: ${messageOf(error)}`, {
    fix: `node ${file} shows the same error outside of stepproof.`,
    location: { file, line: Number(line), column: Number(column) },
  });
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
