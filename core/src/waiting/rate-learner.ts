import type { Pace } from '../pacing/pace.ts';
import type { Instant } from '../time.ts';

/**
 * What a queue learns about itself: how long an agent is occupied with an item, how fast waiting callers give up, and when
 * service last began. Plain values and pure functions, so that a replay learns the same.
 *
 * Observations lose weight with age: half of it in each half-life. An observation that comes late counts as its age says,
 * so the order of arrival does not matter.
 */

/** How long a queue remembers, and what it believes before it has seen anything. */
export interface RateSettings {
  readonly handleHalfLifeMs: number;
  readonly patienceHalfLifeMs: number;
  /** What the administrator expects of handle times, worth this many observations; null for no opinion. */
  readonly handlePrior: { readonly expectedHandleMs: number; readonly weightCount: number } | null;
  /** A gamma prior on the rate of giving up: as if so many had given up in so much waiting. Both above 0. */
  readonly patiencePrior: { readonly abandonedCount: number; readonly waitedMs: number };
}

/**
 * An hour for handle times, which change with the hour's work; four for patience, which changes slowly and shows rarely.
 * The patience prior is one caller giving up in 360 s of waiting: of the order of the mean patience of 400 s in the virtual
 * queue example of ContactCenters and of 321 s measured in the Anonymous Bank data of February 1999. It is worth a single
 * event, so a few minutes of a busy queue outweigh it.
 */
export const DEFAULT_RATE_SETTINGS: RateSettings = {
  handleHalfLifeMs: 3_600_000,
  patienceHalfLifeMs: 14_400_000,
  handlePrior: null,
  patiencePrior: { abandonedCount: 1, waitedMs: 360_000 },
};

/** A customer's service began at `at` after waiting `waitedMs`. */
export interface ServiceStart {
  readonly at: Instant;
  readonly waitedMs: number;
}

/** Sums whose parts fade; their weights are those of `at`, the latest observation. */
interface FadingRatio {
  readonly at: Instant | null;
  readonly weightCount: number;
  readonly totalMs: number;
}

/** All that one queue has learned; safe to store as JSON. */
export interface LearnedRates {
  readonly settings: RateSettings;
  readonly handle: FadingRatio;
  /** weightCount: those who gave up; totalMs: all waiting of live callers, whatever its end. */
  readonly patience: FadingRatio;
  /** How many handle times were ever observed, without fading. */
  readonly handleObservedCount: number;
  /** The latest service starts, the newest last; at most LAST_STARTS_KEPT. */
  readonly lastServiceStarts: readonly ServiceStart[];
  /** What its services have learned of dialling customers before an agent is free, by service (D4). */
  readonly paces: Readonly<Record<string, Pace>>;
}

/** What a queue's observations are worth at one time: what estimators compute with. */
export interface CurrentRates {
  /** Mean time an agent is occupied with an item; null while nothing is known. */
  readonly meanHandleMs: number | null;
  /** How many observations the mean is worth at this time, the prior included. */
  readonly handleWeightCount: number;
  /** Callers giving up a millisecond, for each live caller waiting. */
  readonly abandonRatePerMs: number;
  readonly lastServiceStarts: readonly ServiceStart[];
}

/** How a live caller left the line: to an agent, by hanging up, or by taking the callback that was held out. */
export type LeftBy = 'served' | 'abandonedInQueue' | 'tookCallback';

/** How many service starts are kept. */
export const LAST_STARTS_KEPT = 20;

const NOTHING: FadingRatio = { at: null, weightCount: 0, totalMs: 0 };

/**
 * The state of a queue that has seen nothing yet.
 * @throws RangeError for half-lives or priors that are not above 0.
 */
export function newLearnedRates(settings: RateSettings = DEFAULT_RATE_SETTINGS): LearnedRates {
  const { handleHalfLifeMs, patienceHalfLifeMs, handlePrior, patiencePrior } = settings;
  const positives = [handleHalfLifeMs, patienceHalfLifeMs, patiencePrior.abandonedCount, patiencePrior.waitedMs];
  if (handlePrior !== null) positives.push(handlePrior.expectedHandleMs, handlePrior.weightCount);
  if (!positives.every((value) => value > 0 && value < Infinity)) {
    throw new RangeError('rate settings: half-lives and priors must be above 0');
  }
  return { settings, handle: NOTHING, patience: NOTHING, handleObservedCount: 0, lastServiceStarts: [], paces: {} };
}

/** The same observations under other settings, for when the configuration changes. @throws RangeError as newLearnedRates. */
export function withRateSettings(state: LearnedRates, settings: RateSettings): LearnedRates {
  return { ...state, settings: newLearnedRates(settings).settings };
}

