import { z } from 'zod';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Longest duration the contract takes anywhere: 366 days, in milliseconds. */
export const longestDurationMs = 366 * dayMs;

/** True when a database and a JSON document can carry the text: no NUL, no half of a surrogate pair. */
export function isStorableText(value: string): boolean {
  return !value.includes('\u0000') && value.isWellFormed();
}

/** Text of a person or a program, `min` to `max` UTF-16 units, without NUL and without broken surrogates. */
export function text(max: number, min = 0) {
  return z.string().min(min).max(max).refine(isStorableText, 'must not contain NUL or broken Unicode');
}

/** The prefixes ids carry, by what they identify. */
export const idPrefixes = {
  callback: 'cb',
  service: 'svc',
  queue: 'q',
  agent: 'agt',
  offer: 'off',
  attempt: 'att',
  call: 'call',
  leg: 'leg',
  slotHold: 'hold',
  hours: 'hrs',
  capacity: 'cap',
  numberRules: 'nr',
  recording: 'rec',
  callInGroup: 'cig',
  callIn: 'ci',
  key: 'key',
} as const;
/** What an id can identify. */
export type IdKind = keyof typeof idPrefixes;

/** A well-formed id of one kind: its prefix, `_`, then 1 to 64 of letters, digits, `_` and `-`. */
export function id(kind: IdKind) {
  const prefix = idPrefixes[kind];
  return z
    .string()
    .regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{1,64}$`), `must be an id that starts with ${prefix}_`)
    .describe(`Id of the ${words(kind)}; starts with \`${prefix}_\`.`);
}

/**
 * A reference to something by id, as a client sends it. Takes any text up to 100 long, so that a wrong id is answered
 * with "unknown ..." (404) and not with a complaint about its spelling.
 */
export function reference(kind: IdKind) {
  return text(100, 1).describe(`Id of the ${words(kind)}; starts with \`${idPrefixes[kind]}_\`.`);
}

function words(kind: IdKind): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** An instant as the server writes it: ISO 8601 in UTC, ending in `Z`. */
export const instant = z.iso
  .datetime()
  .meta({ wire: { type: 'string', format: 'date-time' }, description: 'Instant, ISO 8601 in UTC.' });

const earliestInput = Date.UTC(1900, 0, 1);
const latestInput = Date.UTC(2200, 0, 1);
/** An instant as a client sends it: ISO 8601 with `Z` or an offset, years 1900 to 2199. Comes out in UTC. */
export const instantInput = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 instant with Z or an offset' })
  // What is no instant has been refused already; it compares as neither earlier nor later.
  .refine(
    (value) => !(Date.parse(value) < earliestInput || Date.parse(value) >= latestInput),
    'must lie between the years 1900 and 2199',
  )
  .transform((value) => new Date(value).toISOString())
  .meta({ wire: { type: 'string', format: 'date-time' }, description: 'Instant, ISO 8601 with Z or an offset.' });

/** A whole number of milliseconds between two bounds. */
export function durationMs(min = 0, max = longestDurationMs) {
  return z.int().min(min).max(max);
}

/** A whole number between two bounds. */
export function whole(min: number, max: number) {
  return z.int().min(min).max(max);
}

/** A count as the server reports it. */
export const count = z.int().min(0);

/** A share between 0 and 1. */
export const ratio = z.number().min(0).max(1);

/** A calendar date, `YYYY-MM-DD`. */
export const localDate = z.iso
  .date()
  .meta({ wire: { type: 'string', format: 'date' }, description: 'Calendar date, YYYY-MM-DD.' });

/** A time of day, `HH:MM`, 00:00 to 24:00. */
export const localTime = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time HH:MM, 00:00 to 24:00')
  .describe('Time of day HH:MM, 00:00 to 24:00.');

/** True for the IANA zone names the platform knows; fixed offsets like `+02:00` are not zones. */
export function isTimeZone(value: string): boolean {
  if (!/^[A-Za-z]/.test(value)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** A time zone by its IANA name. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be an IANA time zone, for example Europe/Berlin')
  .describe('Time zone by its IANA name, for example Europe/Berlin.');

/** A phone number as the server writes it: E.164. */
export const e164 = z
  .string()
  .regex(/^\+[1-9]\d{1,14}$/, 'must be E.164, for example +12025550100')
  .describe('Phone number, E.164.');

/** A phone number as a client sends it; whether it is a number is decided afterwards (`invalid_phone_number`). */
export const phoneNumberInput = text(64).describe(
  'Phone number, best as E.164 (+12025550100); spaces and punctuation are taken off.',
);

/** A language tag, BCP 47. */
export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/, 'must be a language tag, for example en or pt-BR')
  .describe('Language, BCP 47, for example en or pt-BR.');

/** The name of a skill. */
export const skillName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be 1 to 64 letters, digits, _ . or -')
  .describe('Name of a skill.');

/** A skill level, 1 (least) to 5 (most). */
export const skillLevel = whole(1, 5).describe('Skill level, 1 to 5.');

/** An http or https address. */
export const webAddress = z.url({ protocol: /^https?$/ }).max(2000);

/** A flag in a query string: `true` or `false`; false when left out. */
export const queryFlag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')])
  .default(false)
  .meta({ wire: { type: 'boolean', default: false } });

/** A whole number in a query string, between two bounds. */
export function queryWhole(min: number, max: number) {
  return z
    .union([
      z.int(),
      z
        .string()
        .regex(/^-?\d{1,15}$/, 'must be a whole number')
        .transform(Number),
    ])
    .pipe(z.int().min(min).max(max))
    .meta({ wire: { type: 'integer', minimum: min, maximum: max } });
}

/** As `queryWhole`, with the value taken when it is left out. */
export function queryWholeOr(initial: number, min: number, max: number) {
  return queryWhole(min, max)
    .default(initial)
    .meta({ wire: { type: 'integer', minimum: min, maximum: max, default: initial } });
}

/** A list in a query string: repeated (`a=1&a=2`), comma separated (`a=1,2`), or a single value. */
export function queryList<const Values extends readonly [string, ...string[]]>(values: Values, max = 20) {
  const one = z.enum(values);
  return z
    .union([
      z.array(one).min(1).max(max),
      z
        .string()
        .transform((value) => value.split(','))
        .pipe(z.array(one).min(1).max(max)),
    ])
    .meta({ wire: { type: 'array', items: { type: 'string', enum: [...values] } } });
}

/** The query of every list: how many at most, and where to go on. */
export const pageQuery = {
  limit: queryWholeOr(50, 1, 200).describe('At most this many items, 1 to 200.'),
  cursor: text(500, 1).optional().describe('`nextCursor` of the page before.'),
};

/** One page of a list. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item).describe('The items of this page.'),
    nextCursor: z.string().nullable().describe('Give it as `cursor` to get the next page; null on the last one.'),
  });
}
