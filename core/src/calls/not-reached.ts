import { endAttempt, failAttempt, releaseAgent } from '../callback/attempts.ts';
import type { Callback } from '../callback/callback.ts';
import { closeCallback } from '../callback/closing.ts';
import { closeOthersOf, suppress } from '../callback/suppressing.ts';
import type { Turn } from '../contact-center/turn.ts';
import { isMisconfigured, isUnwanted, outcomeOfUnanswered } from './outcome-of-end.ts';
import type { LegEnd } from './phone-events.ts';

/** The customer's leg ended before it was answered: the attempt ends with what the network said, and its rule applies (A2, A3). */
export function notReached(turn: Turn, callback: Callback, end: LegEnd, hasRung: boolean): void {
  const outcome = outcomeOfUnanswered(end, hasRung);
  if (isMisconfigured(end))
    turn.note('phone.misconfigured', callback, { sipStatus: end.sipStatus, q850Cause: end.q850Cause });
  if (isUnwanted(end)) neverWanted(turn, callback, outcome);
  else failAttempt(turn, callback, outcome);
}

/** Whoever answers "unwanted" does not want to be called, by law or by wish: never again (RFC 8197, RFC 8688). */
function neverWanted(turn: Turn, callback: Callback, outcome: ReturnType<typeof outcomeOfUnanswered>): void {
  endAttempt(turn, callback, outcome);
  releaseAgent(turn, callback);
  const phoneNumber = callback.phoneNumberDialed ?? callback.phoneNumber;
  suppress(turn, phoneNumber, 'network_unwanted');
  closeCallback(turn, callback, 'give_up', 'suppressed', { reason: 'network_unwanted' });
  closeOthersOf(turn, phoneNumber);
}