/**
 * An agent was occupied with an item, live or callback, for `handleMs`, until `at`. Talk, hold and wrap-up, and for
 * callbacks the dialling if the agent was reserved during it.
 * @throws RangeError for a negative time.
 */
export function observeService(
  state: LearnedRates,
  service: { readonly handleMs: number; readonly at: Instant },
): LearnedRates {
  requireTimes(service.handleMs, service.at);
  const handle = observed(state.handle, state.settings.handleHalfLifeMs, service.at, 1, service.handleMs);
  return { ...state, handle, handleObservedCount: state.handleObservedCount + 1 };
}

/**
 * A live caller left the line at `at` after waiting `waitedMs`. Callbacks do not lose patience and are not reported here;
 * their service starts are, by observeServiceStart.
 * @throws RangeError for a negative time.
 */
export function observeLeft(
  state: LearnedRates,
  leaving: { readonly waitedMs: number; readonly left: LeftBy; readonly at: Instant },
): LearnedRates {
  const { waitedMs, left, at } = leaving;
  requireTimes(waitedMs, at);
  const abandonedInQueue = left === 'abandonedInQueue' ? 1 : 0;
  const patience = observed(state.patience, state.settings.patienceHalfLifeMs, at, abandonedInQueue, waitedMs);
  const next = { ...state, patience };
  return left === 'served' ? observeServiceStart(next, { at, waitedMs }) : next;
}

/**
 * Service of anyone, live or callback, began. observeLeft does this for live callers.
 * @throws RangeError for a negative time.
 */
export function observeServiceStart(state: LearnedRates, start: ServiceStart): LearnedRates {
  requireTimes(start.waitedMs, start.at);
  const starts = [...state.lastServiceStarts, { at: start.at, waitedMs: start.waitedMs }];
  const newest = state.lastServiceStarts.at(-1);
  if (newest !== undefined && newest.at > start.at) starts.sort((a, b) => a.at - b.at);
  return { ...state, lastServiceStarts: starts.slice(-LAST_STARTS_KEPT) };
}

/** What the state is worth at `now`: observations faded to that time, priors in full. */
export function currentRates(state: LearnedRates, now: Instant): CurrentRates {
  const { handleHalfLifeMs, patienceHalfLifeMs, handlePrior, patiencePrior } = state.settings;
  const handleFade = fadeUntil(state.handle, handleHalfLifeMs, now);
  const patienceFade = fadeUntil(state.patience, patienceHalfLifeMs, now);
  const seenWeight = state.handle.weightCount * handleFade;
  const priorWeight = handlePrior?.weightCount ?? 0;
  const priorTotalMs = priorWeight * (handlePrior?.expectedHandleMs ?? 0);
  // Without a prior the mean does not depend on how much has faded, and must not be lost when all has.
  const meanHandleMs =
    priorWeight > 0
      ? (state.handle.totalMs * handleFade + priorTotalMs) / (seenWeight + priorWeight)
      : meanOf(state.handle);
  return {
    meanHandleMs,
    handleWeightCount: seenWeight + priorWeight,
    abandonRatePerMs:
      (state.patience.weightCount * patienceFade + patiencePrior.abandonedCount) /
      (state.patience.totalMs * patienceFade + patiencePrior.waitedMs),
    lastServiceStarts: state.lastServiceStarts,
  };
}

function meanOf(ratio: FadingRatio): number | null {
  return ratio.weightCount > 0 ? ratio.totalMs / ratio.weightCount : null;
}

/** What sums of an earlier time are worth at `at`: half for each half-life that has passed. */
export function fadeUntil(sums: { readonly at: Instant | null }, halfLifeMs: number, at: Instant): number {
  return sums.at === null ? 1 : 2 ** (-Math.max(0, at - sums.at) / halfLifeMs);
}

function observed(ratio: FadingRatio, halfLifeMs: number, at: Instant, count: number, ms: number): FadingRatio {
  const latestAt = ratio.at === null ? at : Math.max(ratio.at, at);
  const oldFade = fadeUntil(ratio, halfLifeMs, latestAt);
  const newFade = 2 ** (-(latestAt - at) / halfLifeMs);
  return {
    at: latestAt,
    weightCount: ratio.weightCount * oldFade + count * newFade,
    totalMs: ratio.totalMs * oldFade + ms * newFade,
  };
}

function requireTimes(durationMs: number, at: Instant): void {
  if (!(durationMs >= 0) || !Number.isFinite(durationMs) || !Number.isFinite(at)) {
    throw new RangeError('rate learner: durations must be 0 or more, times finite');
  }
}
