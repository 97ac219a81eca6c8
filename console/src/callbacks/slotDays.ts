import { dateText, timeText } from '../time/format.ts';
import type { Availability, Slot } from '../wire/types.ts';

/** The slots of one day in the zone of the answer. */
export interface SlotDay {
  readonly day: string;
  readonly slots: readonly Slot[];
}

/** Groups free slots by day; the server has them in order. */
export function slotDays(availability: Availability): readonly SlotDay[] {
  const days = new Map<string, Slot[]>();
  for (const slot of availability.slots) {
    if (slot.free === 0) continue;
    const day = dateText(slot.startsAt, availability.timeZone);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days].map(([day, slots]) => ({ day, slots }));
}

/** What a slot says: its time with zone, and how few places are left. */
export function slotText(slot: Slot, zone: string): string {
  return slot.free <= 2 ? `${timeText(slot.startsAt, zone)}, ${slot.free} left` : timeText(slot.startsAt, zone);
}
