import { planFacts } from '../../inspect/planFacts.ts';
import type { CheckContext, CheckOutcome } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { QueryPlan } from '../../model/plan.ts';
import type { Meeting } from './meeting.ts';
import { locate, tried } from './outcome.ts';
import { refusal } from './refusal.ts';

type Lines = ReadonlyMap<string, readonly string[]>;

/** Whether both engines plan each catalogued query alike after the step. */
export async function agreedPlans({ config }: CheckContext, { step, there, here }: Meeting): Promise<CheckOutcome> {
  const { state } = step.forward;
  const [was, is] = [there.after.sight?.plans, here.after.sight?.plans];
  if (state === null || was === undefined || is === undefined) return tried(0, []);
  const asked = config.queries.filter(({ name }) => was.has(name) || is.has(name));
  const findings: Finding[] = [];
  for (const { name, text, values } of asked) {
    const isKnown = differs(there.before.plans, here.before.plans, name);
    if (isKnown || !differs(was, is, name)) continue;
    const location = locate(step.migration.forward);
    const [plan, own] = [was.get(name), is.get(name)];
    if (plan !== undefined && own !== undefined) {
      findings.push({ ...planFinding(name, plan, own, { step, there, here }), location });
    } else if (plan !== undefined) {
      const said = await refusal(state.engine, `EXPLAIN ${text}`, values);
      findings.push({ ...refusedFinding(name, here.called, there.called, said?.message ?? ''), location });
    } else findings.push({ ...refusedFinding(name, there.called, here.called, ''), location });
  }
  return tried(asked.length, findings);
}

/** The words of a plan change from one version of SQLite to the next, what they say does not. */
function differs(there: Lines, here: Lines, name: string): boolean {
  const [was, is] = [there.get(name), here.get(name)];
  if (was === undefined || is === undefined) return was !== is;
  return was.join('\n') !== is.join('\n') && meaningOf(was) !== meaningOf(is);
}

function meaningOf(lines: readonly string[]): string {
  const plan: QueryPlan = lines.map((line) => ({ detail: line.trim(), children: [] }));
  const { levels } = planFacts(plan);
  return JSON.stringify(levels.map(({ accesses, sorts }) => [accesses, sorts.length]));
}

type Unplaced = Omit<Finding, 'location'>;

function planFinding(name: string, was: readonly string[], is: readonly string[], { there, here }: Meeting): Unplaced {
  const [bare, own] = [there.plansWithoutStatistics, here.plansWithoutStatistics];
  const byStatistics = bare !== null && own !== null && !differs(bare, own, name);
  const plans = `${there.called}: ${was.join('; ')}. ${here.called}: ${is.join('; ')}.`;
  const data = { engines: [there.called, here.called], plans: [was, is] };
  if (byStatistics) {
    return {
      severity: 'note',
      object: `query ${name}`,
      message: `query ${name} is planned otherwise on ${here.called} than on ${there.called}, by the statistics that ANALYZE gathered`,
      why: `${plans} Without statistics both plan it alike: one of them is built with STAT4, which knows how often the commonest values occur, and the other knows averages alone.`,
      fix: 'Judge this plan on the engine that production runs.',
      data,
    };
  }
  return {
    severity: 'error',
    object: `query ${name}`,
    message: `query ${name} is planned otherwise on ${here.called} than on ${there.called}`,
    why: `${plans} What was measured on one of them says nothing about the other.`,
    fix: 'Make one index clearly the best: the columns compared with constants first, then those of ORDER BY; write the condition of a partial index as literals. INDEXED BY settles it where nothing else does.',
    data,
  };
}

function refusedFinding(name: string, by: string, other: string, message: string): Unplaced {
  return {
    severity: 'error',
    object: `query ${name}`,
    message: `${other} runs query ${name}, ${by} refuses it${message === '' ? '' : `: ${message}`}`,
    why: 'The application asks it on whatever engine it meets.',
    fix: 'Write the query with what both engines have.',
    data: { refusedBy: by, acceptedBy: other },
  };
}
