import {
  isSupportedCountry,
  ParseError,
  parsePhoneNumberWithError,
  type NumberType,
  type PhoneNumber,
} from 'libphonenumber-js/max';

/** What a number is for, by the numbering plan of its country. `unknown`: valid, but the plan does not say. */
export type PhoneNumberType =
  | 'premium_rate'
  | 'toll_free'
  | 'shared_cost'
  | 'voip'
  | 'personal_number'
  | 'pager'
  | 'uan'
  | 'voicemail'
  | 'fixed_line_or_mobile'
  | 'fixed_line'
  | 'mobile'
  | 'unknown';

/** A number that can be rung: E.164 with `+`, its country (ISO 3166-1 alpha-2; null for numbers of no country, such as +800), its type. */
export interface ValidPhoneNumber {
  readonly e164: string;
  readonly country: string | null;
  readonly type: PhoneNumberType;
}

/**
 * What became of a text. `not_a_number`: no digits, or a national number and no country to read it in. `not_possible`:
 * wrong length or no such country code. `not_valid`: right length, but no such range in the country's numbering plan.
 */
export type ParsedPhoneNumber =
  | ({ readonly ok: true } & ValidPhoneNumber)
  | { readonly ok: false; readonly reason: 'not_a_number' | 'not_possible' | 'not_valid' };

const TYPES: Readonly<Record<Exclude<NumberType, undefined>, PhoneNumberType>> = {
  PREMIUM_RATE: 'premium_rate',
  TOLL_FREE: 'toll_free',
  SHARED_COST: 'shared_cost',
  VOIP: 'voip',
  PERSONAL_NUMBER: 'personal_number',
  PAGER: 'pager',
  UAN: 'uan',
  VOICEMAIL: 'voicemail',
  FIXED_LINE_OR_MOBILE: 'fixed_line_or_mobile',
  FIXED_LINE: 'fixed_line',
  MOBILE: 'mobile',
};

/** No way of writing a number with spaces, brackets and extension is longer. */
const TEXT_LENGTH_MAX = 64;

type Failure = Extract<ParsedPhoneNumber, { ok: false }>;

function failureOf(error: unknown, text: string): Failure {
  if (!(error instanceof ParseError)) throw error;
  if (error.message === 'NOT_A_NUMBER') return { ok: false, reason: 'not_a_number' };
  if (error.message === 'INVALID_COUNTRY' && !text.startsWith('+')) return { ok: false, reason: 'not_a_number' };
  return { ok: false, reason: 'not_possible' };
}

function read(text: string, defaultCountry: string | null): PhoneNumber | Failure {
  const country = defaultCountry?.toUpperCase();
  try {
    return country !== undefined && isSupportedCountry(country)
      ? parsePhoneNumberWithError(text, { defaultCountry: country, extract: false })
      : parsePhoneNumberWithError(text, { extract: false });
  } catch (error) {
    return failureOf(error, text);
  }
}

/** International numbers whose reading is remembered: a callback's number is read several times between its request and its dial. */
const READINGS_KEPT_MAX = 10_000;

/** Readings of numbers without a default country, the oldest first. A number's reading never changes. */
const readings = new Map<string, ParsedPhoneNumber>();

/**
 * Reads what somebody typed. A number without `+` is read as one of `defaultCountry` (its own international prefix, such
 * as 00, included). An extension is dropped: only the number itself is rung. Never throws for any text.
 */
export function parsePhoneNumber(text: string, defaultCountry: string | null): ParsedPhoneNumber {
  if (defaultCountry !== null || text.length > TEXT_LENGTH_MAX) return parse(text, defaultCountry);
  const known = readings.get(text);
  if (known !== undefined) return known;
  const parsed = parse(text, null);
  if (readings.size >= READINGS_KEPT_MAX) forgetOldest();
  readings.set(text, parsed);
  return parsed;
}

function forgetOldest(): void {
  for (const oldest of readings.keys()) {
    readings.delete(oldest);
    return;
  }
}

function parse(text: string, defaultCountry: string | null): ParsedPhoneNumber {
  const trimmed = text.trim();
  if (trimmed.length > TEXT_LENGTH_MAX) return { ok: false, reason: 'not_a_number' };
  const number = read(trimmed, defaultCountry);
  if ('ok' in number) return number;
  if (!number.isPossible()) return { ok: false, reason: 'not_possible' };
  // A number that has a type is valid: the library finds the one by the other, and it is most of the work.
  const type = number.getType();
  if (type === undefined && !number.isValid()) return { ok: false, reason: 'not_valid' };
  return {
    ok: true,
    e164: number.number,
    country: number.country ?? null,
    type: type === undefined ? 'unknown' : TYPES[type],
  };
}
