import type { ValidPhoneNumber } from './phone-number.ts';

/** Which numbers may be rung (X5). */
export interface NumberRules {
  /** ISO 3166-1 alpha-2, upper case. A number of no country is allowed by `all` only. */
  readonly countries: 'all' | readonly string[];
  /** Countries refused although `countries` has them. */
  readonly blockedCountries?: readonly string[];
  /** Types as in `PhoneNumberType`. */
  readonly blockedTypes: readonly string[];
  /** Beginnings of E.164 numbers, such as `+1900`; `x` stands for any one digit: `+1xxx976`. */
  readonly blockedPatterns: readonly string[];
  /** Patterns that go before everything else: a number that fits one is allowed. */
  readonly allowedPatterns?: readonly string[];
}

/** Every country; no numbers that charge the caller more than the usual. */
export const DEFAULT_NUMBER_RULES: NumberRules = {
  countries: 'all',
  blockedTypes: ['premium_rate', 'shared_cost'],
  blockedPatterns: [],
};

/** May the number be rung, and if not, which rule says so? */
export type NumberPermission =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'country_not_allowed' | 'type_blocked' | 'pattern_blocked' };

/** Does an E.164 number begin as the pattern says? A pattern with anything but `+`, digits and `x` fits nothing. */
export function fitsPattern(e164: string, pattern: string): boolean {
  if (pattern.length === 0 || pattern.length > e164.length) return false;
  for (let i = 0; i < pattern.length; i += 1) {
    const isFit = pattern[i] === 'x' ? i > 0 : pattern[i] === e164[i];
    if (!isFit) return false;
  }
  return true;
}

function isCountryAllowed(country: string | null, rules: NumberRules): boolean {
  if (country !== null && rules.blockedCountries?.includes(country)) return false;
  return rules.countries === 'all' || (country !== null && rules.countries.includes(country));
}

/** Holds a number against the rules. */
export function isAllowed(number: ValidPhoneNumber, rules: NumberRules): NumberPermission {
  const fits = (pattern: string): boolean => fitsPattern(number.e164, pattern);
  if (rules.allowedPatterns?.some(fits)) return { allowed: true };
  if (!isCountryAllowed(number.country, rules)) return { allowed: false, reason: 'country_not_allowed' };
  if (rules.blockedTypes.includes(number.type)) return { allowed: false, reason: 'type_blocked' };
  if (rules.blockedPatterns.some(fits)) return { allowed: false, reason: 'pattern_blocked' };
  return { allowed: true };
}
