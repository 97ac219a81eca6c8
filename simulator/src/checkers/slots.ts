import { broken } from '../broken.ts';
import type { Step, StoredWorld } from './stored-world.ts';

/** [I3] Bookings never pass the capacity and count exactly the callbacks and holds of the slot. */
export function checkSlots(world: StoredWorld, step: Step): void {
  for (const { key, after } of step.slots) {
    if (after === null) continue;
    if (after.booked > after.capacity) broken('I3', `slot ${key} has ${after.booked} of ${after.capacity}`);
    const taken = world.placesTaken.get(key) ?? 0;
    if (after.startsAt > step.at && after.booked !== taken)
      broken('I3', `slot ${key} counts ${after.booked}, there are ${taken}`);
  }
  for (const { after } of step.callbacks) {
    if (after === null || after.closedAt !== null || after.scheduledFor === null || after.scheduledFor <= step.at)
      continue;
    const key = `${after.serviceId} ${after.scheduledFor}`;
    const slot = world.slots.get(key);
    if (slot === undefined || slot.booked < (world.placesTaken.get(key) ?? 0))
      broken(
        'I3',
        `${after.id} has a time in slot ${key}, which counts ${slot?.booked ?? 0} of ${world.placesTaken.get(key)}`,
      );
  }
}
