import { forgetCall } from '../callback/attempts.ts';
import { takeItsPlace } from '../callback/entering.ts';
import { setFree } from '../agents/presence.ts';
import { must } from '../contact-center/center.ts';
import type { CommandBody, Reply } from '../contact-center/commands.ts';
import { done, type Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { finishCall } from './connecting.ts';
import { queueOfTarget } from '../routing/transfer-target.ts';
import { comeBack, endConsult, otherAgentGoesOn } from './consult.ts';
import { conversation, unknownCall } from './conversation.ts';
import { join, part } from './joining.ts';
import { endLeg } from './legs.ts';
import { isAgentAway } from './rejoin.ts';

type Body<K extends CommandBody['kind']> = Extract<CommandBody, { kind: K }>;

/** The item whose conversation has this id, while the two are connected. */
function find(turn: Turn, callId: string): { item: WorkItem; call: NonNullable<WorkItem['call']> } | null {
  const item = conversation(turn, callId);
  return item === null || item.call === null ? null : { item, call: item.call };
}

/** The agent hangs up (D11). */
export function hangUp(turn: Turn, command: Body<'hang_up'>): Reply {
  const found = find(turn, command.callId);
  if (found === null) return unknownCall(command.callId);
  const { item } = found;
  const asked = item.call?.consult ?? null;
  if (asked !== null && command.agentId === asked.agentId) endConsult(turn, item, 'left');
  else if (asked === null) finishCall(turn, item, 'agent');
  else firstAgentGone(turn, item);
  return done(item.id);
}

/** The agent is gone while another one was asked: that one goes on, or the customer is next in line (D11). */
export function firstAgentGone(turn: Turn, item: WorkItem): void {
  if (otherAgentGoesOn(turn, item)) return;
  leaveAgent(turn, item);
  forgetCall(turn, item);
  backToLine(turn, item);
}

/** Puts the customer on hold with music, or takes them back (D11). */
export function holdCall(turn: Turn, command: Body<'hold_call'>): Reply {
  const found = find(turn, command.callId);
  if (found === null) return unknownCall(command.callId);
  const { item, call } = found;
  if (call.isOnHold === command.isOn) return done(item.id);
  if (call.consult !== null) {
    comeBack(turn, item);
    return done(item.id);
  }
  call.isOnHold = command.isOn;
  if (command.isOn) part(turn, item);
  else if (!isAgentAway(turn, item)) join(turn, item);
  turn.saveItem(item);
  turn.note(command.isOn ? 'call.held' : 'call.resumed', item, { callId: call.id });
  return done(item.id);
}

/** Silences the agent towards the customer, or not (D11). */
export function muteCall(turn: Turn, command: Body<'mute_call'>): Reply {
  const found = find(turn, command.callId);
  if (found === null) return unknownCall(command.callId);
  const { item, call } = found;
  call.isMuted = command.isOn;
  if (item.agentLegId !== null) turn.phone({ kind: 'mute', legId: item.agentLegId, isOn: command.isOn });
  turn.saveItem(item);
  return done(item.id);
}

/** How long a transferred customer is kept for the agent they were given to, milliseconds. */
const TRANSFER_WAIT_MS = 30_000;

/**
 * Blind transfer of a conversation: the customer hears hold music at the front of the new line, the first agent is free.
 * The callback moves with the call (D11).
 */
export function transferCall(turn: Turn, command: Body<'transfer_call'>): Reply {
  const found = find(turn, command.callId);
  if (found === null) return unknownCall(command.callId);
  const { item } = found;
  const queueId = queueOfTarget(turn.center, item, command);
  if (typeof queueId !== 'string') return queueId;
  endConsult(turn, item, 'cancelled');
  part(turn, item);
  item.transferredBy = item.agentId;
  leaveAgent(turn, item);
  forgetCall(turn, item);
  turn.changeQueue(item, queueId);
  item.preferredAgentId = command.agentId;
  item.declinedAgentIds = item.declinedAgentIds.filter((id) => id !== command.agentId);
  item.preferredUntilAt = command.agentId === null ? null : turn.now + TRANSFER_WAIT_MS;
  backToLine(turn, item);
  turn.note('call.transferred', item, { queueId: command.queueId, agentId: command.agentId });
  return done(item.id);
}

function leaveAgent(turn: Turn, item: WorkItem): void {
  const agent = turn.center.agent(must(item.agentId, 'agent'));
  if (item.agentLegId !== null) endLeg(turn, item.agentLegId);
  item.agentLegId = null;
  item.agentId = null;
  if (!item.declinedAgentIds.includes(agent.id)) item.declinedAgentIds = [...item.declinedAgentIds, agent.id];
  setFree(turn, agent, false);
}

/** Puts a customer who is on the line back into it, to be connected to the next agent. */
export function backToLine(turn: Turn, item: WorkItem): void {
  if (item.kind === 'callback')
    turn.move(item, 'hold_again', 'holding', turn.now + turn.center.service(item.serviceId).holdCapMs);
  else {
    item.state = 'waiting';
    turn.setDue(item, null);
  }
  takeItsPlace(turn, item);
}
