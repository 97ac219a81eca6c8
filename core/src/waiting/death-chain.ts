import { gammaQuantile } from './gamma-distribution.ts';

/**
 * The time until `exitCount` customers in a row have left a line, when i of them still waiting leave at the rate
 * firstRate + i * step: agents finish at firstRate, and each of the i gives up at `step`. The sum of exponential times
 * with the rates of i = exitCount - 1 down to 0: the potential wait behind exitCount - 1 customers in an Erlang A queue
 * (the estimator QLm of Ibrahim and Whitt, Management Science 55(10), 2009).
 */
export interface DeathChain {
  /** How many must leave: those ahead and the one whose service start ends the wait. At least 1. */
  readonly exitCount: number;
  /** Service completions a millisecond, all agents together. Above 0. */
  readonly firstRatePerMs: number;
  /** Customers who give up a millisecond, for each one waiting. 0 or more. */
  readonly stepPerMs: number;
}

/** The first three cumulants of a wait. */
export interface WaitMoments {
  readonly meanMs: number;
  /** In square milliseconds. */
  readonly varianceMs2: number;
  /** The third central moment, in cubic milliseconds. */
  readonly thirdCentralMs3: number;
}

const SUM_DIRECTLY_UP_TO = 12;
const ASYMPTOTIC_FROM = 15;

/**
 * Mean, variance and third central moment of the chain's time, in time that does not depend on its length: with
 * a = firstRate / step and m = exitCount they are psi(a+m) - psi(a) over step, psi'(a) - psi'(a+m) over step squared and
 * psi''(a+m) - psi''(a) over step cubed. Relative error below 1e-11, also for steps that are all but 0.
 */
export function chainMoments(chain: DeathChain): WaitMoments {
  const { exitCount, firstRatePerMs, stepPerMs } = chain;
  if (exitCount <= SUM_DIRECTLY_UP_TO) return momentsBySum(firstRatePerMs, stepPerMs, exitCount);
  const rateRatio = firstRatePerMs / stepPerMs;
  if (!Number.isFinite(rateRatio) || rateRatio > 1e12 * exitCount)
    return momentsOfEqualRates(firstRatePerMs, exitCount);
  const unit = polygammaDifferences(rateRatio, exitCount);
  return scaled(unit, 1 / stepPerMs);
}

function momentsBySum(firstRatePerMs: number, stepPerMs: number, exitCount: number): WaitMoments {
  let meanMs = 0;
  let varianceMs2 = 0;
  let halfThird = 0;
  for (let i = 0; i < exitCount; i += 1) {
    const timeMs = 1 / (firstRatePerMs + i * stepPerMs);
    meanMs += timeMs;
    varianceMs2 += timeMs * timeMs;
    halfThird += timeMs * timeMs * timeMs;
  }
  return { meanMs, varianceMs2, thirdCentralMs3: 2 * halfThird };
}

function momentsOfEqualRates(ratePerMs: number, exitCount: number): WaitMoments {
  const timeMs = 1 / ratePerMs;
  return {
    meanMs: exitCount * timeMs,
    varianceMs2: exitCount * timeMs ** 2,
    thirdCentralMs3: 2 * exitCount * timeMs ** 3,
  };
}

function scaled(moments: WaitMoments, unitMs: number): WaitMoments {
  return {
    meanMs: moments.meanMs * unitMs,
    varianceMs2: moments.varianceMs2 * unitMs ** 2,
    thirdCentralMs3: moments.thirdCentralMs3 * unitMs ** 3,
  };
}

/**
 * psi(a+m) - psi(a) and its companions of the next two orders: sums of 1/(a+i), 1/(a+i)^2 and 2/(a+i)^3 over i < m.
 * The first terms are added one by one until a is large; the rest by the asymptotic series (Abramowitz and Stegun 6.3.18,
 * 6.4.12, 6.4.13) term by term as differences, because the difference of two finished series would cancel.
 */
function polygammaDifferences(a: number, m: number): WaitMoments {
  const headCount = Math.min(m, Math.max(0, Math.ceil(ASYMPTOTIC_FROM - a)));
  const head = momentsBySum(a, 1, headCount);
  if (headCount === m) return head;
  const from = a + headCount;
  const rest = m - headCount;
  const u = 1 / from;
  const v = 1 / (from + rest);
  // powers[k] = u^k - v^k, the first without cancellation and each next one from it.
  const d1 = rest * u * v;
  const d2 = d1 * (u + v);
  const d3 = d1 * (u * u + u * v + v * v);
  const d4 = d2 * (u * u + v * v);
  const d5 = u * d4 + v ** 4 * d1;
  const d6 = d3 * (u ** 3 + v ** 3);
  const d7 = u * d6 + v ** 6 * d1;
  const d8 = d4 * (u ** 4 + v ** 4);
  const d9 = u * d8 + v ** 8 * d1;
  const d10 = d5 * (u ** 5 + v ** 5);
  return {
    meanMs: head.meanMs + Math.log1p(rest * u) + d1 / 2 + d2 / 12 - d4 / 120 + d6 / 252 - d8 / 240,
    varianceMs2: head.varianceMs2 + d1 + d2 / 2 + d3 / 6 - d5 / 30 + d7 / 42 - d9 / 30,
    thirdCentralMs3: head.thirdCentralMs3 + d2 + d3 + d4 / 2 - d6 / 6 + d8 / 6 - (3 * d10) / 10,
  };
}

/**
 * The wait that is not exceeded with this probability (0 to 1, both excluded), from the shifted gamma distribution with the
 * chain's three moments. Exact for one exit (exponential) and without giving up (Erlang). In between, the largest relative
 * error of the 10, 50, 90 and 95 % quantiles against the exact distribution, over lines of 1 to 1,000, is 2.9 % where
 * firstRate / step = 1, 1.2 % at 2, 0.3 % at 5, 0.08 % at 10 and below 0.01 % from 50. (A gamma distribution with two
 * moments: 6.3, 2.6, 0.7, 0.3 and 0.07 %.)
 */
export function chainQuantile(moments: WaitMoments, probabilityRatio: number): number {
  const { meanMs, varianceMs2, thirdCentralMs3 } = moments;
  const scaleMs = thirdCentralMs3 / (2 * varianceMs2);
  const shape = varianceMs2 / scaleMs ** 2;
  return meanMs + scaleMs * (gammaQuantile(shape, probabilityRatio) - shape);
}
