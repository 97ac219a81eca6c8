import type { Slot } from '../wire/types.ts';

/** Adds up the places of some slots. */
export function placesOf(slots: readonly Pick<Slot, 'free' | 'capacity'>[]): {
  readonly freeCount: number;
  readonly capacityCount: number;
} {
  return slots.reduce(
    (sum, slot) => ({ freeCount: sum.freeCount + slot.free, capacityCount: sum.capacityCount + slot.capacity }),
    { freeCount: 0, capacityCount: 0 },
  );
}
