import { UserError } from '../../model/errors.ts';

/** Loads miniflare, which is installed by those who want D1. Throws `UserError` when it is not there. */
export async function loadMiniflare(): Promise<typeof import('miniflare')> {
  try {
    return await import('miniflare');
  } catch (error) {
    throw new UserError('engine-missing', 'the engine d1 needs the package miniflare', {
      why: error instanceof Error ? error.message : String(error),
      fix: 'npm install --save-dev miniflare@4',
    });
  }
}
