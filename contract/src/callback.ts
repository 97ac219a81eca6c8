import { z } from 'zod';
import { context, contextInput, jsonValue } from './context.ts';
import {
  count,
  durationMs,
  e164,
  id,
  instant,
  instantInput,
  languageTag,
  page,
  pageQuery,
  phoneNumberInput,
  queryList,
  ratio,
  reference,
  text,
  timeZone,
} from './primitives.ts';
import { recording } from './recording.ts';

/** The states of a callback. */
export const callbackStates = [
  'scheduled',
  'waiting',
  'dialing',
  'confirming',
  'holding',
  'offered',
  'previewing',
  'notified',
  'awaiting_call',
  'joining',
  'connected',
  'wrapping_up',
  'retry_pending',
  'closed',
] as const;
/** How a callback can end. */
export const callbackOutcomes = [
  'completed',
  'cancelled_by_customer',
  'cancelled_by_staff',
  'attempts_exhausted',
  'expired',
  'purged',
  'suppressed',
  'invalid_number',
  'superseded_by_call_in',
  'failed',
] as const;
/** How an attempt can end. */
export const attemptOutcomes = [
  'answered_human',
  'answered_machine',
  'fax',
  'busy',
  'no_answer',
  'rejected',
  'invalid_number',
  'unreachable',
  'network_failure',
  'not_confirmed',
  'hung_up_waiting',
  'unattended_answer',
  'unknown',
] as const;
/** What can be done to a callback. */
export const callbackActions = [
  'reschedule',
  'cancel',
  'requeue',
  'retry',
  'close',
  'dial',
  'transfer',
  'accept-push',
  'delay',
] as const;
/** How a callback is delivered. */
export const deliveries = ['customer_first', 'agent_first', 'customer_calls_in', 'video'] as const;
/** The medium of the conversation. */
export const media = ['phone', 'video'] as const;
/** Where a request comes from. */
export const channels = ['web', 'mobile', 'ivr', 'chat', 'portal', 'agent', 'api'] as const;

/** Where a callback stands. */
export const callbackState = z.enum(callbackStates);
/** How a callback ended. */
export const callbackOutcome = z.enum(callbackOutcomes);
/** How an attempt ended. */
export const attemptOutcome = z.enum(attemptOutcomes);
/** Something that can be done to a callback. */
export const callbackAction = z.enum(callbackActions);
/** How a callback is delivered. */
export const delivery = z.enum(deliveries);
/** Phone or video. */
export const medium = z.enum(media);
/** Where a request comes from. */
export const channel = z.enum(channels);
/** Where a callback stands. */
export type CallbackState = z.infer<typeof callbackState>;
/** How a callback ended. */
export type CallbackOutcome = z.infer<typeof callbackOutcome>;
/** How an attempt ended. */
export type AttemptOutcome = z.infer<typeof attemptOutcome>;
/** Something that can be done to a callback. */
export type CallbackAction = z.infer<typeof callbackAction>;
/** How a callback is delivered. */
export type Delivery = z.infer<typeof delivery>;
/** Phone or video. */
export type Medium = z.infer<typeof medium>;
/** Where a request comes from. */
export type Channel = z.infer<typeof channel>;

