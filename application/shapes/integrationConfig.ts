import { JsonObject } from './jsonObject.ts';

/** integrations.config: what the importer of a platform has to know; every platform has its own keys. */
export const IntegrationConfig = JsonObject;
