import { missWork } from '../agents/presence.ts';
import { must } from '../contact-center/center.ts';
import type { CommandBody, Reply } from '../contact-center/commands.ts';
import { done, refuse, type Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { backToLine } from './call-control.ts';
import { forgetCall } from '../callback/attempts.ts';
import { ringAgentLeg, TALK_MAX_MS } from './connecting.ts';
import { endConsult } from './consult.ts';
import { join, part } from './joining.ts';
import { endLeg } from './legs.ts';

/** How long a customer hears music while the agent's own phone comes back, milliseconds. */
export const REJOIN_WAIT_MS = 20_000;

/**
 * An agent whose phone is a page in a browser loses their leg when the page is loaded again; the customer must not (D11, W7):
 *
 * | state     | event                                    | next      | asked of the phone                       |
 * |-----------|------------------------------------------|-----------|------------------------------------------|
 * | connected | softphone's leg ends, nobody hung up     | connected | unbridge, hold music; 20 s to come back  |
 * | connected | rejoin (the page is there again)         | connected | old leg hung up, agent's phone rung      |
 * | connected | the new leg answers                      | connected | bridge, unless the customer is on hold   |
 * | connected | it does not, or the 20 s are over        | in line   | the next agent, customer at the front    |
 */
export function agentLegLost(turn: Turn, item: WorkItem): void {
  const call = must(item.call, 'call');
  item.agentLegId = null;
  part(turn, item);
  turn.setDue(item, turn.now + REJOIN_WAIT_MS);
  turn.saveItem(item);
  turn.note('call.agent_lost', item, { callId: call.id });
}

/** Is this the leg of an agent whose phone may come back: a page in a browser? */
export function mayRejoin(turn: Turn, item: WorkItem): boolean {
  if (item.agentId === null || item.customerLegId === null) return false;
  return turn.center.profiles.get(item.agentId)?.endpoint.type === 'softphone';
}

/** Is the agent's phone away from a conversation that goes on? */
export function isAgentAway(turn: Turn, item: WorkItem): boolean {
  if (item.state !== 'connected') return false;
  return item.agentLegId === null || turn.center.legs.get(item.agentLegId)?.state !== 'answered';
}

/** The agent's page is there again and asks for its conversation. Refused when there is none. */
export function rejoinCall(turn: Turn, command: Extract<CommandBody, { kind: 'rejoin_call' }>): Reply {
  const itemId = turn.center.itemByCallId.get(command.callId);
  const item = itemId === undefined ? null : turn.center.item(itemId);
  if (item === null || item.call === null || item.state !== 'connected')
    return refuse('unknown_call', `There is no call ${command.callId} going on.`, 'id');
  if (!mayRejoin(turn, item))
    return refuse('not_allowed_in_state', 'Only the call of a softphone can be taken up again.', 'id');
  const oldLegId = item.agentLegId;
  if (oldLegId !== null && isAgentAway(turn, item)) return done(item.id);
  if (oldLegId !== null) {
    endConsult(turn, item, 'cancelled');
    agentLegLost(turn, item);
    endLeg(turn, oldLegId);
  }
  ringAgentLeg(turn, item, turn.center.agent(must(item.agentId, 'agent of a call')));
  turn.note('call.agent_rung_again', item, { callId: item.call.id });
  return done(item.id);
}

/** The agent's phone is there again: both hear each other, unless the customer was on hold. */
export function agentRejoined(turn: Turn, item: WorkItem): void {
  const call = must(item.call, 'call');
  if (!call.isOnHold) join(turn, item);
  if (call.isMuted) turn.phone({ kind: 'mute', legId: must(item.agentLegId, 'leg'), isOn: true });
  turn.setDue(item, call.startedAt + TALK_MAX_MS);
  turn.saveItem(item);
  turn.note('call.agent_back', item, { callId: call.id });
}

/** The agent's phone does not come back: the customer goes to the next agent, from the front of the line. */
export function agentStayedAway(turn: Turn, item: WorkItem): void {
  const agent = turn.center.agent(must(item.agentId, 'agent of a call'));
  if (item.agentLegId !== null) endLeg(turn, item.agentLegId);
  item.agentLegId = null;
  item.agentId = null;
  missWork(turn, agent, turn.center.service(item.serviceId).offerTimeoutPresence, 'phone_not_answered');
  forgetCall(turn, item);
  backToLine(turn, item);
}
