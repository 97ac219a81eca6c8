import { MutationDoesNotFitError, type Mutation } from './mutation.ts';
import { runRelatedTests, usualTests } from './related-tests.ts';
import { hasSimulator, runSimulation, type Seeds } from './simulation.ts';
import type { Verdict } from './verdict.ts';
import type { WorkingCopy } from './working-copy.ts';

/** What came of one mutation, and how long it took to find out. */
export interface Result {
  readonly mutation: Mutation;
  readonly verdict: Verdict;
  readonly tookMs: number;
}

/** Whom to ask: the simulator with these seeds (none: not at all), then the tests or not. */
export interface Question extends Seeds {
  readonly areTestsAsked: boolean;
}

/** Takes one guard out of a copy, asks the simulator and then the tests, and puts the guard back. */
export async function judge(copy: WorkingCopy, mutation: Mutation, question: Question): Promise<Result> {
  const startedAtMs = performance.now();
  try {
    copy.mutate(mutation);
    const seedCount = mutation.isOutsideSimulation === true ? 0 : question.seedCount;
    const verdict = await ask(copy.root, mutation.tests ?? usualTests, { ...question, seedCount });
    return { mutation, verdict: verdict ?? { kind: 'survived' }, tookMs: performance.now() - startedAtMs };
  } catch (error) {
    if (!(error instanceof MutationDoesNotFitError)) throw error;
    return { mutation, verdict: { kind: 'does_not_fit', problem: error.message }, tookMs: 0 };
  } finally {
    copy.restore();
  }
}

/** What notices in a copy as it stands, or null. Asked without a mutation it must be null, or nothing below means anything. */
export async function ask(root: string, tests: readonly string[], question: Question): Promise<Verdict | null> {
  const isSimulated = question.seedCount > 0 && hasSimulator(root);
  const bySimulator = isSimulated ? await runSimulation(root, question) : null;
  if (bySimulator !== null || !question.areTestsAsked) return bySimulator;
  return runRelatedTests(root, tests);
}
