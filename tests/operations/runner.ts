/**
 * A process that applies steps to a database, or takes them back, and ends by SIGKILL where it is told to:
 * node runner.ts DATABASE apply|rollback|cycle twoSteps|manyRows POINT
 * where POINT counts the moments of all runs from 1; 0 is none. `cycle` goes up and down until it is killed from outside.
 */
import { writeSync } from 'node:fs';
import type { UserError } from '../../harness/model/errors.ts';
import { applyAll } from '../../harness/operations/applyAll.ts';
import type { StepResult } from '../../harness/operations/describeSteps.ts';
import { takeBackAll } from '../../harness/operations/takeBackAll.ts';
import { contextOf } from './context.ts';
import * as ladders from './steps.ts';

const [database = '', command, ladder, stop] = process.argv.slice(2);
const steps = ladder === 'manyRows' ? ladders.manyRows : ladders.twoSteps;
let reached = 0;
const context = contextOf(database, steps, {
  onPoint() {
    reached += 1;
    if (reached === Number(stop)) process.kill(process.pid, 'SIGKILL');
  },
});
const results = new Map<string, StepResult>();
const up = (): Promise<UserError | null> => applyAll(steps, [], context, results);
const down = (): Promise<UserError | null> => takeBackAll(steps.toReversed(), [], 'rolled-back', context, results);

const failures: (UserError | null)[] = [];
if (command === 'apply') failures.push(await up());
if (command === 'rollback') failures.push(await down());
if (command === 'cycle') {
  writeSync(1, 'begun\n');
  for (;;) failures.push(await up(), await down());
}
const actions = [...results].map(([id, { action }]) => `${id} ${action}`);
writeSync(1, JSON.stringify({ reached, actions, failures: failures.map((failure) => failure?.code ?? null) }));
