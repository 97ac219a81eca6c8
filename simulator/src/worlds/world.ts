import type { Comparison } from './comparison.ts';

/** What a world is run with. */
export interface WorldRun {
  readonly seed: number;
  /** Calls counted, or so many days as make about this many calls. */
  readonly callCount: number;
}

/** What came out of a world. */
export interface WorldResult {
  readonly comparisons: readonly Comparison[];
  /** Served out of turn, which must not happen (invariant I6). */
  readonly overtakeCount: number;
  /** Served by somebody without the skill (invariant I5). */
  readonly misrouteCount: number;
  readonly callCount: number;
  readonly commandCount: number;
}

/** A world by name. */
export interface World {
  readonly name: string;
  run(run: WorldRun): WorldResult;
}
