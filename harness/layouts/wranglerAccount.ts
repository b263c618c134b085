import { readWranglerConfig } from './wranglerConfig.ts';
import { isRecord, textAt } from './wranglerFolders.ts';

/** The account that wrangler's configuration names; undefined where it names none. Throws `UserError` as reading it does. */
export function wranglerAccount(root: string): string | undefined {
  const content = readWranglerConfig(root)?.content;
  return isRecord(content) ? textAt(content, 'account_id') : undefined;
}
