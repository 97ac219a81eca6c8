import type { Reply } from '../contact-center/commands.ts';
import { refuse, type Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';

/** The item whose conversation has this id, while the two are connected; null when there is none. */
export function conversation(turn: Turn, callId: string): WorkItem | null {
  const itemId = turn.center.itemByCallId.get(callId);
  const item = itemId === undefined ? null : turn.center.item(itemId);
  return item === null || item.call === null || item.state !== 'connected' ? null : item;
}

/** Refuses what was asked of a conversation that is over, or never was. */
export function unknownCall(callId: string): Reply {
  return refuse('unknown_call', `There is no call ${callId} going on.`, 'id');
}
