import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type ParseError, parse as parseJson, printParseErrorCode } from 'jsonc-parser';
import { parse as parseToml, TomlError } from 'smol-toml';
import { UserError } from '../model/errors.ts';
import { positionsIn } from '../sql/positions.ts';
import { readTextFile } from './sqlFiles.ts';

/** In the order in which wrangler looks for its configuration. */
const NAMES = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml'];

/** wrangler's configuration: what stands in it, and where. */
export interface WranglerConfig {
  /** Relative to root. */
  readonly path: string;
  /** The folder that its own paths start from. */
  readonly folder: string;
  readonly text: string;
  readonly content: unknown;
}

/**
 * Finds and reads wrangler's configuration in root or above it in the same repository; null where there is none. `from`:
 * a folder inside of root to begin at, relative to it, because an application of several has its own.
 */
export function readWranglerConfig(root: string, from = '.'): WranglerConfig | null {
  for (const folder of upToRepository(root, from)) {
    const name = NAMES.find((candidate) => existsSync(join(folder, candidate)));
    if (name === undefined) continue;
    const path = relative(root, join(folder, name));
    const text = readTextFile(folder, name);
    return { path, folder, text, content: name.endsWith('.toml') ? tomlOf(text, path) : jsonOf(text, path) };
  }
  return null;
}

/** Outside of a repository nothing above root belongs to it. */
function upToRepository(root: string, from: string): readonly string[] {
  const folders = [resolve(root, from)];
  for (;;) {
    const folder = folders.at(-1) ?? '';
    if (existsSync(join(folder, '.git'))) return folders;
    const above = dirname(folder);
    if (above === folder) return folders.slice(0, Math.max(folders.indexOf(resolve(root)), 0) + 1);
    folders.push(above);
  }
}

function tomlOf(text: string, file: string): unknown {
  try {
    return parseToml(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw unreadable(file, error.message.split('\n', 1)[0] ?? '', { line: error.line, column: error.column });
  }
}

function jsonOf(text: string, file: string): unknown {
  const errors: ParseError[] = [];
  const content: unknown = parseJson(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first === undefined) return content;
  throw unreadable(file, printParseErrorCode(first.error), positionsIn(text)(first.offset));
}

function unreadable(
  file: string,
  why: string,
  position: { readonly line: number; readonly column: number },
): UserError {
  return new UserError('layout-unreadable', `${file} cannot be read`, {
    why,
    fix: 'Correct it, or say where the migrations are and what they are: --migrations DIR --layout paired',
    location: { file, ...position },
  });
}
