import type { Turn } from '../contact-center/turn.ts';
import { isInLine } from '../routing/matching.ts';
import { closeCallback } from './closing.ts';

/** Puts a number on the list of those that are never rung again; their other callbacks end, unless somebody talks with them. */
export function suppress(turn: Turn, phoneNumber: string, reason: string): void {
  const suppression = { phoneNumber, at: turn.now, reason };
  turn.center.suppressions.set(phoneNumber, suppression);
  turn.center.recorder.row('suppression', phoneNumber, suppression);
}

/** Never means never: what else this number asked for ends as well, unless somebody talks with them about it. */
export function closeOthersOf(turn: Turn, phoneNumber: string): void {
  for (const other of turn.center.openByNumber.ofNumber(phoneNumber)) {
    const isResting = other.state === 'scheduled' || other.state === 'retry_pending' || isInLine(other);
    const isAsked = other.state === 'notified' || other.state === 'awaiting_call';
    // The agent's phone rings, the customer's does not yet.
    const isAhead = other.state === 'dialing' && other.customerLegId === null;
    if (isResting || isAsked || isAhead || other.state === 'offered' || other.state === 'previewing')
      closeCallback(turn, other, 'give_up', 'suppressed');
  }
}
