import type { Instant } from '../time.ts';
import { chainMoments, chainQuantile } from './death-chain.ts';
import { currentRates } from './rate-learner.ts';
import type { LearnedRates } from './rate-learner.ts';

/** How long will a customer wait who stands behind these? */
export interface WaitQuestion {
  /** Live callers in front, who may give up. */
  readonly aheadLive: number;
  /** Callbacks in front, who wait at home and do not. */
  readonly aheadCallbacks: number;
  /** Agents who serve this line; a fraction where an agent is shared with other lines. */
  readonly serversEffective: number;
  /** Those of them who are free now and could take an item of this line. */
  readonly serversIdle: number;
  readonly learned: LearnedRates;
  readonly now: Instant;
}

/** A range that holds the wait with the probability confidenceRatio, and the one number to say if one is wanted. */
export interface WaitEstimate {
  readonly lowMs: number;
  readonly likelyMs: number;
  readonly highMs: number;
  readonly confidenceRatio: number;
  /** The name of the estimator that answered. */
  readonly estimator: string;
}

/** The seam between the line and whoever predicts it. */
export interface WaitEstimator {
  readonly name: string;
  /** The estimate, or null where nothing honest can be said. */
  estimate(question: WaitQuestion): WaitEstimate | null;
}

const NAME = 'queueLengthMarkov';
const TAIL_RATIO = 0.1;
const CONFIDENCE_RATIO = 1 - 2 * TAIL_RATIO;
const NO_WAIT: WaitEstimate = { lowMs: 0, likelyMs: 0, highMs: 0, confidenceRatio: CONFIDENCE_RATIO, estimator: NAME };

/**
 * The estimator QLm of Ibrahim and Whitt (Management Science 55(10), 2009), exact for exponential handle times and patience:
 * the sum over i = 0..n of 1 / (s mu + i theta). Callbacks in front do not give up, so theta is the callers' own rate times
 * the share of live callers in front. Idle agents take the first in line at once.
 *
 * `likelyMs` is the mean, the number with the least squared error. `lowMs` and `highMs` are the 10 % and 90 % quantiles.
 * They hold for the learned rates as they are: doubt about the rates themselves is not in the range.
 * Null while no handle time is known or nobody serves the line. About 0.6 us a call, whatever the length of the line.
 */
export const queueLengthMarkov: WaitEstimator = { name: NAME, estimate: estimateByQueueLength };

function estimateByQueueLength(question: WaitQuestion): WaitEstimate | null {
  requireCounts(question);
  const { aheadLive, aheadCallbacks, serversEffective, serversIdle } = question;
  const ahead = aheadLive + aheadCallbacks;
  if (serversIdle >= ahead + 1) return NO_WAIT;
  const { meanHandleMs, abandonRatePerMs } = currentRates(question.learned, question.now);
  if (meanHandleMs === null || serversEffective === 0) return null;
  if (meanHandleMs === 0) return NO_WAIT;
  const liveShare = ahead === 0 ? 0 : aheadLive / ahead;
  const moments = chainMoments({
    exitCount: ahead + 1 - Math.floor(serversIdle),
    firstRatePerMs: serversEffective / meanHandleMs,
    stepPerMs: abandonRatePerMs * liveShare,
  });
  return {
    lowMs: chainQuantile(moments, TAIL_RATIO),
    likelyMs: moments.meanMs,
    highMs: chainQuantile(moments, 1 - TAIL_RATIO),
    confidenceRatio: CONFIDENCE_RATIO,
    estimator: NAME,
  };
}

function requireCounts(question: WaitQuestion): void {
  const { aheadLive, aheadCallbacks, serversEffective, serversIdle } = question;
  if (!Number.isInteger(aheadLive) || !Number.isInteger(aheadCallbacks) || aheadLive < 0 || aheadCallbacks < 0) {
    throw new RangeError('wait question: those ahead must be whole numbers of 0 or more');
  }
  if (!(serversEffective >= 0) || !(serversIdle >= 0) || serversEffective === Infinity || serversIdle === Infinity) {
    throw new RangeError('wait question: servers must be 0 or more');
  }
}
