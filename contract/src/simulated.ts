import { z } from 'zod';
import { count, durationMs, id, instant, instantInput, phoneNumberInput, text } from './primitives.ts';

const digits = z.string().regex(/^[0-9*#]{0,64}$/, 'must be keys 0-9, * and #');

/** Body of POST /simulated/calls. */
export const simulatedCallRequest = z
  .strictObject({
    from: phoneNumberInput.describe("The customer's number."),
    to: phoneNumberInput.describe('The number they call: a call-in number or the caller id of a service.'),
    keys: digits.optional().describe('Keys they press, in order: for example a code, then answers.'),
    patienceMs: durationMs(0, 86_400_000).optional().describe('Hang up after this long in the line; left out: never.'),
    talkMs: durationMs(0, 86_400_000)
      .optional()
      .describe('Talk this long, then hang up; left out: until the other side hangs up.'),
    acceptInvitation: z.boolean().optional().describe('Whether they take the invitation to a callback; left out: no.'),
  })
  .describe('A simulated customer calls in.');
/** A simulated customer calls in. */
export type SimulatedCallRequest = z.input<typeof simulatedCallRequest>;
/** A simulated call. */
export const simulatedCall = z
  .object({
    legId: z.string().describe('Id of the leg in the phone system.'),
    startedAt: instant.describe('When it began.'),
  })
  .describe('A simulated call.');
/** A simulated call. */
export type SimulatedCall = z.infer<typeof simulatedCall>;

/** Body of PUT /simulated/clock. */
export const clockRequest = z
  .strictObject({
    now: instantInput.optional().describe('Set the time, forward only; left out: as it is.'),
    speed: z.number().min(0).max(10_000).optional().describe('Simulated milliseconds per real one; 0 stands still.'),
  })
  .describe('Sets the clock.');
/** Sets the clock. */
export type ClockRequest = z.input<typeof clockRequest>;
/** The clock. */
export const clock = z
  .object({
    now: instant.describe('Time of the contact centre.'),
    speed: z.number().describe('Simulated milliseconds per real one.'),
  })
  .describe('The clock.');
/** The clock. */
export type Clock = z.infer<typeof clock>;

/** What a simulated phone can do when it rings. */
export const subscriberBehaviours = [
  'answer',
  'busy',
  'no_answer',
  'reject',
  'voicemail',
  'invalid_number',
  'network_failure',
  'fax',
] as const;
/** Body of PUT /simulated/subscribers/{number}. */
export const subscriberRequest = z
  .strictObject({
    behaviour: z.enum(subscriberBehaviours).default('answer').describe('What the phone does when it rings.'),
    answerAfterMs: durationMs(0, 600_000).default(1000).describe('Answers after this.'),
    keys: digits.default('1').describe('Keys pressed after the announcement.'),
    talkMs: durationMs(0, 86_400_000)
      .nullable()
      .default(null)
      .describe('Hangs up after talking this long; null: does not hang up.'),
  })
  .describe('Says how a simulated phone behaves.');
/** Says how a simulated phone behaves. */
export type SubscriberRequest = z.input<typeof subscriberRequest>;
/** A simulated phone. */
export const subscriber = z
  .object({
    number: z.string().describe('The number.'),
    behaviour: z.enum(subscriberBehaviours).describe('What the phone does.'),
    answerAfterMs: count.describe('Answers after this.'),
    keys: z.string().describe('Keys pressed.'),
    talkMs: count.nullable().describe('Hangs up after talking this long; null: does not.'),
  })
  .describe('A simulated phone.');
/** A simulated phone. */
export type Subscriber = z.infer<typeof subscriber>;

/** The handset of the demo page. */
export const handset = z
  .object({
    status: z.enum(['idle', 'ringing', 'connected']).describe('What it does.'),
    legId: z.string().nullable().describe('The call; null when idle.'),
    caller: z.string().nullable().describe('The other number; null when idle or withheld.'),
    prompt: z.string().nullable().describe('The sentence spoken last, in words; null for music, talk or silence.'),
    bridged: z.boolean().describe('Whether it is connected with a person.'),
    since: instant.describe('In this status since.'),
  })
  .describe('The handset of the demo page.');
/** The handset of the demo page. */
export type Handset = z.infer<typeof handset>;
/** Body of POST /simulated/handset/keys. */
export const handsetKeysRequest = z
  .strictObject({ keys: digits.min(1).describe('The keys, in order.') })
  .describe('Presses keys.');
/** Presses keys. */
export type HandsetKeysRequest = z.input<typeof handsetKeysRequest>;
/** Body of POST /simulated/handset/call. */
export const handsetCallRequest = z
  .strictObject({ to: phoneNumberInput.describe('The number to call.') })
  .describe('Calls a number.');
/** Calls a number. */
export type HandsetCallRequest = z.input<typeof handsetCallRequest>;

/** What the demo page needs to know. */
export const demoSettings = z
  .object({
    publishableKey: z.string().describe('The key of the widget on the page.'),
    services: z
      .array(z.object({ id: id('service'), name: z.string().describe('Name, for people.') }))
      .describe('The services that can be chosen.'),
    inboundNumber: z.string().describe('The number the handset calls; empty when there is none.'),
    handsetNumber: z.string().describe('The number of the handset.'),
    handsetLine: z
      .enum(['simulated', 'sip'])
      .describe('What the handset is connected to: the simulated network, or a real phone system by SIP.'),
  })
  .describe('What the demo page needs to know.');
/** What the demo page needs to know. */
export type DemoSettings = z.infer<typeof demoSettings>;
/** Path of a simulated subscriber. */
export const subscriberNumber = text(40, 1).describe('The number.');
