import { countryOfCallingCode, parsePhoneNumber } from './phone-number.ts';
import { zonesOfCountry } from './country-zones.ts';
import { zonesOfAreaCode } from './nanp-area-zones.ts';

const NANP_NUMBER = /^\+1\d{10}$/;

/**
 * The time zones the owner of a number can be in, going by the number: by area code in the United States and Canada, by
 * country elsewhere. A best guess: numbers travel. Empty when the number says nothing (no country, or not a number). Where a
 * calling code is of one country alone the number is not read any further: it is asked for before every dial.
 */
export function zonesOfNumber(e164: string): readonly string[] {
  const byArea = NANP_NUMBER.test(e164) ? zonesOfAreaCode(e164.slice(2, 5)) : null;
  if (byArea !== null) return byArea;
  const country = countryOfCallingCode(e164) ?? countryOfNumber(e164);
  return country === null ? [] : zonesOfCountry(country);
}

/** The country of a number (ISO 3166-1 alpha-2); null when it has none or is not a valid number. */
export function countryOfNumber(e164: string): string | null {
  const number = parsePhoneNumber(e164, null);
  return number.ok ? number.country : null;
}
