import type { Rule } from '../reporters/render.ts';

/** Every check and every hazard with its page, and what speaks of the baseline. */
export async function allRules(): Promise<readonly Rule[]> {
  const [{ checks }, { hazards }, { baselineRule }, { rehearsalRules }] = await Promise.all([
    import('../checks/index.ts'),
    import('../hazards/index.ts'),
    import('../commands/baseline.ts'),
    import('../commands/rehearsalRules.ts'),
  ]);
  return [
    ...checks.map(({ id, summary }) => ({ id, summary, page: `docs/checks/${id}.md` })),
    ...rehearsalRules.map((rule) => ({ ...rule, page: 'docs/rehearse.md' })),
    ...hazards.map(({ id, summary }) => ({ id, summary, page: `docs/hazards/${id}.md` })),
    { ...baselineRule, page: 'docs/baseline.md' },
  ];
}
