import { differenceText } from '../../mutation/differenceText.ts';
import type { Kill } from '../../mutation/kill.ts';
import { type JudgedMutant, judgeMutants } from '../../mutation/mutateSchema.ts';
import { type JudgedStepMutant, mutateSteps } from '../../mutation/steps/mutateSteps.ts';
import type { Judged, OnJudged, Part } from './judged.ts';
import type { Subject } from './subject.ts';

/** Judges a share of the mutants. */
export async function judgePart(subject: Subject, part: Part, onJudged: OnJudged): Promise<readonly Judged[]> {
  const told: OnJudged = (done, of) => {
    subject.watch.name(`${part.half} mutant ${part.index + done * part.of + 1}`);
    onJudged(done, of);
  };
  try {
    return await (part.half === 'schema' ? schemaPart(subject, part, told) : stepsPart(subject, part, told));
  } finally {
    subject.watch.name('');
  }
}

async function schemaPart({ bench, selectsMutant }: Subject, part: Part, onJudged: OnJudged) {
  const mutants = await judgeMutants(await bench(), { selects: selectsMutant, part, onJudged });
  return mutants.map(judgedSchemaMutant);
}

function judgedSchemaMutant({ mutant, judgement }: JudgedMutant): Judged {
  const { operator, object, what, changed, texts } = mutant;
  const named = { operator, object, step: null, what, sql: differenceText(changed[0]?.sql ?? '', texts[0] ?? null) };
  switch (judgement.verdict) {
    case 'killed':
      return { ...named, verdict: 'killed', by: classOf(judgement.kill), why: judgement.kill.mutant };
    case 'survived':
      return { ...named, verdict: 'survived', by: null, why: UNNOTICED };
    default: {
      const verdict = judgement.verdict === 'stillborn' ? 'stillborn' : 'equivalent';
      return { ...named, verdict, by: null, why: judgement.why };
    }
  }
}

const UNNOTICED =
  'No row, plan, cascade, view or trigger that the checks try is treated otherwise, and no rule proves the two alike.';

/** Rows and values are data; whatever else the question was, it is a class of its own. */
function classOf({ by }: Kill): string {
  if (by === 'row' || by === 'value' || by === 'default' || by === 'comparison') return 'data';
  return by === 'view' || by === 'trigger' ? 'view-trigger' : by;
}

async function stepsPart({ folder, open, checks, selectsStep }: Subject, part: Part, onJudged: OnJudged) {
  const { ladder, config, rows, seed } = folder;
  const { migrations } = ladder;
  const judged = await mutateSteps({
    migrations,
    open,
    checks,
    config,
    rows,
    seed,
    selects: selectsStep,
    part,
    onJudged,
  });
  return judged.map(judgedStepMutant);
}

function judgedStepMutant({ mutant, judgement }: JudgedStepMutant): Judged {
  const { operator, object, step, script, what, sql } = mutant;
  const named = { operator, object, step, what: script === 'rollback' ? `${what}, in the rollback` : what, sql };
  if (judgement.verdict !== 'killed') return { ...named, verdict: judgement.verdict, by: null, why: judgement.why };
  const verdict = judgement.how === 'apply-error' ? 'apply-error' : 'killed';
  return { ...named, verdict, by: judgement.by, why: judgement.message };
}
