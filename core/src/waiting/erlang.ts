/**
 * Erlang's formulas: how likely a call is lost or delayed, how long it waits, how busy the agents are.
 * B and C in the usual recursion (A. K. Erlang, 1917); formulas as in Koole, Call Center Optimization, 2013.
 */

/** A queue with patient customers. Any unit of time that is the same in all fields; here milliseconds. */
export interface DelaySystem {
  readonly arrivalRatePerMs: number;
  readonly meanHandleMs: number;
  readonly agentCount: number;
}

/** The steady state of a queue with patient customers (Erlang C). */
export interface DelayMeasures {
  /** Probability that an arrival has to wait. */
  readonly delayRatio: number;
  /** Average speed of answer: mean wait over all calls, the undelayed included. */
  readonly meanWaitMs: number;
  /** Share of calls answered within the target. */
  readonly serviceLevelRatio: number;
  readonly occupancyRatio: number;
  /** Mean number waiting. */
  readonly meanQueueLength: number;
}

/**
 * Erlang B: the share of calls lost when `offeredErlangs` of traffic meet `agentCount` lines and nobody waits.
 * @throws RangeError for negative traffic or a count that is not a whole number of 0 or more.
 */
export function erlangB(offeredErlangs: number, agentCount: number): number {
  requireTraffic(offeredErlangs, agentCount);
  let lost = 1;
  for (let n = 1; n <= agentCount; n += 1) lost = (offeredErlangs * lost) / (n + offeredErlangs * lost);
  return lost;
}

/**
 * Erlang C: the probability of having to wait. 1 when the traffic is as much as the agents can do or more.
 * @throws RangeError as erlangB.
 */
export function erlangC(offeredErlangs: number, agentCount: number): number {
  const lost = erlangB(offeredErlangs, agentCount);
  if (offeredErlangs >= agentCount) return 1;
  return (agentCount * lost) / (agentCount - offeredErlangs * (1 - lost));
}

/**
 * Waits, service level and occupancy of Erlang C; null when the queue would grow without end.
 * @throws RangeError as erlangB.
 */
export function erlangCMeasures(system: DelaySystem, targetMs: number): DelayMeasures | null {
  const { arrivalRatePerMs, meanHandleMs, agentCount } = system;
  const offeredErlangs = arrivalRatePerMs * meanHandleMs;
  const delayRatio = erlangC(offeredErlangs, agentCount);
  const freeErlangs = agentCount - offeredErlangs;
  if (freeErlangs <= 0) return null;
  const meanWaitMs = (delayRatio * meanHandleMs) / freeErlangs;
  return {
    delayRatio,
    meanWaitMs,
    serviceLevelRatio: 1 - delayRatio * Math.exp((-freeErlangs * targetMs) / meanHandleMs),
    occupancyRatio: offeredErlangs / agentCount,
    meanQueueLength: arrivalRatePerMs * meanWaitMs,
  };
}

function requireTraffic(offeredErlangs: number, agentCount: number): void {
  if (!(offeredErlangs >= 0) || offeredErlangs === Infinity)
    throw new RangeError('traffic must be a number of 0 or more');
  if (!Number.isInteger(agentCount) || agentCount < 0)
    throw new RangeError('agents must be a whole number of 0 or more');
}