/** Body of POST /v1/callbacks. */
export const callbackRequest = z
  .strictObject({
    serviceId: reference('service'),
    phoneNumber: phoneNumberInput,
    scheduledFor: instantInput
      .nullable()
      .optional()
      .describe('The promised time, the start of a slot. Left out: as soon as possible.'),
    medium: medium.default('phone').describe('Phone or video; video must be scheduled.'),
    name: text(200).nullable().optional().describe('Name of the customer.'),
    email: z.email().max(254).nullable().optional().describe('Where confirmation, changes and reminders go.'),
    subject: text(200).nullable().optional().describe('A subject of the service by its id, or free text.'),
    language: languageTag.nullable().optional(),
    timeZone: timeZone
      .nullable()
      .optional()
      .describe('Time zone of the customer, IANA name; for the calling window and the times they read.'),
    context: contextInput.optional(),
    channel: channel.default('api').describe('Where the request comes from.'),
    delivery: delivery.nullable().optional().describe('Another delivery than the service has.'),
    preferredAgentId: reference('agent')
      .nullable()
      .optional()
      .describe('The agent to prefer, for as long as the service waits for them.'),
    externalId: text(200, 1)
      .nullable()
      .optional()
      .describe("The caller's own id; a repeat returns or updates the same callback."),
    slotHoldId: reference('slotHold').nullable().optional().describe('The held place to use.'),
  })
  .describe('Asks for a callback.');
/** Asks for a callback. */
export type CallbackRequest = z.input<typeof callbackRequest>;

/** An estimated wait: a range with a confidence. */
export const estimatedWait = z
  .object({
    lowMs: count.describe('Hardly less than this.'),
    likelyMs: count.describe('Most likely this.'),
    highMs: count.describe('Hardly more than this.'),
    confidenceRatio: ratio.describe('How often the wait falls inside the range.'),
  })
  .describe('Estimated wait, milliseconds from now.');
/** Estimated wait, milliseconds from now. */
export type EstimatedWait = z.infer<typeof estimatedWait>;

/** What the customer was told. */
export const promise = z
  .object({
    from: instant.describe('Rung not before.'),
    to: instant.describe('Rung not after.'),
    kept: z.boolean().nullable().describe('Whether it was kept; null while it is open.'),
  })
  .describe('What the customer was told.');
/** What the customer was told. */
export type Promised = z.infer<typeof promise>;

/** One dial. */
export const attempt = z
  .object({
    id: id('attempt'),
    n: z.int().min(1).describe('1 for the first.'),
    startedAt: instant.describe('When the network was asked to ring.'),
    endedAt: instant.nullable().describe('When it was over; null while it runs.'),
    outcome: attemptOutcome.nullable().describe('How it ended; null while it runs.'),
  })
  .describe('One dial of the customer.');
/** One dial of the customer. */
export type Attempt = z.infer<typeof attempt>;

/** A callback. */
export const callback = z
  .object({
    id: id('callback'),
    state: callbackState.describe('Where it stands.'),
    outcome: callbackOutcome.nullable().describe('How it ended; null while it is open.'),
    serviceId: id('service'),
    queueId: id('queue'),
    phoneNumber: e164.describe('The number that is rung, E.164.'),
    name: z.string().nullable().describe('Name of the customer.'),
    email: z.string().nullable().describe('E-mail address of the customer.'),
    subject: z.string().nullable().describe('What it is about.'),
    language: z.string().nullable().describe('Language of the customer, BCP 47.'),
    timeZone: z.string().nullable().describe('Time zone of the customer, IANA name.'),
    externalId: z.string().nullable().describe('The id the requesting program gave.'),
    preferredAgentId: id('agent').nullable().describe('The agent to prefer.'),
    medium: medium.describe('Phone or video.'),
    channel: channel.describe('Where the request came from.'),
    delivery: delivery.describe('How it is delivered.'),
    requestedAt: instant.describe('When the customer asked.'),
    scheduledFor: instant.nullable().describe('The promised time; null: as soon as possible.'),
    arrivedAt: instant.describe('Virtual arrival: the time that decides the place in the line.'),
    position: z.int().min(1).nullable().describe('Place in the line, 1 is next; null when not in the line.'),
    estimatedWait: estimatedWait.nullable().describe('Estimated wait; null when unknown or not waiting.'),
    promise: promise.nullable().describe('What the customer was told; null when nothing was.'),
    attempts: z.array(attempt).describe('All dials so far, first to last.'),
    attemptsMax: z.int().min(1).describe('Most attempts.'),
    recordings: z
      .array(recording)
      .describe('What was recorded, first to last; empty where the service records nothing.'),
    agentId: id('agent').nullable().describe('The agent who has it, or had it last.'),
    context,
    disposition: z.string().nullable().describe('How the agent closed it.'),
    note: z.string().nullable().describe('What the agent wrote at the end, or why it was cancelled.'),
    allowedActions: z.array(callbackAction).describe('What can be done to it now.'),
    selfServiceUrl: z
      .string()
      .nullable()
      .describe(
        'Signed link for the customer: see, move, cancel; null for a publishable key that met a callback it did not make.',
      ),
    createdAt: instant.describe('When it was recorded.'),
    closedAt: instant.nullable().describe('When it was closed; null while it is open.'),
    version: z.int().min(1).describe('Grows with every change; usable in `If-Match`.'),
  })
  .describe('A callback: the promise to ring a customer.');
