import { describe, expect, test } from 'vitest';
import { isMisconfigured, isUnwanted, outcomeOfAnswered, outcomeOfUnanswered } from './outcome-of-end.ts';

const end = (sipStatus: number | null, q850Cause: number | null) =>
  ({ sipStatus, q850Cause, endedBy: 'network' }) as const;

describe('what it says at the end of an answered leg without an agent', () => {
  // ITU-T Q.850: 38 network out of order, 41 temporary failure, 16 normal clearing, 44 requested channel not available.
  test.each([
    [38, 'network', 'network_failure'],
    [41, 'network', 'network_failure'],
    [null, 'network', 'unknown'],
    [44, 'network', 'hung_up_waiting'],
    [16, 'far_end', 'hung_up_waiting'],
    [null, 'far_end', 'hung_up_waiting'],
    [38, 'far_end', 'hung_up_waiting'],
  ] as const)('[A2] cause %s, ended by %s: %s', (q850Cause, endedBy, outcome) => {
    expect(outcomeOfAnswered({ sipStatus: null, q850Cause, endedBy }, 'hung_up_waiting')).toBe(outcome);
  });
});

describe('what a phone system says at the end of a leg nobody answered', () => {
  /** Rows that were seen with a real phone system: SIP status, Q.850 cause, whether ringing was reported. */
  const SEEN: readonly (readonly [status: number, cause: number, hasRung: boolean, outcome: string])[] = [
    [486, 17, true, 'busy'],
    [600, 17, true, 'busy'],
    [603, 21, true, 'rejected'],
    [403, 21, false, 'rejected'],
    [607, 127, true, 'rejected'],
    [608, 127, false, 'rejected'],
    [404, 1, false, 'invalid_number'],
    [604, 1, false, 'invalid_number'],
    [410, 22, false, 'invalid_number'],
    [484, 28, false, 'invalid_number'],
    [480, 19, true, 'no_answer'],
    [480, 19, false, 'unreachable'],
    [408, 18, true, 'no_answer'],
    [408, 18, false, 'unreachable'],
    [487, 127, true, 'no_answer'],
    [488, 58, false, 'network_failure'],
    [500, 38, false, 'network_failure'],
    [502, 27, false, 'network_failure'],
    [504, 102, false, 'network_failure'],
    [503, 34, false, 'network_failure'],
  ];

  test.each(SEEN)('[A2] status %i, cause %i, rung %s: %s', (sipStatus, q850Cause, hasRung, outcome) => {
    expect(outcomeOfUnanswered(end(sipStatus, q850Cause), hasRung)).toBe(outcome);
    expect(outcomeOfUnanswered(end(sipStatus, null), hasRung)).toBe(outcome);
  });

  /** ITU-T Q.850, where no SIP status is told. */
  const CAUSES: readonly (readonly [cause: number, outcome: string])[] = [
    [1, 'invalid_number'],
    [2, 'invalid_number'],
    [3, 'invalid_number'],
    [17, 'busy'],
    [18, 'no_answer'],
    [19, 'no_answer'],
    [20, 'unreachable'],
    [21, 'rejected'],
    [22, 'invalid_number'],
    [23, 'invalid_number'],
    [26, 'invalid_number'],
    [27, 'unreachable'],
    [28, 'invalid_number'],
    [29, 'network_failure'],
    [34, 'network_failure'],
    [38, 'network_failure'],
    [41, 'network_failure'],
    [42, 'network_failure'],
    [47, 'network_failure'],
    [55, 'network_failure'],
    [58, 'network_failure'],
    [102, 'network_failure'],
    [127, 'network_failure'],
  ];

  test.each(CAUSES)('[A2] cause %i alone, after ringing: %s', (q850Cause, outcome) => {
    expect(outcomeOfUnanswered(end(null, q850Cause), true)).toBe(outcome);
  });

  test('[A2] nobody responded: without ringing nothing was reached; cause 19 itself says that it rang', () => {
    expect(outcomeOfUnanswered(end(null, 18), false)).toBe('unreachable');
    expect(outcomeOfUnanswered(end(null, 19), false)).toBe('no_answer');
  });

  test('[A2] a status that says little: a cause that says more decides', () => {
    expect(outcomeOfUnanswered(end(480, 20), true)).toBe('unreachable');
    expect(outcomeOfUnanswered(end(480, 1), true)).toBe('invalid_number');
    expect(outcomeOfUnanswered(end(403, 57), false)).toBe('network_failure');
  });

  test('[A2] normal, unspecified says nothing: the status decides, and without one it is unknown', () => {
    expect(outcomeOfUnanswered(end(486, 31), true)).toBe('busy');
    expect(outcomeOfUnanswered(end(null, 31), true)).toBe('unknown');
    expect(outcomeOfUnanswered(end(null, null), true)).toBe('unknown');
    expect(outcomeOfUnanswered(end(499, null), true)).toBe('unknown');
  });

  test('[A3] unwanted is 607 and 608 alone; a fault of the trunk is 488 alone', () => {
    const statuses = [400, 403, 404, 408, 480, 486, 487, 488, 500, 503, 600, 603, 604, 606, 607, 608];
    expect(statuses.filter((status) => isUnwanted(end(status, 127)))).toEqual([607, 608]);
    expect(statuses.filter((status) => isMisconfigured(end(status, 58)))).toEqual([488]);
  });
});
