import { z } from 'zod';
import { channel, delivery, medium } from './callback.ts';
import { context } from './context.ts';
import { count, e164, id, instant, text } from './primitives.ts';

/** What an agent sees about a customer before and during the conversation. */
export const contextCard = z
  .object({
    callbackId: id('callback').nullable().describe('The callback; null for a live caller.'),
    name: z.string().nullable().describe('Name of the customer.'),
    phoneNumber: e164.nullable().describe('Number of the customer; null when withheld.'),
    serviceId: id('service').nullable().describe('The service; null for a live call without one.'),
    serviceName: z.string().nullable().describe('Name of the service.'),
    queueId: id('queue'),
    queueName: z.string().describe('Name of the queue.'),
    subject: z.string().nullable().describe('What it is about.'),
    reason: z.string().nullable().describe('Why this agent gets it: skills, preferred agent, transfer.'),
    language: z.string().nullable().describe('Language of the customer, BCP 47.'),
    timeZone: z.string().nullable().describe('Time zone of the customer.'),
    channel: channel.nullable().describe('Where the request came from; null for a live caller.'),
    medium: medium.describe('Phone or video.'),
    delivery: delivery.nullable().describe('How it is delivered; null for a live caller.'),
    requestedAt: instant.describe('When the customer asked, or called.'),
    waitedMs: count.describe('How long the customer has waited, milliseconds.'),
    attemptNumber: z.int().min(1).nullable().describe('This is attempt n; null for a live caller.'),
    attemptsMax: z.int().min(1).nullable().describe('Of at most; null for a live caller.'),
    dueFrom: instant.nullable().describe('Promised from; null when nothing was promised.'),
    dueTo: instant.nullable().describe('Promised until; null when nothing was promised.'),
    context,
  })
  .describe('What an agent sees about a customer.');
/** What an agent sees about a customer. */
export type ContextCard = z.infer<typeof contextCard>;

/** What can be offered to an agent. */
export const offerKinds = ['callback', 'live_call'] as const;
/** A work item offered to an agent. */
export const offer = z
  .object({
    id: id('offer'),
    agentId: id('agent'),
    callbackId: id('callback').nullable().describe('The callback; null for a live caller.'),
    callId: id('call').nullable().describe('The call, when the customer is already on the line.'),
    kind: z.enum(offerKinds).describe('Callback or live caller.'),
    customer: contextCard.describe('The context card.'),
    askedBy: id('agent')
      .nullable()
      .describe('The agent who has the call and asks this one about it; null when the item itself is offered.'),
    transferredBy: id('agent')
      .nullable()
      .describe('The agent who transferred the customer last; null when nobody did.'),
    offeredAt: instant.describe('When it was offered.'),
    expiresAt: instant.describe('Offered on to somebody else after that.'),
    autoAccept: z.boolean().describe("Whether the agent's phone accepts by itself."),
    declineReasons: z
      .array(
        z.object({
          id: z.string().describe('Id, sent as `reason`.'),
          name: z.string().describe('Name, for people.'),
        }),
      )
      .describe('What can be given as reason to decline.'),
  })
  .describe('A work item offered to an agent.');
/** A work item offered to an agent. */
export type Offer = z.infer<typeof offer>;

/** Body of POST /v1/offers/{id}/decline. */
export const declineRequest = z
  .strictObject({
    reason: text(100, 1).describe('Id of a decline reason of the service, for example `break`.'),
  })
  .describe('Declines an offer.');
/** Declines an offer. */
export type DeclineRequest = z.input<typeof declineRequest>;
