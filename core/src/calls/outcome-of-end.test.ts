import { expect, test } from 'vitest';
import { outcomeOfUnanswered } from './outcome-of-end.ts';

/** Causes of ITU-T Q.850 with the SIP status of RFC 3398 8.2.6.1, and what each says about the customer. */
const ROWS: readonly (readonly [cause: number, status: number, outcome: string])[] = [
  [1, 404, 'invalid_number'],
  [2, 404, 'invalid_number'],
  [3, 404, 'invalid_number'],
  [22, 410, 'invalid_number'],
  [23, 410, 'invalid_number'],
  [26, 404, 'invalid_number'],
  [28, 484, 'invalid_number'],
  [17, 486, 'busy'],
  [17, 600, 'busy'],
  [18, 408, 'no_answer'],
  [19, 480, 'no_answer'],
  [20, 480, 'unreachable'],
  [21, 403, 'rejected'],
  [21, 603, 'rejected'],
  [27, 502, 'unreachable'],
  [34, 503, 'network_failure'],
  [38, 503, 'network_failure'],
  [41, 503, 'network_failure'],
  [42, 503, 'network_failure'],
  [47, 503, 'network_failure'],
  [58, 503, 'network_failure'],
  [102, 504, 'network_failure'],
  [29, 501, 'network_failure'],
  [55, 403, 'network_failure'],
  [57, 403, 'network_failure'],
  [65, 488, 'network_failure'],
  [70, 488, 'network_failure'],
  [79, 501, 'network_failure'],
  [87, 403, 'network_failure'],
  [88, 503, 'network_failure'],
  [111, 500, 'network_failure'],
  [127, 500, 'network_failure'],
];

test.each(ROWS)('[A2] cause %i with status %i: %s', (q850Cause, sipStatus, outcome) => {
  expect(outcomeOfUnanswered({ q850Cause, sipStatus, endedBy: 'network' })).toBe(outcome);
});

test.each([
  [404, 'invalid_number'],
  [410, 'invalid_number'],
  [484, 'invalid_number'],
  [486, 'busy'],
  [600, 'busy'],
  [480, 'no_answer'],
  [408, 'no_answer'],
  [603, 'rejected'],
  [607, 'rejected'],
  [502, 'unreachable'],
  [503, 'network_failure'],
  [504, 'network_failure'],
  [500, 'network_failure'],
  [604, 'invalid_number'],
])('[A2] status %i without a cause: %s', (sipStatus, outcome) => {
  expect(outcomeOfUnanswered({ q850Cause: null, sipStatus, endedBy: 'network' })).toBe(outcome);
});

test('[A2] normal, unspecified says nothing: the status decides, and without one it is unknown', () => {
  expect(outcomeOfUnanswered({ q850Cause: 31, sipStatus: 486, endedBy: 'far_end' })).toBe('busy');
  expect(outcomeOfUnanswered({ q850Cause: 31, sipStatus: null, endedBy: 'far_end' })).toBe('unknown');
  expect(outcomeOfUnanswered({ q850Cause: null, sipStatus: null, endedBy: 'far_end' })).toBe('unknown');
});
