import { z } from 'zod';
import { count, id, instant, instantInput, reference } from './primitives.ts';

/** A slot of a service. */
export const slot = z
  .object({
    startsAt: instant.describe('Start of the slot, UTC.'),
    localTime: z.string().describe('Start as the clocks of `timeZone` show it, ISO 8601 without an offset.'),
    capacity: count.describe('How many callbacks the slot takes.'),
    free: count.describe('How many places are left.'),
  })
  .describe('A slot of a service.');
/** A slot of a service. */
export type Slot = z.infer<typeof slot>;

/** Body of POST /v1/slot-holds. */
export const slotHoldRequest = z
  .strictObject({
    serviceId: reference('service'),
    startsAt: instantInput.describe('Start of the slot to hold.'),
  })
  .describe('Holds a place in a slot while the customer fills in the form.');
/** Holds a place in a slot while the customer fills in the form. */
export type SlotHoldRequest = z.input<typeof slotHoldRequest>;

/** A held place. */
export const slotHold = z
  .object({
    id: id('slotHold'),
    serviceId: id('service'),
    startsAt: instant.describe('Start of the held slot.'),
    expiresAt: instant.describe('The place is held until then.'),
  })
  .describe('A place held in a slot.');
/** A place held in a slot. */
export type SlotHold = z.infer<typeof slotHold>;
