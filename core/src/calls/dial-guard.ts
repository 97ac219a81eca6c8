import { callableAt } from '../callback/callable.ts';
import type { Callback } from '../callback/callback.ts';
import type { Reply } from '../contact-center/commands.ts';
import { refuse, type Turn } from '../contact-center/turn.ts';

/**
 * Dials a person asks for: refused outside business hours and the window of the number that is to ring (invariant I4),
 * to who asked never to be rung again, and while that customer is on the line with us (invariant I10). Null: go on.
 */
export function refuseDial(turn: Turn, callback: Callback, phoneNumber: string): Reply | null {
  if (turn.center.suppressions.has(phoneNumber)) {
    return refuse('suppressed_number', 'Whoever has this number asked not to be called again.', 'phoneNumber');
  }
  if (turn.center.isOnTheLine(phoneNumber)) {
    return refuse(
      'not_allowed_in_state',
      'This customer is on the line with us at the moment. Wait until that call is over.',
      'id',
    );
  }
  const at = callableAt(turn.center, callback, turn.now, phoneNumber);
  if (at === turn.now) return null;
  return refuse(
    'service_closed',
    'The customer may not be rung now: outside the opening hours, or at night where they are.',
    'id',
    {
      alternatives: at === null ? [] : [at],
    },
  );
}
