import type { LiveCall } from '../calls/live-call.ts';
import type { Center } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { readyCountOf } from '../routing/item-classes.ts';
import type { Instant } from '../time.ts';
import { queueLengthMarkov, type WaitEstimate, type WaitEstimator } from './estimator.ts';
import {
  DEFAULT_RATE_SETTINGS,
  newLearnedRates,
  observeLeft,
  observeService,
  observeServiceStart,
  type LearnedRates,
  type LeftBy,
} from './rate-learner.ts';

/** The estimator whose answers are told. Others can run beside it: they answer the same question. */
const estimator: WaitEstimator = queueLengthMarkov;

/** What an expectation in the configuration is worth, in observed services. */
const EXPECTATION_WEIGHT_COUNT = 5;

/** What a queue has learned so far; made from its configuration when nothing was. */
export function learnedOf(center: Center, queueId: string): LearnedRates {
  const found = center.learned.get(queueId);
  if (found !== undefined) return found;
  const expected = center.queues.get(queueId)?.expectedHandleMs ?? null;
  const handlePrior = expected === null ? null : { expectedHandleMs: expected, weightCount: EXPECTATION_WEIGHT_COUNT };
  const fresh = newLearnedRates({ ...DEFAULT_RATE_SETTINGS, handlePrior });
  center.learned.set(queueId, fresh);
  return fresh;
}

/** How long somebody who asks now would wait (Q9). Null: not known. */
export function estimateForNew(center: Center, serviceId: string, now: Instant): WaitEstimate | null {
  const service = center.service(serviceId);
  const { queueId } = service;
  const ready = readyCountOf(center, { serviceId, queueId, subjectId: null });
  return estimateBehind(center, queueId, center.line(queueId).size, ready, now);
}

/** How long an item that stands in line still has to wait (Q9). Null: not known. */
export function estimateForItem(center: Center, item: WorkItem, now: Instant): WaitEstimate | null {
  return estimateBehind(center, item.queueId, center.line(item.queueId).rank(item), 0, now);
}

function estimateBehind(
  center: Center,
  queueId: string,
  aheadCount: number,
  readyCount: number,
  now: Instant,
): WaitEstimate | null {
  const line = center.line(queueId);
  const aheadLive = line.size === 0 ? 0 : Math.min(aheadCount, Math.round((aheadCount * line.liveCount) / line.size));
  return estimator.estimate({
    aheadLive,
    aheadCallbacks: aheadCount - aheadLive,
    serversEffective: serversEffective(center, queueId),
    serversIdle: readyCount,
    learned: learnedOf(center, queueId),
    now,
  });
}

/** Agents who serve the queue. An agent of several queues counts in full for each, so a shared line looks a little faster than it is. */
function serversEffective(center: Center, queueId: string): number {
  return center.staffedByQueue.get(queueId) ?? 0;
}

/** An agent was occupied with an item of this queue for `handleMs`. */
export function observeHandled(turn: Turn, queueId: string, handleMs: number): void {
  saveLearned(turn, queueId, observeService(learnedOf(turn.center, queueId), { handleMs, at: turn.now }));
}

/** Service of an item began: a live caller's wait is over, a callback's shows how the line moves (Q9). */
export function observeConnected(turn: Turn, item: WorkItem): void {
  if (item.kind === 'live_call') return observeLiveWait(turn, item, 'served');
  const waitedMs = Math.max(0, turn.now - item.arrivalAt);
  saveLearned(
    turn,
    item.queueId,
    observeServiceStart(learnedOf(turn.center, item.queueId), { waitedMs, at: turn.now }),
  );
}

/** A live caller left the line. */
export function observeLiveWait(turn: Turn, call: LiveCall, left: LeftBy): void {
  // Patience counts from the call; the place can be older, when they came back for a callback (P7).
  const sinceAt = left === 'served' ? call.arrivalAt : Math.max(call.arrivalAt, call.createdAt);
  const waitedMs = Math.max(0, turn.now - sinceAt);
  saveLearned(turn, call.queueId, observeLeft(learnedOf(turn.center, call.queueId), { waitedMs, left, at: turn.now }));
}

/** Keeps what a queue has learned. */
export function saveLearned(turn: Turn, queueId: string, learned: LearnedRates): void {
  turn.center.learned.set(queueId, learned);
  turn.center.recorder.row('learned_rates', queueId, { queueId, ...learned });
}
