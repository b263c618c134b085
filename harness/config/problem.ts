import { type Location, UserError } from '../model/errors.ts';
import { locateKey } from './locateKey.ts';

/** A rule of the configuration that is broken, and where: the keys from the top, array positions as numbers. */
export interface ConfigProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A configuration file as it stands on disk, for errors about it. */
export interface ConfigSource {
  /** Relative to the checked folder. */
  readonly file: string;
  readonly text: string;
}

/** The error for a configuration that breaks a rule; `problems` holds at least one. */
export function configError(source: ConfigSource, problems: readonly ConfigProblem[]): UserError {
  const [first, ...others] = problems.map(({ path, message }) => `${keyPath(path)}: ${message}`);
  const location = locate(source, problems[0]?.path ?? []);
  const message = first ?? 'the configuration cannot be used';
  return new UserError(
    'bad-config',
    message,
    others.length === 0 ? { location } : { why: others.join('\n'), location },
  );
}

/** Where a key of the configuration is written. */
export function locate({ file, text }: ConfigSource, path: readonly PropertyKey[]): Location {
  return { file, ...locateKey(text, path) };
}

/** `queries.traceList.uses[0]`, `expect["0001_initial_schema"].tables`. */
function keyPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the configuration';
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      const name = String(key);
      if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `["${name}"]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}
