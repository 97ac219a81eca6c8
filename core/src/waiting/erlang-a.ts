import { erlangB } from './erlang.ts';

/** A queue whose waiting customers give up: M/M/N+M, "Erlang A". */
export interface ImpatientSystem {
  readonly arrivalRatePerMs: number;
  /** Completions of one busy agent a millisecond: 1 over the mean handle time. */
  readonly serviceRatePerMs: number;
  /** Customers giving up a millisecond for each one waiting: 1 over the mean patience. Above 0. */
  readonly abandonRatePerMs: number;
  readonly agentCount: number;
}

/** The steady state of Erlang A. */
export interface ImpatientMeasures {
  /** Probability that an arrival finds every agent busy. */
  readonly delayRatio: number;
  /** Share of arrivals who give up while waiting. */
  readonly abandonedInQueueRatio: number;
  /** Mean wait over all arrivals, served or not. */
  readonly meanWaitMs: number;
  /** Mean number waiting. */
  readonly meanQueueLength: number;
  readonly occupancyRatio: number;
  /** Share of all arrivals who are served and waited no longer than the target. */
  readonly servedWithinTargetRatio: number;
}

const NEGLIGIBLE = 1e-18;
const RESCALE_ABOVE = 1e200;
const EXPONENT_DROP = 45;
const MAX_PANELS = 4096;

/** Gauss-Legendre nodes and weights of order 16 on -1..1, positive half (Abramowitz and Stegun table 25.4). */
const GAUSS: readonly (readonly [node: number, weight: number])[] = [
  [0.09501250983763744, 0.1894506104550685],
  [0.2816035507792589, 0.18260341504492358],
  [0.45801677765722737, 0.16915651939500254],
  [0.6178762444026438, 0.14959598881657674],
  [0.755404408355003, 0.12462897125553388],
  [0.8656312023878318, 0.09515851168249279],
  [0.9445750230732326, 0.062253523938647894],
  [0.9894009349916499, 0.027152459411754096],
];

/**
 * Erlang A's steady state by its birth-death chain, and the service level by the integral of Mandelbaum and Zeltyn (2007)
 * for exponential patience. Works up to thousands of agents and far into overload; the cost grows with the agents plus the
 * typical queue. With abandonRatePerMs near 0 use Erlang C.
 * @throws RangeError for a rate that is not above 0 or a count that is not a whole number of 1 or more.
 */
export function erlangA(system: ImpatientSystem, targetMs: number): ImpatientMeasures {
  requireSystem(system);
  const { arrivalRatePerMs, serviceRatePerMs, abandonRatePerMs, agentCount } = system;
  const busy = statesWithAllBusy(system);
  const meanQueueLength = busy.meanWaiting * busy.delayRatio;
  const abandonedInQueueRatio = (abandonRatePerMs * meanQueueLength) / arrivalRatePerMs;
  return {
    delayRatio: busy.delayRatio,
    abandonedInQueueRatio,
    meanWaitMs: meanQueueLength / arrivalRatePerMs,
    meanQueueLength,
    occupancyRatio: (arrivalRatePerMs * (1 - abandonedInQueueRatio)) / (agentCount * serviceRatePerMs),
    servedWithinTargetRatio: busy.notDelayedRatio + servedAfterWaiting(system, targetMs, busy.logOneBelow),
  };
}

/** Probabilities of the states in which every agent is busy, together and of the last state below them. */
interface BusyStates {
  readonly delayRatio: number;
  /** 1 - delayRatio, without the cancellation. */
  readonly notDelayedRatio: number;
  /** Mean number waiting given that all are busy. */
  readonly meanWaiting: number;
  /** ln of the probability of exactly agentCount - 1 customers. */
  readonly logOneBelow: number;
}

/**
 * Everything relative to the state with agentCount customers. The states below it sum up to that of one customer less over
 * its Erlang B. The states above are added up outwards, all sums scaled down together when they grow beyond what a number holds.
 */
