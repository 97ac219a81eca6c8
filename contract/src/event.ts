import { z } from 'zod';
import { agentStatus } from './agent.ts';
import { boardQueue } from './board.ts';
import { callback } from './callback.ts';
import { jsonValue } from './context.ts';
import { eventTypes } from './event-types.ts';
import { offer } from './offer.ts';
import { count, id, instant, queryList, reference } from './primitives.ts';

/** A live event. Sent as `id: <sequence>`, `event: <type>`, `data: <this as JSON>`. */
export const liveEvent = z
  .object({
    sequence: count.describe(
      'Grows with every event; also the SSE id, usable as `Last-Event-ID`. `queue.changed` sums up and carries that of its cause, without an SSE id.',
    ),
    type: z.enum(eventTypes).describe('What happened.'),
    at: instant.describe('When.'),
    callbackId: id('callback').nullable().describe('The callback it is about.'),
    serviceId: id('service').nullable().describe('The service it is about.'),
    queueId: id('queue').nullable().describe('The queue it is about.'),
    agentId: id('agent').nullable().describe('The agent it is about.'),
    offerId: id('offer').nullable().describe('The offer it is about.'),
    callId: id('call').nullable().describe('The call it is about.'),
    callback: callback
      .nullable()
      .describe('The callback afterwards, for `callback.*`; null for others, or when the event is read again later.'),
    queue: boardQueue.nullable().describe('The queue afterwards, for `queue.changed`.'),
    agent: agentStatus.nullable().describe('The agent afterwards, for `agent.changed`.'),
    offer: offer.nullable().describe('The offer, for `offer.made`.'),
    detail: z
      .record(z.string(), jsonValue)
      .describe(
        'Particulars by type: `outcome` of an attempt, `result` of an offer (accepted, declined, timed_out, withdrawn), `waitedMs` and `ending` (served, took_callback, cancelled_callback, hung_up, refused) of a live call.',
      ),
  })
  .describe('Something that happened.');
/** Something that happened. */
export type LiveEvent = z.infer<typeof liveEvent>;

/** Query of GET /v1/events. */
export const eventsQuery = z.strictObject({
  types: queryList(eventTypes).optional().describe('Only these types.'),
  callbackId: reference('callback').optional().describe('Only about this callback.'),
  serviceId: reference('service').optional().describe('Only about this service.'),
  agentId: reference('agent').optional().describe('Only about this agent.'),
});
