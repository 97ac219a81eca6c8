import { z } from 'zod';
import { attemptOutcomes, delivery } from './callback.ts';
import {
  durationMs,
  languageTag,
  localTime,
  longestDurationMs,
  phoneNumberInput,
  reference,
  skillLevel,
  skillName,
  text,
  whole,
} from './primitives.ts';

const day = 24 * 3_600_000;

/** Short id that a person chooses: of subjects, dispositions, decline reasons. */
export const shortId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, _ or -')
  .describe('Short id.');

/** A skill an agent must hold. */
export const skillRequirement = z
  .strictObject({
    skill: skillName,
    levelMin: skillLevel.default(1).describe('At least this level, 1 to 5.'),
  })
  .describe('A skill an agent must hold.');
/** A skill an agent must hold. */
export type SkillRequirement = z.infer<typeof skillRequirement>;

/** When customers in the line are invited to a callback. */
export const invitationPolicy = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether invitations are made at all.'),
    waitThresholdMs: durationMs(0, day).default(120_000).describe('Invite when the estimated wait is longer.'),
    whenNobodyAvailable: z.boolean().default(true).describe('Invite when no agent is available.'),
    queueLengthMin: whole(1, 1_000_000)
      .nullable()
      .default(null)
      .describe('Invite when this many wait; null: not by length.'),
    repeatAfterMs: durationMs(1000, day)
      .nullable()
      .default(120_000)
      .describe('Invite again after this time in the line; null: once only.'),
    atClosing: z.boolean().default(true).describe('Invite everybody still in the line when the service closes.'),
    confirmNumber: z
      .boolean()
      .default(true)
      .describe(
        'Whether who takes it confirms their number by 1, or types another; false: the number they call from, unasked.',
      ),
  })
  .prefault({})
  .describe('When customers in the line are invited to a callback.');
/** When customers in the line are invited to a callback. */
export type InvitationPolicy = z.infer<typeof invitationPolicy>;

function afterOutcome(what: string, retryAfterMs: number | null = null, consumes = true, stop = false) {
  return z
    .strictObject({
      retryAfterMs: durationMs(0, 30 * day)
        .nullable()
        .default(retryAfterMs)
        .describe('Try again after this; null: after `spacingMs`.'),
      consumes: z.boolean().default(consumes).describe('Whether it counts against `max`.'),
      stop: z.boolean().default(stop).describe('Whether the callback is closed at once.'),
    })
    .prefault({})
    .describe(what);
}

type Rules = Record<Exclude<(typeof attemptOutcomes)[number], 'answered_human'>, ReturnType<typeof afterOutcome>>;
const perOutcome = {
  answered_machine: afterOutcome('After a voicemail.'),
  fax: afterOutcome('After a fax machine.'),
  busy: afterOutcome('After busy.'),
  no_answer: afterOutcome('After nobody answered.'),
  rejected: afterOutcome('After the customer rejected the call.'),
  invalid_number: afterOutcome('After the network said there is no such number.', null, true, true),
  unreachable: afterOutcome('After the phone could not be reached.'),
  network_failure: afterOutcome('After the network failed.', 60_000, false),
  not_confirmed: afterOutcome('After somebody answered and pressed nothing.'),
  hung_up_waiting: afterOutcome('After the customer hung up while waiting for an agent.'),
  unattended_answer: afterOutcome('After the customer waited in vain for an agent.', 0, false),
  unknown: afterOutcome('After an attempt whose end is not known.'),
} satisfies Rules;

/** How often and when a customer is tried. */
export const attemptPolicy = z
  .strictObject({
    max: whole(1, 20).default(3).describe('Most attempts.'),
    ringMs: durationMs(1000, 120_000).default(30_000).describe('How long one attempt rings.'),
    spacingMs: durationMs(0, 30 * day)
      .default(600_000)
      .describe('Time between attempts.'),
    perOutcome: z.strictObject(perOutcome).prefault({}).describe('What follows each outcome.'),
  })
  .prefault({})
  .describe('How often and when a customer is tried.');
/** How often and when a customer is tried. */
export type AttemptPolicy = z.infer<typeof attemptPolicy>;

/** What happens to the place in the line when something failed. */
export const placePolicy = z
  .union([
    z.enum(['keep', 'back_of_line']),
    z.strictObject({ decayMs: durationMs(0, day).describe('Arrival moves back by this.') }),
  ])
  .describe('The place after a failed attempt: kept, lost by some time, or at the back of the line.');
/** The place after a failed attempt: kept, lost by some time, or at the back of the line. */
export type PlacePolicy = z.infer<typeof placePolicy>;

