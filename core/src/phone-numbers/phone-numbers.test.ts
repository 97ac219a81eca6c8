import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CALLING_WINDOWS, isTimeZone, nextCallableAt } from '../calendar/index.ts';
import { fitsPattern } from './number-rules.ts';
import { countryOfCallingCode } from './phone-number.ts';
import {
  countryOfNumber,
  DEFAULT_NUMBER_RULES,
  isAllowed,
  parsePhoneNumber,
  zonesOfCountry,
  zonesOfNumber,
  type ValidPhoneNumber,
} from './index.ts';

function valid(text: string, country: string | null = null): ValidPhoneNumber {
  const number = parsePhoneNumber(text, country);
  if (!number.ok) throw new Error(`${text}: ${number.reason}`);
  return number;
}

describe('[X5] reading phone numbers', () => {
  test('every fictitious number of the simulated network, +1 202 555 0100 to 0199, is a number of the United States', () => {
    for (let last = 100; last <= 199; last += 1)
      expect(parsePhoneNumber(`+12025550${last}`, null)).toMatchObject({
        ok: true,
        e164: `+12025550${last}`,
        country: 'US',
      });
  });

  test.each([
    ['+49 30 23125 000', null, '+493023125000', 'DE', 'fixed_line'],
    ['030 23125 000', 'DE', '+493023125000', 'DE', 'fixed_line'],
    ['0049 30 23125000', 'DE', '+493023125000', 'DE', 'fixed_line'],
    ['(202) 555-0100', 'us', '+12025550100', 'US', 'fixed_line_or_mobile'],
    ['+44 20 7946 0000', 'DE', '+442079460000', 'GB', 'fixed_line'],
    ['+1 900 234 5678', null, '+19002345678', 'US', 'premium_rate'],
    ['+800 1234 5678', null, '+80012345678', null, 'toll_free'],
  ])('%s read in %s is %s (%s, %s)', (text, defaultCountry, e164, country, type) => {
    expect(parsePhoneNumber(text, defaultCountry)).toEqual({ ok: true, e164, country, type });
  });

  test.each([
    ['hello', 'US', 'not_a_number'],
    ['', null, 'not_a_number'],
    ['030 23125 000', null, 'not_a_number'],
    ['030 23125 000', 'XX', 'not_a_number'],
    [`+1${'2'.repeat(100)}`, null, 'not_a_number'],
    ['+1 202 555', null, 'not_possible'],
    ['+999 123 4567', null, 'not_possible'],
    ['+1 202 555 0100 1234', null, 'not_possible'],
    ['+1 100 555 0100', null, 'not_valid'],
  ])('%s read in %s: %s', (text, country, reason) => {
    expect(parsePhoneNumber(text, country)).toEqual({ ok: false, reason });
  });

  test('a reading is the same the second time, and after thousands of other numbers', () => {
    const texts = ['+49 30 23125 000', '+1 202 555', 'hello', ' +442079460000 '];
    const first = texts.map((text) => parsePhoneNumber(text, null));
    for (let last = 0; last < 11_000; last += 1) parsePhoneNumber(`+4930${1_000_000 + last}`, null);
    expect(texts.map((text) => parsePhoneNumber(text, null))).toEqual(first);
    expect(texts.map((text) => parsePhoneNumber(text, null))).toEqual(first);
    // Without a default country this is no number; with one it is.
    expect(parsePhoneNumber('030 23125 000', null).ok).toBe(false);
    expect(parsePhoneNumber('030 23125 000', 'DE').ok).toBe(true);
    expect(parsePhoneNumber('030 23125 000', null).ok).toBe(false);
  });

  test('[X4] any text at all has an answer', () => {
    const isAnswered = (text: string, country: string | null): boolean =>
      typeof parsePhoneNumber(text, country).ok === 'boolean';
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.option(fc.string({ maxLength: 3 })),
        (text, country) => isAnswered(text, country) && isAnswered(`+${text}`, country),
      ),
    );
  });
});