/** A callback: the promise to ring a customer. */
export type Callback = z.infer<typeof callback>;
/** A page of callbacks, newest first. */
export const callbackPage = page(callback).describe('A page of callbacks, newest first.');
/** A page of callbacks, newest first. */
export type CallbackPage = z.infer<typeof callbackPage>;

/** Query of GET /v1/callbacks. */
export const callbackListQuery = z.strictObject({
  state: queryList(callbackStates).optional().describe('Only in these states.'),
  serviceId: reference('service').optional(),
  queueId: reference('queue').optional(),
  agentId: reference('agent').optional(),
  phoneNumber: phoneNumberInput.optional(),
  externalId: text(200, 1).optional().describe('Only with this external id.'),
  from: instantInput.optional().describe('Only those requested at or after.'),
  to: instantInput.optional().describe('Only those requested before.'),
  ...pageQuery,
});

/** Body of POST /v1/callbacks/{id}/reschedule. */
export const rescheduleRequest = z
  .strictObject({
    scheduledFor: instantInput.describe('The new time, the start of a slot.'),
    timeZone: timeZone.nullable().optional().describe('Time zone of the customer, when it changed.'),
    slotHoldId: reference('slotHold').nullable().optional().describe('The held place to use.'),
  })
  .describe('Moves a callback to another time.');
/** Moves a callback to another time. */
export type RescheduleRequest = z.input<typeof rescheduleRequest>;
/** Body of POST /v1/callbacks/{id}/cancel. */
export const cancelRequest = z
  .strictObject({
    reason: text(500).nullable().optional().describe('Why, for the timeline.'),
  })
  .describe('Cancels a callback.');
/** Cancels a callback. */
export type CancelRequest = z.input<typeof cancelRequest>;
/** Body of POST /v1/callbacks/{id}/requeue. */
export const requeueRequest = z
  .strictObject({
    reason: text(500).nullable().optional().describe('Why, for the timeline.'),
  })
  .describe('Puts a callback back into the line, in its place.');
/** Puts a callback back into the line, in its place. */
export type RequeueRequest = z.input<typeof requeueRequest>;
/** Body of POST /v1/callbacks/{id}/retry. */
export const retryRequest = z
  .strictObject({
    after: instantInput.nullable().optional().describe('Not before; left out: when the retry policy says.'),
  })
  .describe('Tries the customer again later.');
/** Tries the customer again later. */
export type RetryRequest = z.input<typeof retryRequest>;
/** Body of POST /v1/callbacks/{id}/close and /wrap-up. */
export const closeRequest = z
  .strictObject({
    disposition: text(100, 1).describe('One of the dispositions of the service, by its id.'),
    note: text(4000).nullable().optional().describe('Note of the agent.'),
  })
  .describe('Closes a callback, or wraps it up after the conversation.');
/** Closes a callback, or wraps it up after the conversation. */
export type CloseRequest = z.input<typeof closeRequest>;
/** Body of POST /v1/callbacks/{id}/dial. */
export const dialRequest = z
  .strictObject({
    phoneNumber: phoneNumberInput
      .nullable()
      .optional()
      .describe('Another number of the customer; left out: the number of the callback.'),
  })
  .describe('Dials the customer, from the preview.');
