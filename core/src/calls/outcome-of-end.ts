import type { AttemptOutcome } from '../callback/vocabulary.ts';
import type { LegEnd } from './phone-events.ts';

/** Outcome by Q.850 cause (ITU-T Q.850; mapping to SIP in RFC 3398 8.2.6.1), where the final SIP status is not known or says too little. */
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

/**
 * Outcome by final SIP status. Phone systems give statuses that mean quite different things the same cause (607 and 487 are
 * both 127), so a status that says enough goes first. 480 and 408 do not: they are what a telephone that was not picked up, one
 * that is switched off, and a gateway that is dead all end with.
 */
const byStatus: Readonly<Record<number, AttemptOutcome>> = {
  404: 'invalid_number',
  410: 'invalid_number',
  484: 'invalid_number',
  485: 'invalid_number',
  486: 'busy',
  487: 'no_answer',
  488: 'network_failure',
  500: 'network_failure',
  501: 'network_failure',
  502: 'network_failure',
  503: 'network_failure',
  504: 'network_failure',
  600: 'busy',
  603: 'rejected',
  604: 'invalid_number',
  607: 'rejected',
  608: 'rejected',
};

/** Causes that come with a status of their own and say no more than it. */
const vagueCauses: ReadonlySet<AttemptOutcome> = new Set(['no_answer', 'unknown', 'network_failure']);

/**
 * What the end of a leg that was never answered says about the customer (A2).
 * @param hasRung the network said that the telephone rings. Without that, silence means that nothing was reached.
 */
export function outcomeOfUnanswered(end: LegEnd, hasRung: boolean): AttemptOutcome {
  const cause = end.q850Cause === null ? undefined : byCause[end.q850Cause];
  const silence: AttemptOutcome = hasRung ? 'no_answer' : 'unreachable';
  switch (end.sipStatus) {
    case 480:
    case 408:
      return cause === undefined || vagueCauses.has(cause) ? silence : cause;
    case 403:
      return cause === 'network_failure' ? cause : 'rejected';
    case null:
      return end.q850Cause === NO_USER_RESPONDING ? silence : (cause ?? 'unknown');
    default:
      return byStatus[end.sipStatus] ?? cause ?? 'unknown';
  }
}

/** Unlike cause 19 it does not say that the telephone rang. */
const NO_USER_RESPONDING = 18;

/**
 * What the end of a customer's leg says that was answered and had no agent yet (A2). The network may have ended it: with a cause
 * that is a failure of the network's, or of ours, or nobody knows how. Any other end is the customer's, media that stopped
 * (cause 44) included: their telephone has no reception.
 * @param left what it is when the customer hung up.
 */
export function outcomeOfAnswered<Left extends AttemptOutcome>(
  end: LegEnd,
  left: Left,
): Left | 'network_failure' | 'unknown' {
  if (end.endedBy !== 'network') return left;
  if (end.q850Cause === null) return 'unknown';
  return byCause[end.q850Cause] === 'network_failure' ? 'network_failure' : left;
}

/** 607 (RFC 8197) and 608 (RFC 8688): the callee, or somebody on their behalf, does not want this call. */
export function isUnwanted(end: LegEnd): boolean {
  return end.sipStatus === 607 || end.sipStatus === 608;
}

/** 488: no codec in common. Trying again does not help; somebody has to mend the trunk. */
export function isMisconfigured(end: LegEnd): boolean {
  return end.sipStatus === 488;
}
