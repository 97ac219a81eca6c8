import { addVisits, type Visits } from './coverage.ts';
import type { Profile } from './profiles.ts';
import { World, type WorldResult } from './world.ts';

/** What is to be run of one seed. */
export interface SeedRun {
  readonly seed: number;
  readonly profile: Profile;
  readonly dayCount: number;
  /** Once only: the traces of two runs are not compared. */
  readonly isOnce: boolean;
  /** How many of the last things before a failure are told. */
  readonly storyLength: number;
}

/** One seed: how it went. `failure` names the invariant, the virtual time and the command that repeats it. */
export interface SeedResult {
  readonly seed: number;
  readonly failure: string | null;
  readonly trace: string;
  readonly visits: Visits;
  readonly callCount: number;
  readonly customerCount: number;
  readonly commitCount: number;
}

/**
 * Plays one seed, twice unless told otherwise. The second run is held against the first, which was judged: with the same trace it
 * has the same verdict. Never throws for what the world did.
 */
export async function runSeed(run: SeedRun): Promise<SeedResult> {
  const first = await play(run, true);
  if (first.failure !== null || run.isOnce) return first;
  const second = await play(run, false);
  const total = {
    ...first,
    failure: second.failure,
    callCount: first.callCount + second.callCount,
    commitCount: first.commitCount + second.commitCount,
  };
  if (second.failure !== null || second.trace === first.trace) return total;
  return {
    ...total,
    failure: `[I8] two runs differ: ${first.trace} and ${second.trace}; repeat with: ${commandOf(run)}`,
  };
}

async function play(run: SeedRun, isJudged: boolean): Promise<SeedResult> {
  const world = new World(run.seed, run.profile, run.dayCount, run.storyLength, isJudged);
  try {
    return resultOf(run.seed, await world.run());
  } catch (error) {
    const what = error instanceof Error && error.name === 'BrokenInvariantError' ? error.message : stackOf(error);
    const at = new Date(world.scheduler.now).toISOString();
    const failure = `${what} (seed ${run.seed}, ${at}, event ${world.scheduler.eventCount}); repeat with: ${commandOf(run)}`;
    for (const line of world.story) process.stderr.write(`${line}\n`);
    return { seed: run.seed, failure, trace: '', visits: {}, callCount: 0, customerCount: 0, commitCount: 0 };
  }
}

function resultOf(seed: number, { trace, visits, callCount, customerCount, commitCount }: WorldResult): SeedResult {
  return { seed, failure: null, trace, visits, callCount, customerCount, commitCount };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The command line that plays a seed again. */
export function commandOf({ seed, profile, dayCount }: SeedRun): string {
  return `npm run sim -- --seeds ${seed} --days ${dayCount} --profile ${profile.name} --once`;
}

/** Sums of several seeds. */
export interface Totals {
  seedCount: number;
  callCount: number;
  customerCount: number;
  commitCount: number;
  readonly failures: string[];
  readonly visits: Visits;
}

/** No seed yet. */
export function noTotals(): Totals {
  return { seedCount: 0, callCount: 0, customerCount: 0, commitCount: 0, failures: [], visits: {} };
}

/** Adds one seed. */
export function addResult(totals: Totals, result: SeedResult): void {
  totals.seedCount += 1;
  totals.callCount += result.callCount;
  totals.customerCount += result.customerCount;
  totals.commitCount += result.commitCount;
  if (result.failure !== null) totals.failures.push(result.failure);
  addVisits(totals.visits, result.visits);
}
