import type { AttemptOutcome } from '../callback/vocabulary.ts';
import type { LegEnd } from './phone-events.ts';

/** Outcome by Q.850 cause (ITU-T Q.850; mapping to SIP in RFC 3398 8.2.6.1). The cause is preferred: 480 and 408 are ambiguous. */
const byCause: Readonly<Record<number, AttemptOutcome>> = {
  1: 'invalid_number',
  2: 'invalid_number',
  3: 'invalid_number',
  17: 'busy',
  18: 'no_answer',
  19: 'no_answer',
  20: 'unreachable',
  21: 'rejected',
  22: 'invalid_number',
  23: 'invalid_number',
  26: 'invalid_number',
  27: 'unreachable',
  28: 'invalid_number',
  29: 'network_failure',
  31: 'unknown',
  34: 'network_failure',
  38: 'network_failure',
  41: 'network_failure',
  42: 'network_failure',
  47: 'network_failure',
  55: 'network_failure',
  57: 'network_failure',
  58: 'network_failure',
  65: 'network_failure',
  70: 'network_failure',
  79: 'network_failure',
  87: 'network_failure',
  88: 'network_failure',
  102: 'network_failure',
  111: 'network_failure',
  127: 'network_failure',
};

/** Outcome by final SIP status, where no usable cause came with it. */
const byStatus: Readonly<Record<number, AttemptOutcome>> = {
  403: 'rejected',
  404: 'invalid_number',
  408: 'no_answer',
  410: 'invalid_number',
  480: 'no_answer',
  484: 'invalid_number',
  485: 'invalid_number',
  486: 'busy',
  487: 'no_answer',
  488: 'network_failure',
  500: 'network_failure',
  501: 'network_failure',
  502: 'unreachable',
  503: 'network_failure',
  504: 'network_failure',
  600: 'busy',
  603: 'rejected',
  604: 'invalid_number',
  607: 'rejected',
  608: 'rejected',
};

/** What the end of a leg that was never answered says about the customer (A2). */
export function outcomeOfUnanswered(end: LegEnd): AttemptOutcome {
  const cause = end.q850Cause === null ? undefined : byCause[end.q850Cause];
  if (cause !== undefined && cause !== 'unknown') return cause;
  const status = end.sipStatus === null ? undefined : byStatus[end.sipStatus];
  return status ?? cause ?? 'unknown';
}