const callingWindowHours = {
  from: localTime.describe('Not before, local time of the customer.'),
  to: localTime.describe('Not after, local time of the customer.'),
};
/** When customers may be rung, in their own local time. */
export const callingWindow = z
  .strictObject({
    from: localTime.default('08:00').describe('Not before, local time of the customer.'),
    to: localTime.default('21:00').describe('Not after, local time of the customer.'),
    perCountry: z
      .record(
        z.string().regex(/^[A-Z]{2}$/, 'must be a country, ISO 3166-1 alpha-2'),
        z.strictObject(callingWindowHours),
      )
      .default({})
      .describe('Other hours by country of the number, ISO 3166-1 alpha-2.'),
  })
  .prefault({})
  .describe('When customers may be rung, in their own local time.');
/** When customers may be rung, in their own local time. */
export type CallingWindow = z.infer<typeof callingWindow>;

/** How far customers may be dialled before an agent is free. */
export const dialAheadPolicy = z
  .strictObject({
    waitTargetMs: durationMs(0, 60_000)
      .default(5_000)
      .describe('A customer who pressed 1 talks with an agent within this time; whoever waits longer is late.'),
    lateRatioMax: z
      .number()
      .min(0)
      .max(0.2)
      .default(0.03)
      .describe('Largest share of customers who pressed 1 and may be late; at 0 nobody is dialled ahead.'),
  })
  .describe('How far customers may be dialled before an agent is free.');
/** How far customers may be dialled before an agent is free. */
export type DialAheadPolicy = z.infer<typeof dialAheadPolicy>;

const named = { id: shortId, name: text(120, 1).describe('Name, for people.') };
const dispositions = [
  { id: 'resolved', name: 'Resolved' },
  { id: 'follow_up', name: 'Follow-up needed' },
  { id: 'not_reached', name: 'Not reached' },
  { id: 'wrong_number', name: 'Wrong number' },
];
const declineReasons = [
  { id: 'not_ready', name: 'Not ready', mayOfferAgain: true },
  { id: 'wrong_skill', name: 'Not my subject', mayOfferAgain: false },
  { id: 'break', name: 'On a break', mayOfferAgain: true },
];

