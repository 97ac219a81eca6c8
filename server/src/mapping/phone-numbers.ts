import { isAllowed, parsePhoneNumber, type NumberRules, type ValidPhoneNumber } from '@ringback/core';
import { ProblemError } from '../http/problem-error.ts';

const advice = {
  not_a_number: 'is not a phone number; send it with its country code, for example +12025550100',
  not_possible: 'has not the length of a phone number of that country',
  not_valid: 'is in no range of its country that is in use',
} as const;

const refusals = {
  country_not_allowed: 'is in a country that may not be rung',
  type_blocked: 'is of a kind that may not be rung',
  pattern_blocked: 'is in a range that may not be rung',
} as const;

/** E.164 of what was sent. Throws ProblemError `invalid_phone_number` that names the field. */
export function readPhoneNumber(text: string, path: string): string {
  return readNumber(text, path).e164;
}

/** E.164 of a number that may be rung. Throws ProblemError `invalid_phone_number` or `number_not_allowed`. */
export function readAllowedNumber(text: string, path: string, rules: NumberRules): string {
  const number = readNumber(text, path);
  const permission = isAllowed(number, rules);
  if (permission.allowed) return number.e164;
  const message = refusals[permission.reason];
  throw new ProblemError('number_not_allowed', { detail: `${path} ${message}`, errors: [{ path, message }] });
}

function readNumber(text: string, path: string): ValidPhoneNumber {
  const parsed = parsePhoneNumber(text, null);
  if (parsed.ok) return parsed;
  throw new ProblemError('invalid_phone_number', {
    detail: `${path} ${advice[parsed.reason]}`,
    errors: [{ path, message: advice[parsed.reason] }],
  });
}
