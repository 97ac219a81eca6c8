import { z } from 'zod';
import {
  durationMs,
  localDate,
  localTime,
  phoneNumberInput,
  skillLevel,
  skillName,
  text,
  timeZone,
  whole,
} from './primitives.ts';
import { skillRequirement } from './service-policy.ts';

const name = text(120, 1).nullable().default(null).describe('Name, for people; null: the id.');
/** A queue: one line with its skills and rings. */
export const queueDocument = z
  .strictObject({
    name,
    skills: z.array(skillRequirement).max(20).default([]).describe('Skills an agent must hold, all of them.'),
    relaxation: z
      .array(
        z.strictObject({
          afterMs: durationMs(0, 86_400_000).describe('From this time in the line on.'),
          skills: z.array(skillRequirement).max(20).describe('these skills are required instead.'),
        }),
      )
      .max(20)
      .default([])
      .describe('How the requirement relaxes with time.'),
    rings: z
      .array(
        z.strictObject({
          afterMs: durationMs(0, 86_400_000).describe('From this time in the line on.'),
          groups: z.array(text(64, 1)).min(1).max(50).describe('agents of these groups take part, too.'),
        }),
      )
      .max(20)
      .default([])
      .describe('Overflow: further groups of agents. None: every agent with the skills.'),
    matching: z
      .enum(['longest_idle', 'most_skilled'])
      .default('longest_idle')
      .describe('Which of several free agents gets the next.'),
    expectedHandleMs: durationMs(1000, 86_400_000)
      .nullable()
      .default(null)
      .describe('Expected length of a conversation with wrap-up, before there are measurements; null: unknown.'),
  })
  .describe('A queue: one line for live callers and callbacks.');
/** A queue: one line for live callers and callbacks. */
export type QueueDocument = z.infer<typeof queueDocument>;

/** How an agent is reached. */
export const agentEndpoint = z
  .strictObject({
    type: z
      .enum(['simulated', 'softphone', 'number'])
      .default('simulated')
      .describe('Simulated phone, softphone in the browser, or any phone number.'),
    address: text(200)
      .nullable()
      .default(null)
      .describe('SIP address or phone number; null: the one that belongs to the type.'),
    autoAccept: z.boolean().default(false).describe('Whether offers are accepted by themselves.'),
  })
  .prefault({})
  .describe('How an agent is reached.');
/** How an agent is reached. */
export type AgentEndpoint = z.infer<typeof agentEndpoint>;

/** An agent. */
export const agentDocument = z
  .strictObject({
    name,
    skills: z.record(skillName, skillLevel).default({}).describe('Skills with their levels, 1 to 5.'),
    groups: z.array(text(64, 1)).max(50).default([]).describe('Groups, for overflow rings.'),
    endpoint: agentEndpoint,
  })
  .describe('An agent.');
/** An agent. */
export type AgentDocument = z.infer<typeof agentDocument>;

const interval = z
  .strictObject({ from: localTime, to: localTime.describe('Time of day HH:MM, later than `from`, up to 24:00.') })
  .refine((value) => value.from < value.to, { path: ['to'], message: 'must be later than from' })
  .describe('From a time of day to a later one of the same day.');
const intervals = z.array(interval).max(20).default([]).describe('Open then; none: closed.');
function perWeekday<Schema extends z.ZodType>(schema: Schema) {
  return {
    monday: schema,
    tuesday: schema,
    wednesday: schema,
    thursday: schema,
    friday: schema,
    saturday: schema,
    sunday: schema,
  };
}

/** Opening hours. */
export const hoursDocument = z
  .strictObject({
    name,
    timeZone,
    weekly: z.strictObject(perWeekday(intervals)).prefault({}).describe('Opening hours of each weekday.'),
    holidays: z
      .array(z.strictObject({ date: localDate, name: text(120).default('').describe('Name of the holiday.') }))
      .max(500)
      .default([])
      .describe('Closed on these dates.'),
    specialDays: z
      .array(z.strictObject({ date: localDate, name: text(120).default('').describe('Name of the day.'), intervals }))
      .max(500)
      .default([])
      .describe('Other hours on these dates; stronger than holidays.'),
  })
  .describe('Opening hours in one time zone.');
/** Opening hours in one time zone. */
export type HoursDocument = z.infer<typeof hoursDocument>;

