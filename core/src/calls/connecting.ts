import { beginWrapUp, missWork, setFree } from '../agents/presence.ts';
import type { AgentState } from '../agents/agent-state.ts';
import { cutAttempt, dropCustomerLeg, endAttempt, forgetCall } from '../callback/attempts.ts';
import { must } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { returnToLine } from '../routing/offers.ts';
import { observeConnected } from '../waiting/questions.ts';
import { endLeg, newLeg } from './legs.ts';

/** How long an agent's phone may ring, milliseconds. */
const AGENT_RING_MS = 20_000;

/** Rings the agent's phone for a customer who is already on the line. */
export function ringAgent(turn: Turn, item: WorkItem, agent: AgentState): void {
  item.agentId = agent.id;
  ringAgentLeg(turn, item, agent);
}

/** Dials the agent's endpoint and remembers the leg on the item. */
export function ringAgentLeg(turn: Turn, item: WorkItem, agent: AgentState): void {
  const endpoint = must(turn.center.profiles.get(agent.id), `agent ${agent.id}`).endpoint;
  const address = endpoint.address ?? agent.id;
  const leg = newLeg(turn, item, {
    role: 'agent',
    address,
    agentId: agent.id,
    attemptId: null,
    deadlineAt: turn.now + AGENT_RING_MS + 10_000,
  });
  item.agentLegId = leg.id;
  turn.saveItem(item);
  turn.phone({
    kind: 'dial',
    legId: leg.id,
    target: { kind: 'agent', agentId: agent.id, endpointType: endpoint.type, address },
    callerId: turn.center.service(item.serviceId).callerId,
    ringMs: AGENT_RING_MS,
  });
}

/** Is a leg up and answered? */
export function isOnLine(turn: Turn, legId: string | null): boolean {
  return legId !== null && turn.center.legs.get(legId)?.state === 'answered';
}

/** The longest a conversation may last. Past it the phone system has lost the end of it, milliseconds (invariant I1). */
const TALK_MAX_MS = 43_200_000;

/** Both are on the line: they hear each other (D1). */
export function connect(turn: Turn, item: WorkItem): void {
  const customerLegId = must(item.customerLegId, 'customer leg');
  const agentLegId = must(item.agentLegId, 'agent leg');
  forgetCall(turn, item);
  item.call = {
    id: turn.nextId('call'),
    bridgeId: turn.nextId('bridge'),
    startedAt: turn.now,
    isOnHold: false,
    isMuted: false,
  };
  turn.center.itemByCallId.set(item.call.id, item.id);
  turn.phone({ kind: 'hold_music', legId: customerLegId, isOn: false });
  turn.phone({ kind: 'bridge', bridgeId: item.call.bridgeId, legIds: [customerLegId, agentLegId] });
  if (item.kind === 'callback') {
    turn.move(item, item.state === 'holding' ? 'connect' : 'answer', 'connected', turn.now + TALK_MAX_MS);
    turn.note('callback.connected', item, { callId: item.call.id, waitedMs: turn.now - item.arrivalAt });
  } else {
    item.state = 'connected';
    turn.setDue(item, turn.now + TALK_MAX_MS);
    turn.note('live_call.connected', item, { callId: item.call.id, waitedMs: turn.now - item.arrivalAt });
  }
  observeConnected(turn, item);
  const agent = turn.center.agent(must(item.agentId, 'agent of a call'));
  agent.activitySinceAt = turn.now;
  turn.saveAgent(agent);
}

/** The agent's phone could not be reached: presence says so, and the customer goes to the next agent at their place. */
export function agentPhoneFailed(turn: Turn, item: WorkItem): void {
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
