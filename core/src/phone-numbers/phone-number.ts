import {
  getCountries,
  getCountryCallingCode,
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

/** A number's reading never changes. Readings of numbers without a default country, the later half of them. */
let readings = new Map<string, ParsedPhoneNumber>();
/** The earlier half. Forgotten together: a map from which the oldest is taken one by one walks past all that are gone. */
let earlierReadings: ReadonlyMap<string, ParsedPhoneNumber> = new Map();

/**
 * Reads what somebody typed. A number without `+` is read as one of `defaultCountry` (its own international prefix, such
 * as 00, included). An extension is dropped: only the number itself is rung. Never throws for any text.
 */
export function parsePhoneNumber(text: string, defaultCountry: string | null): ParsedPhoneNumber {
  if (defaultCountry !== null || text.length > TEXT_LENGTH_MAX) return parse(text, defaultCountry);
  const known = readings.get(text);
  if (known !== undefined) return known;
  const parsed = earlierReadings.get(text) ?? parse(text, null);
  if (readings.size >= READINGS_KEPT_MAX / 2) {
    earlierReadings = readings;
    readings = new Map();
  }
  readings.set(text, parsed);
  return parsed;
}

function parse(text: string, defaultCountry: string | null): ParsedPhoneNumber {
  const trimmed = text.trim();
  if (trimmed.length > TEXT_LENGTH_MAX) return { ok: false, reason: 'not_a_number' };
  const number = read(trimmed, defaultCountry);
  if ('ok' in number) return number;
  // A number that has a type is valid, and so long as numbers of its type are: nothing else need be asked, and asking is work.
  const type = number.getType();
  if (type === undefined && !number.isPossible()) return { ok: false, reason: 'not_possible' };
  if (type === undefined && !number.isValid()) return { ok: false, reason: 'not_valid' };
  return {
    ok: true,
    e164: number.number,
    country: number.country ?? null,
    type: type === undefined ? 'unknown' : TYPES[type],
  };
}

/** E.164: a calling code of one to three digits, at most fifteen digits in all; no number is shorter than seven. */
const E164 = /^\+[1-9]\d{6,14}$/;
const CALLING_CODE_LENGTHS = [2, 3, 1] as const;

/** Countries by calling code; null where several share it, as +44 and +7. */
const countryByCallingCode = new Map<string, string | null>();
for (const country of getCountries()) {
  const code = getCountryCallingCode(country);
  countryByCallingCode.set(code, countryByCallingCode.has(code) ? null : country);
}

/**
 * The country whose calling code a number in E.164 begins with, without a look whether the rest is a number of its plan. Null
 * where several countries or none have that code, or where this is no E.164.
 */
export function countryOfCallingCode(e164: string): string | null {
  if (!E164.test(e164)) return null;
  for (const length of CALLING_CODE_LENGTHS) {
    const country = countryByCallingCode.get(e164.slice(1, 1 + length));
    if (country !== undefined) return country;
  }
  return null;
}
