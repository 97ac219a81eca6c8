import { releasePlace } from '../calendar/bookings.ts';
import { endLeg } from '../calls/legs.ts';
import type { Turn } from '../contact-center/turn.ts';
import { clearEarmarkOf } from '../routing/earmarks.ts';
import { withdrawOffer } from '../routing/offers.ts';
import { cutAttempt, endAttempt, releaseAgent } from './attempts.ts';
import type { Callback } from './callback.ts';
import type { LifecycleEvent } from './lifecycle.ts';
import { noteClosedForPromise } from './promise.ts';
import type { Outcome } from './vocabulary.ts';

/**
 * Ends a callback, from whatever state the event allows: out of the line, offers withdrawn, legs hung up, agent free,
 * slot given back. After this it lives in the database only.
 */
export function closeCallback(
  turn: Turn,
  callback: Callback,
  event: LifecycleEvent,
  outcome: Outcome,
  detail: Record<string, unknown> = {},
): void {
  turn.unplace(callback);
  if (callback.offerId !== null) withdrawOffer(turn, callback.offerId, 'item_gone');
  if (callback.state === 'dialing') cutAttempt(turn, callback);
  else endAttempt(turn, callback, 'answered_human');
  clearEarmarkOf(turn, callback.id);
  if (callback.customerLegId !== null) endLeg(turn, callback.customerLegId);
  callback.customerLegId = null;
  if (callback.state !== 'wrapping_up') releaseAgent(turn, callback);
  if (callback.scheduledFor !== null && callback.scheduledFor > turn.now)
    releasePlace(turn, callback.serviceId, callback.scheduledFor);
  noteClosedForPromise(turn, callback);
  callback.outcome = outcome;
  callback.closedAt = turn.now;
  callback.reviewAt = null;
  turn.move(callback, event, 'closed', null);
  turn.note('callback.closed', callback, { outcome, ...detail });
  forget(turn, callback);
}

function forget(turn: Turn, callback: Callback): void {
  const { center } = turn;
  center.callbacks.delete(callback.id);
  center.attempts.delete(callback.id);
  if (callback.call !== null) center.itemByCallId.delete(callback.call.id);
  center.openByNumber.remove(callback);
  if (callback.externalId !== null && center.openByExternalId.get(callback.externalId) === callback.id) {
    center.openByExternalId.delete(callback.externalId);
  }
  center.openCountByService.set(callback.serviceId, (center.openCountByService.get(callback.serviceId) ?? 1) - 1);
}
