import { beginWrapUp, missWork, setFree } from '../agents/presence.ts';
import type { AgentState } from '../agents/agent-state.ts';
import { cutAttempt, dropCustomerLeg, endAttempt, forgetCall } from '../callback/attempts.ts';
import { must } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { confirmedWaitOver } from '../pacing/dials-under-way.ts';
import { returnToLine } from '../routing/offers.ts';
import { observeConnected } from '../waiting/questions.ts';
import { callInServed } from './call-in.ts';
import { endConsult } from './consult.ts';
import { join } from './joining.ts';
import { endLeg, newLeg } from './legs.ts';
import { stopRecording } from './recording.ts';
import { leaveMenu, supersede } from './recognised.ts';

/** How long an agent's phone may ring, milliseconds. */
const AGENT_RING_MS = 20_000;

/** Rings the agent's phone for a customer who is already on the line. */
export function ringAgent(turn: Turn, item: WorkItem, agent: AgentState): void {
  item.agentId = agent.id;
  if (item.kind === 'live_call') leaveMenu(turn, item);
  ringAgentLeg(turn, item, agent);
}

/** Dials the agent's endpoint and remembers the leg on the item. */
export function ringAgentLeg(turn: Turn, item: WorkItem, agent: AgentState): void {
  item.agentLegId = dialAgent(turn, item, agent);
  turn.saveItem(item);
}

/** Dials an agent's endpoint for an item. Gives the leg, which the caller remembers on the item. */
export function dialAgent(turn: Turn, item: WorkItem, agent: AgentState): string {
  const endpoint = must(turn.center.profiles.get(agent.id), `agent ${agent.id}`).endpoint;
  const address = endpoint.address ?? agent.id;
  const leg = newLeg(turn, item, {
    role: 'agent',
    address,
    agentId: agent.id,
    attemptId: null,
    deadlineAt: turn.now + AGENT_RING_MS + 10_000,
  });
  turn.phone({
    kind: 'dial',
    legId: leg.id,
    target: { kind: 'agent', agentId: agent.id, endpointType: endpoint.type, address },
    callerId: turn.center.service(item.serviceId).callerId,
    ringMs: AGENT_RING_MS,
  });
  return leg.id;
}

/** Is a leg up and answered? */
export function isOnLine(turn: Turn, legId: string | null): boolean {
  return legId !== null && turn.center.legs.get(legId)?.state === 'answered';
}

/** The longest a conversation may last. Past it the phone system has lost the end of it, milliseconds (invariant I1). */
export const TALK_MAX_MS = 43_200_000;

/** Both are on the line: they hear each other (D1). */
export function connect(turn: Turn, item: WorkItem): void {
  forgetCall(turn, item);
  item.call = {
    id: turn.nextId('call'),
    bridgeId: turn.nextId('bridge'),
    startedAt: turn.now,
    isOnHold: false,
    isMuted: false,
    recordings: [],
    consult: null,
  };
  turn.center.itemByCallId.set(item.call.id, item.id);
  join(turn, item);
  if (item.kind === 'callback') {
    confirmedWaitOver(turn, item, true);
    turn.move(item, item.state === 'holding' ? 'connect' : 'answer', 'connected', turn.now + TALK_MAX_MS);
    turn.note('callback.connected', item, { callId: item.call.id, waitedMs: turn.now - item.arrivalAt });
  } else {
    item.state = 'connected';
    turn.setDue(item, turn.now + TALK_MAX_MS);
    turn.note('live_call.connected', item, { callId: item.call.id, waitedMs: turn.now - item.arrivalAt });
    supersede(turn, item);
  }
  callInServed(turn, item.id);
  observeConnected(turn, item);
  const agent = turn.center.agent(must(item.agentId, 'agent of a call'));
  agent.activitySinceAt = turn.now;
  turn.saveAgent(agent);
}

/** The agent's phone could not be reached: presence says so, and the customer goes to the next agent at their place. */
export function agentPhoneFailed(turn: Turn, item: WorkItem): void {
  if (item.kind === 'callback' && item.state === 'previewing') {
    // The customer had left already: the agent looks at the card, and dials again by hand.
    item.agentLegId = null;
    turn.saveItem(item);
    return;
  }
  const agent = turn.center.agent(must(item.agentId, 'agent being rung'));
  missWork(turn, agent, turn.center.service(item.serviceId).offerTimeoutPresence, 'phone_not_answered');
  goOnWithout(turn, item);
}

/** Takes an item from the agent whose phone was being rung for it, back to its place in the line. */
export function releaseRungAgent(turn: Turn, item: WorkItem): void {
  setFree(turn, turn.center.agent(must(item.agentId, 'agent being rung')), true);
  goOnWithout(turn, item);
}

function goOnWithout(turn: Turn, item: WorkItem): void {
  item.agentLegId = null;
  if (item.kind === 'callback' && item.state === 'dialing') {
    // A customer who is being rung for this agent is rung no more: the next agent's attempt must not meet this one (I2).
    cutAttempt(turn, item);
    dropCustomerLeg(turn, item);
    turn.move(item, 'agent_lost', 'waiting', null);
  }
  returnToLine(turn, item);
}

/** The conversation is over: both legs down, the agent wraps up (D12). */
export function finishCall(turn: Turn, item: WorkItem, endedBy: string): void {
  stopRecording(turn, item);
  endConsult(turn, item, 'call_over');
  if (item.customerLegId !== null) endLeg(turn, item.customerLegId);
  if (item.agentLegId !== null) endLeg(turn, item.agentLegId);
  item.customerLegId = null;
  item.agentLegId = null;
  const untilAt = turn.now + turn.center.service(item.serviceId).wrapUpMs;
  const talkMs = turn.now - (item.call?.startedAt ?? turn.now);
  if (item.kind === 'callback') {
    endAttempt(turn, item, 'answered_human');
    turn.move(item, 'hang_up', 'wrapping_up', untilAt);
  } else {
    item.state = 'wrapping_up';
    turn.setDue(item, untilAt);
  }
  turn.note(item.kind === 'callback' ? 'callback.hung_up' : 'live_call.hung_up', item, { endedBy, talkMs });
  beginWrapUp(turn, turn.center.agent(must(item.agentId, 'agent of a call')), item.id, untilAt);
}
