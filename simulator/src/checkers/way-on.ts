import type { Callback } from '@ringback/core';
import { broken } from '../broken.ts';
import type { Hours } from './hours-of.ts';
import { namesLeg, standsInLine, type Item, type Step, type StoredWorld } from './stored-world.ts';

/** Closing time may pass while a commit is under way, milliseconds. */
const CLOSING_TOLERANCE_MS = 30_000;

/** [I1] After a commit every open item it wrote has a time, a place in an open line, or somebody with a deadline. */
export function checkWayOn(world: StoredWorld, hours: Hours, step: Step): void {
  for (const { after } of step.callbacks)
    if (after !== null && after.closedAt === null) checkCallback(world, hours, after, step.at);
  for (const { after } of step.liveCalls) {
    if (after === null || after.closedAt !== null || standsInLine(after)) continue;
    if (!hasSomebody(world, after) && after.dueAt === null)
      broken('I1', `${after.id} in state ${after.state} has no way on`);
  }
  for (const { after } of step.legs) {
    if (after === null) continue;
    const item = world.item(after.itemId);
    const isOwned = item !== null && namesLeg(item, after.id);
    if (!isOwned && !after.hangUpAsked && !after.isLeaving) broken('I1', `leg ${after.id} serves nobody`);
  }
}

function checkCallback(world: StoredWorld, hours: Hours, callback: Callback, at: number): void {
  const service = world.services.get(callback.serviceId);
  if (service === undefined) broken('I1', `${callback.id} is of no service`);
  if (callback.state === 'holding' && (callback.dueAt === null || callback.dueAt > at + service.holdCapMs))
    broken('I9', `${callback.id} may hold the line longer than the cap`);
  if (standsInLine(callback)) {
    if (callback.state === 'waiting') checkOpen(world, hours, callback, at);
  } else if (callback.dueAt === null && !hasSomebody(world, callback))
    broken('I1', `${callback.id} in state ${callback.state} has no way on: ${JSON.stringify(callback)}`);
}

function checkOpen(world: StoredWorld, hours: Hours, callback: Callback, at: number): void {
  const service = world.services.get(callback.serviceId);
  if (service === undefined) return;
  // Who has a time may stand in the line a little before the opening: the review at that time is the way on.
  const isAhead =
    callback.scheduledFor !== null && callback.scheduledFor > at - CLOSING_TOLERANCE_MS && callback.reviewAt !== null;
  const isOpen = hours.isOpen(service, at) || hours.isOpen(service, at - CLOSING_TOLERANCE_MS);
  if (!isAhead && !isOpen) broken('I1', `${callback.id} waits in the line of a closed service`);
}

/** An offer, or a leg that has a deadline or is up: somebody whose turn it is. */
function hasSomebody(world: StoredWorld, item: Item): boolean {
  if (item.offerId !== null && world.offers.get(item.offerId)?.itemId === item.id) return true;
  return [item.customerLegId, item.agentLegId].some((legId) => {
    const leg = legId === null ? undefined : world.legs.get(legId);
    return leg !== undefined && leg.deadlineAt !== null;
  });
}

/** [I1] Nothing is past its deadline by more than the tolerance: no timer is lost. Asked of a writer that has been steady. */
export function checkDeadlines(world: StoredWorld, hours: Hours, now: number, toleranceMs: number): void {
  const late = now - toleranceMs;
  // A clock that was ahead has been set right: nothing is decided at an earlier time than what was decided last.
  const decidedAt = Math.max(now, world.latestAt);
  for (const callback of world.callbacks.values())
    if (callback.state === 'waiting' && standsInLine(callback)) checkOpen(world, hours, callback, decidedAt);
  for (const item of [...world.callbacks.values(), ...world.liveCalls.values()]) {
    if (item.dueAt !== null && item.dueAt < late)
      broken('I1', `${item.id} in state ${item.state} was due at ${item.dueAt}, it is ${now}`);
    if (item.reviewAt !== null && item.reviewAt < late)
      broken('I1', `${item.id} was to be looked at at ${item.reviewAt}, it is ${now}`);
    if (item.kind === 'callback' && item.expiresAt !== null && item.expiresAt < late)
      broken('I1', `${item.id} was to expire at ${item.expiresAt}, it is ${now}`);
  }
  for (const offer of world.offers.values())
    if (offer.expiresAt < late) broken('I1', `offer ${offer.id} was to end at ${offer.expiresAt}, it is ${now}`);
  for (const leg of world.legs.values())
    if (leg.deadlineAt !== null && leg.deadlineAt < late)
      broken('I1', `leg ${leg.id} is past its deadline ${leg.deadlineAt}, it is ${now}`);
  for (const hold of world.holds.values())
    if (hold.expiresAt < late) broken('I1', `hold ${hold.id} was to end at ${hold.expiresAt}, it is ${now}`);
}