/** The policy of a service: everything about how its callbacks are taken and delivered. */
export const serviceDocument = z
  .strictObject({
    name: text(120, 1).nullable().default(null).describe('Name, for customers; null: the id.'),
    queueId: reference('queue').describe('The queue its callers and callbacks stand in.'),
    delivery: delivery.default('customer_first').describe('How callbacks are delivered.'),
    reserveAgent: z
      .boolean()
      .default(true)
      .describe('Customer first: whether the agent that became free is kept while the customer is dialled.'),
    dialAhead: dialAheadPolicy
      .nullable()
      .default(null)
      .describe(
        'Customer first without a reserved agent: dial just before an agent is free; null: one customer for each free agent.',
      ),
    invitation: invitationPolicy,
    attempts: attemptPolicy,
    confirm: z
      .strictObject({
        required: z.boolean().default(true).describe('Whether the customer must press 1.'),
        timeoutMs: durationMs(100, 60_000).default(10_000).describe('How long they have.'),
      })
      .prefault({})
      .describe('Whether a person confirms before an agent is connected.'),
    holdCapMs: durationMs(1000, 600_000).default(45_000).describe('Longest wait of a confirmed customer on the line.'),
    placePolicy: placePolicy.default('keep'),
    hoursId: reference('hours').nullable().default(null).describe('Opening hours; null: always open.'),
    slotMinutes: z
      .union([z.literal(15), z.literal(30), z.literal(60)], 'must be 15, 30 or 60')
      .default(30)
      .describe('Length of a slot, minutes.'),
    capacityId: reference('capacity').nullable().default(null).describe('Capacity of the slots; null: 5 each.'),
    leadMs: durationMs(0, day)
      .default(60_000)
      .describe('A scheduled callback enters the line this much early, or earlier when the wait is longer.'),
    expireAfterMs: durationMs(1000)
      .nullable()
      .default(8 * 3_600_000)
      .describe('A callback asked for as soon as possible expires after this; null: never.'),
    purgeAfterMs: durationMs(1000)
      .nullable()
      .default(null)
      .describe('Every callback is removed this long after its time; null: never.'),
    closingTime: z
      .enum(['purge', 'keep'])
      .default('keep')
      .describe('What happens to waiting callbacks when the service closes.'),
    callerId: phoneNumberInput
      .nullable()
      .default(null)
      .describe('The number that rings at the customer; null: that of the trunk.'),
    inboundNumbers: z
      .array(phoneNumberInput)
      .max(100)
      .default([])
      .describe('Numbers on which callers reach this service; each belongs to one service.'),
    callInGroupId: reference('callInGroup')
      .nullable()
      .default(null)
      .describe('Numbers on which customers call in on request; null: they cannot.'),
    language: languageTag.default('en').describe('Language of a customer who chose none, BCP 47.'),
    duplicatePolicy: z
      .enum(['return', 'update'])
      .default('return')
      .describe('A second request for the same number: return the open callback, or update it.'),
    afterHours: z
      .enum(['refuse', 'first_slot', 'at_opening'])
      .default('refuse')
      .describe('A request while closed: refuse, book the first slot, or line up for the opening.'),
    openMax: whole(1, 10_000_000).nullable().default(null).describe('Most open callbacks; null: no limit.'),
    inviteWatermark: whole(1, 10_000_000)
      .nullable()
      .default(null)
      .describe('No invitations when this many are open; null: no limit.'),
    paused: z.boolean().default(false).describe('Whether new requests are refused.'),
    subjects: z
      .array(
        z.strictObject({
          ...named,
          skills: z.array(skillRequirement).max(20).default([]).describe('Skills it needs besides those of the queue.'),
        }),
      )
      .max(200)
      .default([])
      .describe('What customers choose from.'),
    skills: z
      .array(skillRequirement)
      .max(20)
      .nullable()
      .default(null)
      .describe('Skills instead of those of the queue; null: those of the queue.'),
    priority: z
      .strictObject({
        initial: whole(0, 1_000_000).default(0).describe('Priority at the start; higher goes first.'),
        incrementPerMinute: z.number().min(0).max(10_000).default(0).describe('Grows by this each minute.'),
        limit: whole(0, 1_000_000).default(1_000_000).describe('Grows no further than this.'),
      })
      .prefault({})
      .describe('Priority in the line.'),
    guaranteeMs: durationMs(1000, longestDurationMs)
      .nullable()
      .default(null)
      .describe('Rung within this after arrival, by priority just in time; null: no guarantee.'),
    affinity: z
      .strictObject({
        waitMs: durationMs(0, day).default(60_000).describe('How long to wait for the preferred agent.'),
      })
      .prefault({})
      .describe('Preferred agents.'),
    snoozeMs: durationMs(1000, day).default(300_000).describe('"Call me later" waits this long.'),
    callingWindow,
    numberRulesId: reference('numberRules')
      .nullable()
      .default(null)
      .describe('Which numbers may be rung; null: the common rules.'),
    wrapUpMs: durationMs(0, 3_600_000)
      .nullable()
      .default(30_000)
      .describe('Time for the wrap-up; null: no limit, 0: none.'),
    dispositions: z
      .array(z.strictObject(named))
      .max(200)
      .default(dispositions)
      .describe('How an agent can close a callback.'),
    offerTimeoutMs: durationMs(1000, 600_000).default(20_000).describe('Time to accept an offer.'),
    offerTimeoutPresence: z
      .enum(['available', 'busy', 'away', 'offline'])
      .default('away')
      .describe('Presence of an agent who let an offer pass.'),
    declineReasons: z
      .array(
        z.strictObject({
          ...named,
          mayOfferAgain: z.boolean().default(true).describe('Whether the same agent may get it again.'),
        }),
      )
      .max(50)
      .default(declineReasons)
      .describe('Why an agent can decline.'),
    dialCountdownMs: durationMs(0, 3_600_000)
      .nullable()
      .default(30_000)
      .describe('Agent first: dialled by itself after this; null: only by hand.'),
    redialWindowMs: durationMs(0, day)
      .default(300_000)
      .describe('Agent first: how long the agent keeps it for another try.'),
    machineDetection: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .describe('Whether the first seconds after the answer are listened to; a person waits about two of them.'),
        leaveMessage: z
          .boolean()
          .default(false)
          .describe(
            'Whether a voicemail gets a message after its beep; what follows is the rule of `answered_machine`.',
          ),
      })
      .prefault({})
      .describe('Voicemails and fax machines. Beeps are heard without this.'),
    recording: z
      .enum(['off', 'mixed', 'mixed_and_sides'])
      .default('off')
      .describe(
        'Whether conversations are recorded: both sides in one, or each side apart besides. The customer is told before.',
      ),
    recordingRetentionDays: whole(1, 36_500)
      .nullable()
      .default(null)
      .describe(
        'A recording is deleted this many days of 24 hours after its beginning; null: kept until somebody deletes it.',
      ),
  })
  .describe('The policy of a service.');
/** The policy of a service. */
export type ServiceDocument = z.infer<typeof serviceDocument>;
