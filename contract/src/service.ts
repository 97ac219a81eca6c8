import { z } from 'zod';
import { delivery, estimatedWait, media } from './callback.ts';
import { slot } from './slot.ts';
import { count, e164, id, instant, instantInput, queryFlag, queryWhole, queryWholeOr, timeZone } from './primitives.ts';

/** A service as a customer's page sees it. */
export const serviceCard = z
  .object({
    id: id('service'),
    name: z.string().describe('Name, for people.'),
    delivery: delivery.describe('How callbacks are delivered.'),
    media: z.array(z.enum(media)).describe('What can be asked for.'),
    subjects: z
      .array(
        z.object({
          id: z.string().describe('Id, sent as `subject`.'),
          name: z.string().describe('Name, for people.'),
        }),
      )
      .describe('What a customer can choose from.'),
    timeZone: timeZone.describe('Zone of the opening hours.'),
    slotMinutes: z.union([z.literal(15), z.literal(30), z.literal(60)]).describe('Length of a slot, minutes.'),
    open: z.boolean().describe('Whether it is open now.'),
    opensAt: instant.nullable().describe('When it opens next; null when open or unknown.'),
    closesAt: instant.nullable().describe('When it closes next; null when closed or never.'),
    paused: z.boolean().describe('Whether it takes no callbacks now.'),
    callerId: e164.nullable().describe('The number that will ring, E.164.'),
  })
  .describe('A service as customers see it.');
/** A service as customers see it. */
export type ServiceCard = z.infer<typeof serviceCard>;
/** All services. */
export const serviceCards = z
  .object({
    items: z.array(serviceCard).describe('All services.'),
    nextCursor: z.string().nullable().describe('Always null.'),
  })
  .describe('All services.');
/** All services. */
export type ServiceCards = z.infer<typeof serviceCards>;

/** Query of GET /v1/services/{id}/availability. */
export const availabilityQuery = z.strictObject({
  from: instantInput.optional().describe('Slots that start at or after; left out: now.'),
  to: instantInput.optional().describe('Slots that start before; instead of `days`.'),
  days: queryWhole(1, 92).optional().describe('This many days from `from`; left out, with no `to`: 7.'),
  timeZone: timeZone.optional().describe('Zone of `localTime`; left out: the zone of the service.'),
  limit: queryWholeOr(200, 1, 2000).describe('At most this many slots.'),
  includeFull: queryFlag.describe('Also slots without a free place.'),
});
/** What can be asked of the availability. */
export type AvailabilityQuery = z.input<typeof availabilityQuery>;

/** The slots of a service. */
export const availability = z
  .object({
    timeZone: timeZone.describe('Zone of `localTime`.'),
    slotMinutes: z.union([z.literal(15), z.literal(30), z.literal(60)]).describe('Length of a slot, minutes.'),
    slots: z.array(slot).describe('The slots, earliest first.'),
  })
  .describe('The slots of a service.');
/** The slots of a service. */
export type Availability = z.infer<typeof availability>;

/** Query of GET /v1/services/{id}/closest-slot. */
export const closestSlotQuery = z.strictObject({
  at: instantInput.describe('The wanted time.'),
  timeZone: timeZone.optional().describe('Zone of `localTime`; left out: the zone of the service.'),
});
/** The free slot closest to a wanted time. */
export const closestSlot = z
  .object({
    timeZone: timeZone.describe('Zone of `localTime`.'),
    slotMinutes: z.union([z.literal(15), z.literal(30), z.literal(60)]).describe('Length of a slot, minutes.'),
    slot: slot.nullable().describe('The closest free slot; null when there is none within 92 days.'),
  })
  .describe('The free slot closest to a wanted time.');
/** The free slot closest to a wanted time. */
export type ClosestSlot = z.infer<typeof closestSlot>;

/** Why an invitation is made or not made. */
export const invitationReasons = [
  'long_wait',
  'nobody_available',
  'long_queue',
  'closing',
  'short_wait',
  'closed',
  'closing_before_turn',
  'paused',
  'too_many_open',
  'disabled',
] as const;
/** The wait of a service. */
export const serviceWait = z
  .object({
    estimatedWait: estimatedWait.nullable().describe('Estimated wait of somebody who came now; null when unknown.'),
    waiting: count.describe('How many wait: live callers and callbacks.'),
    agentsReady: count.describe('How many agents could take the next.'),
    invite: z.boolean().describe('Whether to invite to a callback.'),
    reason: z.enum(invitationReasons).describe('Why it is, or is not.'),
  })
  .describe('The wait of a service.');
/** The wait of a service. */
export type ServiceWait = z.infer<typeof serviceWait>;
