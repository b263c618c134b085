import type { Rule } from '../reporters/render.ts';

/** Every check and every hazard with its page. */
export async function allRules(): Promise<readonly Rule[]> {
  const [{ checks }, { hazards }] = await Promise.all([import('../checks/index.ts'), import('../hazards/index.ts')]);
  return [
    ...checks.map(({ id, summary }) => ({ id, summary, page: `docs/checks/${id}.md` })),
    ...hazards.map(({ id, summary }) => ({ id, summary, page: `docs/hazards/${id}.md` })),
  ];
}
