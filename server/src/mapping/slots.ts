import type { Slot } from '@ringback/contract';
import { localTimeText, type SlotView } from '@ringback/core';
import { toIso } from './instants.ts';

/** A slot on the wire, its local time in `timeZone`. */
export function toWireSlot(slot: SlotView, timeZone: string): Slot {
  return {
    startsAt: toIso(slot.startsAt),
    localTime: localTimeText(slot.startsAt, timeZone),
    capacity: slot.capacity,
    free: Math.max(0, slot.free),
  };
}
