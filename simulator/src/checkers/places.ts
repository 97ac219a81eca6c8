import type { Callback } from '@ringback/core';
import { broken } from '../broken.ts';
import type { Step, StoredWorld } from './stored-world.ts';

/** [I6], [Q2] A place is lost only by the service's policy or by another time; a caller's place goes over to the callback. */
export function checkPlaces(world: StoredWorld, step: Step): void {
  for (const { before, after } of step.callbacks) {
    if (after === null) continue;
    if (before === null) checkInherited(step, after);
    else if (after.arrivalAt > before.arrivalAt) checkLoss(world, before, after);
  }
}

function checkLoss(world: StoredWorld, before: Callback, after: Callback): void {
  if (after.scheduledFor !== null && after.scheduledFor !== before.scheduledFor) return;
  const place = world.services.get(after.serviceId)?.place.kind ?? 'keep';
  if (place === 'keep')
    broken(
      'I6',
      `${after.id} lost its place: ${before.arrivalAt} became ${after.arrivalAt} in ${before.state} -> ${after.state}`,
    );
}

function checkInherited(step: Step, callback: Callback): void {
  // Who chose a time gave the place of the moment up.
  if (callback.liveCallId === null || callback.scheduledFor !== null || callback.state === 'closed') return;
  const change = step.liveCalls.find(({ key }) => key === callback.liveCallId);
  const arrivalAt = change?.after?.arrivalAt ?? change?.before?.arrivalAt;
  if (arrivalAt === undefined)
    broken('I6', `${callback.id} comes from ${callback.liveCallId}, which is not stored with it`);
  const isOwn = callback.arrivalAt === arrivalAt || callback.attemptsMade > 0;
  if (!isOwn) broken('I6', `${callback.id} did not keep the caller's place`);
}
