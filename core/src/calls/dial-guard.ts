import { callableAt } from '../callback/callable.ts';
import type { Callback } from '../callback/callback.ts';
import type { Reply } from '../contact-center/commands.ts';
import { refuse, type Turn } from '../contact-center/turn.ts';

/** Invariant I4 for dials a person asks for: refused outside business hours and the customer's own window. */
export function outsideHours(turn: Turn, callback: Callback): Reply | null {
  const at = callableAt(turn.center, callback, turn.now);
  if (at === turn.now) return null;
  return refuse('service_closed', 'The customer may not be rung now: outside the opening hours, or at night where they are.', 'id', {
    alternatives: at === null ? [] : [at],
  });
}