const places = whole(0, 100_000).describe('Callbacks per slot.');
const cell = z
  .strictObject({
    from: localTime,
    to: localTime.describe('Time of day HH:MM, later than `from`, up to 24:00.'),
    capacity: places,
  })
  .refine((value) => value.from < value.to, { path: ['to'], message: 'must be later than from' })
  .describe('Capacity of the slots that start within this part of the day.');

/** Capacity of slots. */
export const capacityDocument = z
  .strictObject({
    name,
    weekly: z
      .strictObject(perWeekday(z.array(cell).max(200).default([]).describe('Capacity through the day.')))
      .prefault({})
      .describe('Capacity of each weekday.'),
    exceptions: z
      .array(
        z
          .strictObject({
            date: localDate,
            from: localTime.default('00:00'),
            to: localTime.default('24:00'),
            capacity: places,
          })
          .refine((value) => value.from < value.to, { path: ['to'], message: 'must be later than from' }),
      )
      .max(2000)
      .default([])
      .describe('Other capacity on certain dates.'),
    defaultCapacity: places.default(5).describe('Callbacks per slot where nothing else is said.'),
  })
  .describe('How many callbacks each slot takes, in the time zone of the opening hours.');
/** How many callbacks each slot takes. */
export type CapacityDocument = z.infer<typeof capacityDocument>;

const country = z.string().regex(/^(?:[A-Z]{2}|\*)$/, 'must be a country, ISO 3166-1 alpha-2, or *');
const prefix = z.string().regex(/^\+[1-9]\d{0,14}$/, 'must be the start of an E.164 number, for example +4990');
/** Which numbers may be rung. */
export const numberRulesDocument = z
  .strictObject({
    name,
    allowCountries: z
      .array(country)
      .max(300)
      .default(['*'])
      .describe('Countries that may be rung, ISO 3166-1 alpha-2; `*` is all.'),
    blockCountries: z.array(country).max(300).default([]).describe('Countries that may not be rung.'),
    refuseTypes: z
      .array(
        z.enum([
          'premium_rate',
          'shared_cost',
          'toll_free',
          'personal_number',
          'pager',
          'uan',
          'voicemail',
          'voip',
          'fixed_line',
          'mobile',
        ]),
      )
      .max(10)
      .default(['premium_rate', 'shared_cost'])
      .describe('Kinds of numbers that may not be rung.'),
    allowPrefixes: z.array(prefix).max(1000).default([]).describe('May be rung whatever else is said.'),
    blockPrefixes: z.array(prefix).max(1000).default([]).describe('May not be rung.'),
    perNumberPerDay: whole(1, 10_000)
      .nullable()
      .default(null)
      .describe('Most requests per number in 24 hours; null: no limit.'),
    perAddressPerHour: whole(1, 1_000_000)
      .nullable()
      .default(null)
      .describe('Most requests per network address in an hour; null: no limit.'),
  })
  .describe('Which numbers may be rung.');
/** Which numbers may be rung. */
export type NumberRulesDocument = z.infer<typeof numberRulesDocument>;

/** Numbers on which customers who were told to call in do so. */
export const callInGroupDocument = z
  .strictObject({
    name,
    numbers: z.array(phoneNumberInput).min(1).max(1000).describe('The numbers that can be given out.'),
    matchBy: z
      .enum(['caller_number', 'access_code', 'either', 'both'])
      .default('either')
      .describe(
        'How a caller is known: by the number they call from (no codes), by a code they type, by either, or by a code that counts from their number only.',
      ),
    codeLength: z
      .union([z.literal(4), z.literal(5), z.literal(6)], 'must be 4, 5 or 6')
      .default(6)
      .describe('Digits of a code.'),
    validForMs: durationMs(1000, 86_400_000).default(900_000).describe('How long a request can be used.'),
    codeTriesMax: whole(1, 10).default(3).describe('Wrong codes in one call before the line is offered instead.'),
    readyForMs: durationMs(1000, 3_600_000)
      .default(300_000)
      .describe('Customer calls in: how long an agent is counted on for a customer who was told "ready".'),
  })
  .describe('Numbers on which customers who were told to call in do so.');
/** Numbers on which customers who were told to call in do so. */
export type CallInGroupDocument = z.infer<typeof callInGroupDocument>;
