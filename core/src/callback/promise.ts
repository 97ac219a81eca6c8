import type { Turn } from '../contact-center/turn.ts';
import { estimateForItem } from '../waiting/questions.ts';
import type { Callback } from './callback.ts';

/** How long before the end of a promise it is held against the estimate, milliseconds. */
const RISK_LEAD_MS = 60_000;
/** This long before its end a promise nobody has acted on is at risk whatever the estimate says, milliseconds. */
const LAST_WORD_MS = 15_000;

/** Writes down whether the promise is kept: the customer is being rung now (Q10). */
export function noteDialForPromise(turn: Turn, callback: Callback): void {
  const { promise } = callback;
  if (promise === null || promise.isKept !== null) return;
  settlePromise(turn, callback, turn.now <= promise.toAt);
}

/** A callback that ends unrung has broken its promise, unless the customer gave it up or it was not due yet. */
export function noteClosedForPromise(turn: Turn, callback: Callback): void {
  const { promise } = callback;
  if (promise !== null && promise.isKept === null && turn.now > promise.toAt) settlePromise(turn, callback, false);
}

function settlePromise(turn: Turn, callback: Callback, isKept: boolean): void {
  if (callback.promise === null) return;
  callback.promise = { ...callback.promise, isKept };
  turn.saveItem(callback);
  turn.note(isKept ? 'callback.promise_kept' : 'callback.promise_broken', callback, { to: callback.promise.toAt });
}

/** When the promise needs a look: shortly before it ends, and when it ends. Null when it is settled. */
export function promiseReviewAt(callback: Callback, now: number): number | null {
  const { promise } = callback;
  if (promise === null || promise.isKept !== null) return null;
  const looks = promise.isRiskTold ? [] : [promise.toAt - RISK_LEAD_MS, promise.toAt - LAST_WORD_MS];
  return looks.find((at) => at > now) ?? promise.toAt + 1;
}

/**
 * Looks at a promise: when by the present estimate it cannot be kept, says so before it is broken; when its time is over
 * without a dial, it is broken (Q10).
 */
export function reviewPromise(turn: Turn, callback: Callback): void {
  const { promise } = callback;
  if (promise === null || promise.isKept !== null) return;
  if (turn.now > promise.toAt) settlePromise(turn, callback, false);
  else if (!promise.isRiskTold && turn.now >= promise.toAt - RISK_LEAD_MS && isAtRisk(turn, callback)) {
    callback.promise = { ...promise, isRiskTold: true };
    turn.saveItem(callback);
    turn.note('callback.promise_at_risk', callback, { to: promise.toAt });
  }
}

function isAtRisk(turn: Turn, callback: Callback): boolean {
  if (turn.now >= (callback.promise?.toAt ?? Infinity) - LAST_WORD_MS) return true;
  if (callback.state !== 'waiting') return callback.dueAt === null || callback.dueAt > (callback.promise?.toAt ?? 0);
  const estimate = estimateForItem(turn.center, callback, turn.now);
  return estimate === null || turn.now + estimate.likelyMs > (callback.promise?.toAt ?? 0);
}