function statesWithAllBusy(system: ImpatientSystem): BusyStates {
  const { arrivalRatePerMs, serviceRatePerMs, abandonRatePerMs, agentCount } = system;
  const offeredErlangs = arrivalRatePerMs / serviceRatePerMs;
  const oneBelow = agentCount / offeredErlangs;
  let logOneBelow = Math.log(oneBelow);
  let below = oneBelow / erlangB(offeredErlangs, agentCount - 1);
  let term = 1;
  let sum = 1;
  let weighted = 0;
  for (let k = 1; term > sum * NEGLIGIBLE; k += 1) {
    term *= arrivalRatePerMs / (agentCount * serviceRatePerMs + k * abandonRatePerMs);
    sum += term;
    weighted += k * term;
    if (sum > RESCALE_ABOVE) {
      term /= RESCALE_ABOVE;
      sum /= RESCALE_ABOVE;
      weighted /= RESCALE_ABOVE;
      below /= RESCALE_ABOVE;
      logOneBelow -= Math.log(RESCALE_ABOVE);
    }
  }
  const total = below + sum;
  return {
    delayRatio: sum / total,
    // In this form also right where Erlang B is too small for a number and `below` is infinite.
    notDelayedRatio: 1 / (1 + sum / below),
    meanWaiting: weighted / sum,
    logOneBelow: logOneBelow - Math.log(total),
  };
}

/**
 * The share of arrivals served after a wait of more than 0 and at most the target: the integral over 0..target of
 * lambda e^(lambda H(x) - N mu x) (1 - G(x)) times the probability of agentCount - 1 customers.
 */
function servedAfterWaiting(system: ImpatientSystem, targetMs: number, logOneBelow: number): number {
  if (targetMs <= 0) return 0;
  const { arrivalRatePerMs, serviceRatePerMs, abandonRatePerMs, agentCount } = system;
  const exitRatePerMs = agentCount * serviceRatePerMs + abandonRatePerMs;
  const exponent = (x: number): number =>
    (-arrivalRatePerMs * Math.expm1(-abandonRatePerMs * x)) / abandonRatePerMs - exitRatePerMs * x + logOneBelow;
  const modeMs = Math.max(0, Math.log(arrivalRatePerMs / exitRatePerMs) / abandonRatePerMs);
  const endMs = effectiveEnd(exponent, Math.min(modeMs, targetMs), targetMs);
  const steepest = Math.max(
    Math.abs(arrivalRatePerMs - exitRatePerMs),
    Math.abs(arrivalRatePerMs * Math.exp(-abandonRatePerMs * endMs) - exitRatePerMs),
  );
  const spread = steepest / 4 + Math.sqrt(arrivalRatePerMs * abandonRatePerMs) / 2;
  const panelCount = Math.min(MAX_PANELS, Math.ceil(endMs * spread) + 1);
  return arrivalRatePerMs * integrateExponential(exponent, endMs, panelCount);
}

/** Where the concave exponent has fallen so far below its height at the mode that the rest adds nothing. */
function effectiveEnd(exponent: (x: number) => number, modeMs: number, targetMs: number): number {
  const floor = exponent(modeMs) - EXPONENT_DROP;
  if (exponent(targetMs) >= floor) return targetMs;
  let low = modeMs;
  let high = targetMs;
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (exponent(middle) >= floor) low = middle;
    else high = middle;
  }
  return high;
}

function integrateExponential(exponent: (x: number) => number, end: number, panelCount: number): number {
  const half = end / panelCount / 2;
  let sum = 0;
  for (let panel = 0; panel < panelCount; panel += 1) {
    const centre = (2 * panel + 1) * half;
    for (const [node, weight] of GAUSS) {
      sum += weight * (Math.exp(exponent(centre - half * node)) + Math.exp(exponent(centre + half * node)));
    }
  }
  return sum * half;
}

function requireSystem(system: ImpatientSystem): void {
  const rates = [system.arrivalRatePerMs, system.serviceRatePerMs, system.abandonRatePerMs];
  if (!rates.every((rate) => rate > 0 && rate < Infinity)) throw new RangeError('rates must be above 0');
  if (!Number.isInteger(system.agentCount) || system.agentCount < 1) throw new RangeError('agents must be 1 or more');
}