/** Dials the customer, from the preview. */
export type DialRequest = z.input<typeof dialRequest>;
/** Body of POST /v1/callbacks/{id}/transfer and /v1/calls/{id}/transfer: one of the two. */
export const transferRequest = z
  .strictObject({
    queueId: reference('queue').nullable().optional().describe('The queue to go to.'),
    agentId: reference('agent').nullable().optional().describe('The agent to go to.'),
  })
  .refine((value) => (value.queueId == null) !== (value.agentId == null), {
    path: ['queueId'],
    message: 'give either queueId or agentId',
  })
  .describe('Hands over to a queue or to an agent: exactly one of the two.');
/** Hands over to a queue or to an agent: exactly one of the two. */
export type TransferRequest = z.input<typeof transferRequest>;
/** Body of POST /v1/callbacks/{id}/delay. */
export const delayRequest = z
  .strictObject({
    forMs: durationMs(1000, 24 * 3_600_000)
      .optional()
      .describe('How long to wait, milliseconds; left out: the snooze of the service.'),
  })
  .describe('The customer is not ready; ask again later.');
/** The customer is not ready; ask again later. */
export type DelayRequest = z.input<typeof delayRequest>;
/** Body of a POST that needs none; an empty object. */
export const emptyRequest = z.strictObject({}).describe('Nothing.');
/** Nothing. */
export type EmptyRequest = z.input<typeof emptyRequest>;

/** One entry of a timeline. */
export const timelineItem = z
  .object({
    sequence: count.describe('Grows with every entry of the contact centre.'),
    at: instant.describe('When.'),
    type: z.string().describe('What, for example `callback.attempt_started`.'),
    actor: z
      .string()
      .describe('Who: `customer`, `agent:` and an id, `api:` or `staff:` and the id of a key, `phone` or `timer`.'),
    agentId: id('agent').nullable().describe('The agent it is about, for example who was offered it; null when none.'),
    detail: z.record(z.string(), jsonValue).describe('Particulars, by type.'),
  })
  .describe('One thing that happened to a callback.');
/** One thing that happened to a callback. */
export type TimelineItem = z.infer<typeof timelineItem>;
/** Everything that happened to a callback. */
export const timeline = z
  .object({ items: z.array(timelineItem).describe('First to last.') })
  .describe('Everything that happened to a callback.');
/** Everything that happened to a callback. */
export type Timeline = z.infer<typeof timeline>;

/** Somebody who was served before although they came later. */
export const overtake = z
  .object({
    callbackId: id('callback').nullable().describe('The other callback; null when it was a live caller.'),
    kind: z.enum(['callback', 'live_call']).describe('Callback or live caller.'),
    arrivedAt: instant.describe('When they arrived in the line.'),
    servedAt: instant.describe('When they were served.'),
    agentId: id('agent').nullable().describe('Who served them.'),
    reason: z
      .string()
      .describe(
        'Why: skills, affinity, priority, guarantee, not answered, customer asked to wait, ring not yet eligible.',
      ),
  })
  .describe('Somebody who came later and was served earlier, and why.');
/** Somebody who came later and was served earlier, and why. */
export type Overtake = z.infer<typeof overtake>;
/** The fairness receipt of a callback. */
export const receipt = z
  .object({
    callbackId: id('callback'),
    arrivedAt: instant.describe('Virtual arrival of this callback.'),
    servedAt: instant.nullable().describe('When it was served; null when not yet.'),
    overtakesCount: count.describe('How many overtook it.'),
    overtakes: z.array(overtake).describe('Who overtook it.'),
  })
  .describe('The fairness receipt of a callback.');
/** The fairness receipt of a callback. */
export type Receipt = z.infer<typeof receipt>;