describe('[X5] number rules', () => {
  test('by default every country is allowed, premium-rate and shared-cost numbers are not', () => {
    expect(isAllowed(valid('+12025550100'), DEFAULT_NUMBER_RULES)).toEqual({ allowed: true });
    expect(isAllowed(valid('+19002345678'), DEFAULT_NUMBER_RULES)).toEqual({ allowed: false, reason: 'type_blocked' });
    expect(isAllowed(valid('+4918012345'), DEFAULT_NUMBER_RULES)).toEqual({ allowed: false, reason: 'type_blocked' });
  });

  test('countries, types and patterns refuse; an allowed pattern goes before them', () => {
    const rules = {
      ...DEFAULT_NUMBER_RULES,
      countries: ['US'],
      blockedPatterns: ['+1xxx5550199'],
      allowedPatterns: ['+4930'],
    };
    expect(isAllowed(valid('+12025550199'), rules)).toEqual({ allowed: false, reason: 'pattern_blocked' });
    expect(isAllowed(valid('+12025550198'), rules)).toEqual({ allowed: true });
    expect(isAllowed(valid('+442079460000'), rules)).toEqual({ allowed: false, reason: 'country_not_allowed' });
    expect(isAllowed(valid('+80012345678'), rules)).toEqual({ allowed: false, reason: 'country_not_allowed' });
    expect(isAllowed(valid('+493023125000'), rules)).toEqual({ allowed: true });
    expect(isAllowed(valid('+12025550100'), { ...rules, blockedCountries: ['US'] })).toEqual({
      allowed: false,
      reason: 'country_not_allowed',
    });
  });

  test.each([
    ['+1202', true],
    ['+1x02', true],
    ['+1202555010', true],
    ['', false],
    ['+1203', false],
    ['1202', false],
    ['x1202', false],
    ['+12025550100x', false],
    ['+1.*', false],
  ])('pattern %s fits: %s', (pattern, expected) => {
    expect(fitsPattern('+12025550100', pattern)).toBe(expected);
  });
});

describe('[S8] the zones of a number', () => {
  test.each([
    ['+12025550100', ['America/New_York']],
    ['+13125550100', ['America/Chicago']],
    ['+14155550100', ['America/Los_Angeles']],
    ['+16025550100', ['America/Phoenix']],
    ['+18085550100', ['Pacific/Honolulu']],
    ['+14165550100', ['America/Toronto']],
    ['+12085550100', ['America/Boise', 'America/Los_Angeles']],
    ['+493023125000', ['Europe/Berlin']],
    ['+442079460000', ['Europe/London']],
    ['+34912345678', ['Europe/Madrid', 'Atlantic/Canary']],
    ['+9779841234567', ['Asia/Kathmandu']],
    ['+80012345678', []],
    ['nonsense', []],
  ])('%s: %j', (e164, zones) => {
    expect(zonesOfNumber(e164)).toEqual(zones);
  });

  test('[S8] the calling code gives the country the whole number has, wherever one country alone has it', () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples);
      if (example === undefined) continue;
      const byCode = countryOfCallingCode(example.number);
      if (byCode !== null) expect([country, byCode]).toEqual([country, countryOfNumber(example.number)]);
    }
    expect(['+4930123456', '+447400123456', '+35312345678'].map(countryOfCallingCode)).toEqual(['DE', null, 'IE']);
    expect(['+80012345678', '+12025550100', '+49', '4930123456'].map(countryOfCallingCode)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('a toll-free number of the United States can be anywhere in it', () => {
    expect(zonesOfNumber('+18002345678')).toEqual(zonesOfCountry('US'));
    expect(countryOfNumber('+18002345678')).toBe('US');
  });

  test('every country has zones that exist and share a permitted hour', () => {
    const codes = 'US CA MX BR RU AU ID FR DE GB ES PT CL KI PF NZ CD AC XK CN IN JP'.split(' ');
    for (const code of codes) {
      const zones = zonesOfCountry(code);
      expect([code, zones.length > 0, zones.filter((zone) => !isTimeZone(zone))]).toEqual([code, true, []]);
      expect([code, nextCallableAt(Date.parse('2026-06-01T00:00Z'), zones, DEFAULT_CALLING_WINDOWS) === null]).toEqual([
        code,
        false,
      ]);
    }
    expect(zonesOfCountry('ZZ')).toEqual([]);
  });
});
