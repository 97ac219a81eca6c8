import { z } from 'zod';

/** The bookings of one slot of one service. `booked` counts callbacks and holds together (invariant I3). */
export const slotRow = z.object({
  serviceId: z.string(),
  startsAt: z.number(),
  capacity: z.number(),
  booked: z.number(),
});
/** The bookings of one slot. */
export type SlotBookings = z.infer<typeof slotRow>;

/** A place in a slot kept for a while, until the customer has filled in the form (S5). */
export const slotHoldRow = z.object({
  id: z.string(),
  serviceId: z.string(),
  startsAt: z.number(),
  expiresAt: z.number(),
});
/** A held place in a slot. */
export type SlotHold = z.infer<typeof slotHoldRow>;

/** How long a place is held (S5), milliseconds. */
export const SLOT_HOLD_MS = 120_000;

/** Key of a slot's row. */
export function slotKey(serviceId: string, startsAt: number): string {
  return `${serviceId} ${startsAt}`;
}
