import type { SQLQuery } from '@databases/sqlite-sync';
import { z } from 'zod';
import { jsonText } from '../jsonText.ts';
import { IntegrationConfig } from '../shapes/integrationConfig.ts';
import { insertRow, updateRow } from '../statements.ts';
import { Id } from './id.ts';

/** Where traces come from: integrations.platform, and traces.source. */
export const Platform = z.enum(['langfuse', 'langsmith', 'openai']);

const NewIntegration = z.strictObject({
  id: Id,
  workspace_id: Id,
  platform: Platform,
  name: z.string(),
  api_key_encrypted: z.string(),
  base_url: z.url().optional(),
  config: jsonText(IntegrationConfig).optional(),
});

const IntegrationChanges = NewIntegration.omit({ id: true, workspace_id: true, platform: true })
  .extend({ status: z.enum(['active', 'error']), error_message: z.string().nullable(), last_synced_at: z.string() })
  .partial();

/** Connects a workspace with a platform. A workspace cannot have two integrations of one name. */
export function insertIntegration(integration: z.input<typeof NewIntegration>): SQLQuery {
  return insertRow('integrations', NewIntegration.parse(integration));
}

/** Changes an integration, or notes how its last import went. */
export function updateIntegration(id: string, changes: z.input<typeof IntegrationChanges>): SQLQuery {
  return updateRow('integrations', id, IntegrationChanges.parse(changes));
}
