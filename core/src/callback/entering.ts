import type { Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { eligibilitySteps } from '../routing/eligibility.ts';
import type { Callback } from './callback.ts';
import { callableAt } from './callable.ts';
import { promiseReviewAt, reviewPromise } from './promise.ts';

/** Lets a callback stand in its line, at the place its arrival gives it. */
export function enterLine(turn: Turn, callback: Callback): void {
  turn.move(callback, 'enter_line', 'waiting', null);
  raisePriority(turn, callback);
  turn.place(callback);
  turn.note('callback.queued', callback, { arrivalAt: callback.arrivalAt });
  planReview(turn, callback);
}

/** The time a scheduled or put-off callback waited for has come: it enters the line if it may be rung now (I4). */
export function comeDue(turn: Turn, callback: Callback): void {
  const isLead = callback.state === 'scheduled' && callback.scheduledFor !== null;
  // The lead may begin before the opening or the customer's window; what counts is the promised time itself.
  const from = isLead ? Math.max(turn.now, callback.scheduledFor ?? turn.now) : turn.now;
  const at = callableAt(turn.center, callback, from);
  if (at === null || at > from) {
    turn.move(callback, 'put_off', 'retry_pending', at ?? callback.expiresAt);
    turn.note('callback.put_off', callback, { until: at });
    return;
  }
  if (isLead) callback.arrivalAt = turn.now;
  enterLine(turn, callback);
}

/** Priority grows with waiting, up to a limit; a guarantee puts an item first just in time (Q5). */
export function priorityAt(turn: Turn, item: WorkItem): number {
  const { priority, guaranteeMs } = turn.center.service(item.serviceId);
  const waitedMs = Math.max(0, turn.now - item.arrivalAt);
  if (guaranteeMs !== null && item.kind === 'callback' && waitedMs >= guaranteeMs - GUARANTEE_LEAD_MS) return GUARANTEED_PRIORITY;
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
  const times = [nextStepAt(turn, item), nextPriorityAt(turn, item), affinityEndsAt(turn, item)];
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
  const guaranteedAt = guaranteeMs === null || item.kind !== 'callback' ? null : item.arrivalAt + guaranteeMs - GUARANTEE_LEAD_MS;
  const isGrowing = priority.incrementPerMinute > 0 && item.priority < priority.limit;
  const grownAt = isGrowing ? item.arrivalAt + (Math.floor(Math.max(0, turn.now - item.arrivalAt) / 60_000) + 1) * 60_000 : null;
  if (guaranteedAt === null || guaranteedAt <= turn.now) return grownAt;
  return grownAt === null ? guaranteedAt : Math.min(guaranteedAt, grownAt);
}

function affinityEndsAt(turn: Turn, item: WorkItem): number | null {
  return item.preferredUntilAt !== null && item.preferredUntilAt > turn.now ? item.preferredUntilAt : null;
}

/** Looks at an item whose review time has come: new place, new candidates, promise. */
export function review(turn: Turn, item: WorkItem): void {
  item.reviewAt = null;
  const wasInLine = turn.unplace(item);
  raisePriority(turn, item);
  item.declinedAgentIds = [];
  if (wasInLine) turn.place(item);
  if (item.kind === 'callback') reviewPromise(turn, item);
  turn.saveItem(item);
  planReview(turn, item);
}
