import type { Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { eligibilitySteps } from '../routing/eligibility.ts';
import { isInLine } from '../routing/matching.ts';
import { entersLineAt } from '../calendar/index.ts';
import type { Instant } from '../time.ts';
import { estimateForNew } from '../waiting/questions.ts';
import type { Callback } from './callback.ts';
import { retryAt } from './attempts.ts';
import { promiseReviewAt, reviewPromise } from './promise.ts';

/** Lets a callback stand in its line, at the place its arrival gives it. */
export function enterLine(turn: Turn, callback: Callback): void {
  turn.move(callback, 'enter_line', 'waiting', null);
  turn.note('callback.queued', callback, { arrivalAt: callback.arrivalAt });
  takeItsPlace(turn, callback);
}

/** Puts an item that is in a state of the line into it, with its priority of now, and plans the next look. */
export function takeItsPlace(turn: Turn, item: WorkItem): void {
  raisePriority(turn, item);
  turn.place(item);
  planReview(turn, item);
}

/**
 * A callback that just came back to `waiting` takes its place; when its customer may not be rung now it waits for the
 * time when they may, because a place in the line of a closed service is a place nobody looks at (invariants I1, I4).
 */
export function standInLine(turn: Turn, callback: Callback): void {
  const at = retryAt(turn, callback, turn.now);
  if (at <= turn.now) takeItsPlace(turn, callback);
  else putOff(turn, callback, at);
}

/** Rests until a time when the customer may be rung; the place is kept (S8). The callback must be out of the line. */
export function putOff(turn: Turn, callback: Callback, at: Instant): void {
  turn.move(callback, 'put_off', 'retry_pending', at);
  turn.note('callback.put_off', callback, { until: at });
  planReview(turn, callback);
}

/** The time a scheduled or put-off callback waited for has come: it enters the line if it may be rung now (I4). */
export function comeDue(turn: Turn, callback: Callback): void {
  const lookAt = callback.state === 'scheduled' ? nextLookAt(turn, callback) : null;
  if (lookAt !== null && lookAt > turn.now) {
    turn.setDue(callback, lookAt);
    return;
  }
  // The lead may begin before the opening or the customer's window; what counts is the promised time itself.
  const isLead = callback.state === 'scheduled';
  const from = isLead ? Math.max(turn.now, callback.scheduledFor ?? turn.now) : turn.now;
  const at = retryAt(turn, callback, from);
  if (at > from) {
    putOff(turn, callback, at);
    return;
  }
  // When we were away as the lead began, nothing of the place is lost: it never counts from after the promised time. Nor is the
  // place of one that stood in the line, was put off, and comes at its time again.
  if (isLead) callback.arrivalAt = Math.min(turn.now, callback.arrivalAt);
  enterLine(turn, callback);
}

/** From this long before its time a scheduled callback is compared with the wait of the moment, milliseconds. */
const LEAD_LOOK_AHEAD_MS = 7_200_000;
/** And again after this long, because waits change, milliseconds. */
const LEAD_LOOK_EVERY_MS = 300_000;

/**
 * When a callback with a time enters the line, or when to ask again: ahead by the lead, or by the wait as it is estimated
 * on the day, not when the time was booked (S7).
 */
export function nextLookAt(turn: Turn, callback: Callback): Instant | null {
  const { scheduledFor } = callback;
  if (scheduledFor === null) return null;
  const { leadMs } = turn.center.service(callback.serviceId);
  const firstLookAt = scheduledFor - Math.max(leadMs, LEAD_LOOK_AHEAD_MS);
  if (turn.now < firstLookAt) return firstLookAt;
  const estimate = estimateForNew(turn.center, callback.serviceId, turn.now);
  const waitMs = estimate === null ? null : Math.ceil(estimate.likelyMs);
  return Math.max(turn.now, Math.min(entersLineAt(scheduledFor, leadMs, waitMs), turn.now + LEAD_LOOK_EVERY_MS));
}

/** Priority grows with waiting, up to a limit; a guarantee puts an item first just in time (Q5). */
export function priorityAt(turn: Turn, item: WorkItem): number {
  const { priority, guaranteeMs } = turn.center.service(item.serviceId);
  const waitedMs = Math.max(0, turn.now - item.arrivalAt);
  if (guaranteeMs !== null && item.kind === 'callback' && waitedMs >= guaranteeMs - GUARANTEE_LEAD_MS)
    return GUARANTEED_PRIORITY;
  const grown = priority.initial + priority.incrementPerMinute * Math.floor(waitedMs / 60_000);
  return Math.max(item.priority, Math.min(priority.limit, grown));
}

/** Line priority of an item whose guarantee is about to run out: before all ordinary ones. */
export const GUARANTEED_PRIORITY = 5_000_000;

/** A guarantee acts this long before it ends: time for an agent to become free and for the dial, milliseconds. */
export const GUARANTEE_LEAD_MS = 60_000;

function raisePriority(turn: Turn, item: WorkItem): void {
  item.priority = priorityAt(turn, item);
}

/** The next time an item deserves a look: eligibility, priority, guarantee, affinity or promise changes by itself. */
export function planReview(turn: Turn, item: WorkItem): void {
  // A look that is due at this very moment is still to come; planning past it would lose what it was for.
  if (item.reviewAt !== null && item.reviewAt <= turn.now) return;
  // What is not in the line has no candidates and no priority to look at; it may still have a promise.
  const times = isInLine(item)
    ? [nextStepAt(turn, item), nextPriorityAt(turn, item), affinityEndsAt(turn, item), askAgainAt(turn, item)]
    : [];
  if (item.kind === 'callback') times.push(item.scheduledFor, promiseReviewAt(item, turn.now));
  const ahead = times.filter((at): at is number => at !== null && at > turn.now);
  turn.setReview(item, ahead.length === 0 ? null : Math.min(...ahead));
}

function nextStepAt(turn: Turn, item: WorkItem): number | null {
  const waitedMs = turn.now - item.arrivalAt;
  const next = eligibilitySteps(turn.center.queue(item.queueId)).find((afterMs) => afterMs > waitedMs);
  return next === undefined ? null : item.arrivalAt + next;
}

function nextPriorityAt(turn: Turn, item: WorkItem): number | null {
  const { priority, guaranteeMs } = turn.center.service(item.serviceId);
  const guaranteedAt =
    guaranteeMs === null || item.kind !== 'callback' ? null : item.arrivalAt + guaranteeMs - GUARANTEE_LEAD_MS;
  const isGrowing = priority.incrementPerMinute > 0 && item.priority < priority.limit;
  const grownAt = isGrowing
    ? item.arrivalAt + (Math.floor(Math.max(0, turn.now - item.arrivalAt) / 60_000) + 1) * 60_000
    : null;
  if (guaranteedAt === null || guaranteedAt <= turn.now) return grownAt;
  return grownAt === null ? guaranteedAt : Math.min(guaranteedAt, grownAt);
}

function affinityEndsAt(turn: Turn, item: WorkItem): number | null {
  return item.preferredUntilAt !== null && item.preferredUntilAt > turn.now ? item.preferredUntilAt : null;
}

/** How long an agent who declined for the moment is passed over, milliseconds. */
export const AGAIN_AFTER_MS = 30_000;

/** Agents who declined for the moment are asked again at the next look, at the latest after a while. */
function askAgainAt(turn: Turn, item: WorkItem): number | null {
  return item.declinedAgentIds.length === 0 ? null : turn.now + AGAIN_AFTER_MS;
}

/** Looks at an item whose review time has come: new place, new candidates, promise. */
export function review(turn: Turn, item: WorkItem): void {
  item.reviewAt = null;
  const wasInLine = turn.unplace(item);
  item.declinedAgentIds = [];
  if (item.kind === 'callback') reviewPromise(turn, item);
  turn.saveItem(item);
  if (wasInLine) takeItsPlace(turn, item);
  else planReview(turn, item);
}
