import type { Turn } from '../contact-center/turn.ts';
import type { LiveCall } from './live-call.ts';

/** A live call is over and wrapped up. */
export function closeLiveCallAfterWrapUp(turn: Turn, call: LiveCall, detail: Record<string, unknown>): void {
  if (call.call !== null) turn.center.itemByCallId.delete(call.call.id);
  call.state = 'closed';
  call.ending = 'served';
  call.closedAt = turn.now;
  turn.setDue(call, null);
  turn.note('live_call.closed', call, { ending: 'served', ...detail });
  turn.center.liveCalls.delete(call.id);
}
