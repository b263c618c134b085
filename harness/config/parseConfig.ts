import type * as z from 'zod';
import { didYouMean } from './nearest.ts';
import { type ConfigProblem, type ConfigSource, configError } from './problem.ts';
import { configSchema, knownKeys } from './schema.ts';
import type { UserConfig } from './userConfig.ts';

/** Holds what a configuration file exports against its schema; throws `UserError` with every broken rule. */
export function parseConfig(exported: unknown, source: ConfigSource): UserConfig {
  const parsed = configSchema.safeParse(exported);
  if (parsed.success) return parsed.data;
  throw configError(source, parsed.error.issues.flatMap(problemsOf));
}

function problemsOf(issue: z.core.$ZodIssue): readonly ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `unknown key${didYouMean(key, knownKeys(issue.path))}`,
    }));
  }
  const rule = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [{ path: issue.path, message: rule.replace(/^(?:Invalid input|Invalid option|Too small): /, '') }];
}
