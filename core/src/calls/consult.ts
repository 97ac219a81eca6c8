import { noteAgent, setFree } from '../agents/presence.ts';
import type { AgentState } from '../agents/agent-state.ts';
import { must } from '../contact-center/center.ts';
import type { CommandBody, Reply } from '../contact-center/commands.ts';
import { aboutItem, done, refuse, type Turn } from '../contact-center/turn.ts';
import type { Consult } from '../contact-center/work-item.ts';
import type { WorkItem } from '../queue/line.ts';
import { isReady } from '../routing/agent-pool.ts';
import { eligibleAfterMs } from '../routing/eligibility.ts';
import { offerConsult, takeOfferBack } from '../routing/consult-offers.ts';
import { dialAgent } from './connecting.ts';
import { join, part } from './joining.ts';
import { endLeg } from './legs.ts';
import { isAgentAway } from './rejoin.ts';
import { conversation, unknownCall } from './conversation.ts';

type Body<K extends CommandBody['kind']> = Extract<CommandBody, { kind: K }>;
type Asked = 'refused' | 'no_answer' | 'left' | 'cancelled' | 'call_over' | 'first_agent_left';

/**
 * An agent asks another one before they give the customer to them (D11). The conversation stays `connected` all the while:
 *
 * | the other agent | event                                   | becomes  | asked of the phone                               |
 * |-----------------|-----------------------------------------|----------|--------------------------------------------------|
 * | -               | consult an agent, or a queue's next free| offered  | customer: unbridge, hold music                   |
 * | offered         | accepts                                 | ringing  | ring their phone                                 |
 * | offered         | declines, lets it pass, leaves          | -        | -                                                |
 * | ringing         | their phone is answered                 | talking  | bridge the two agents                            |
 * | ringing         | it is not                               | -        | -                                                |
 * | talking         | they hang up                            | -        | unbridge                                         |
 * | talking         | complete, or the first agent is gone    | -        | bridge them with the customer; first one: hang up|
 * | offered, ringing| the first agent is gone                 | -        | hang up; the customer is next in line            |
 * | any             | back to the customer (cancel, resume)   | -        | hang up the other one; bridge with the customer  |
 * | any             | the customer is gone                    | -        | hang up both; the first agent wraps up           |
 *
 * Whoever comes back with "-" still has the customer on hold, until the agent resumes.
 */
export function consult(turn: Turn, command: Body<'consult'>): Reply {
  const item = conversation(turn, command.callId);
  if (item === null || item.call === null) return unknownCall(command.callId);
  const other = chooseAgent(turn, command);
  if ('ok' in other) return other;
  if (item.call.consult !== null)
    return refuse('not_allowed_in_state', 'Another agent is being asked already: come back first.', 'id');
  if (isAgentAway(turn, item)) return refuse('not_allowed_in_state', 'Your phone is away.', 'id');
  if (!item.call.isOnHold) part(turn, item);
  item.call.isOnHold = true;
  const bridgeId = turn.nextId('bridge');
  item.call.consult = { agentId: other.id, offerId: null, legId: null, bridgeId, state: 'offered' };
  turn.saveItem(item);
  offerConsult(turn, other, item);
  tell(turn, item, other.id, 'asked');
  return done(item.id);
}

function chooseAgent(turn: Turn, { agentId, queueId }: Body<'consult'>): AgentState | Reply {
  if (agentId !== null) {
    const agent = turn.center.profiles.has(agentId) ? turn.center.agents.get(agentId) : undefined;
    if (agent === undefined) return refuse('unknown_agent', `There is no agent ${agentId}.`, 'agentId');
    if (isReady(agent)) return agent;
    return refuse('not_allowed_in_state', 'This agent is not free.', 'agentId');
  }
  const queue = queueId === null ? undefined : turn.center.queues.get(queueId);
  if (queue === undefined) return refuse('unknown_queue', `There is no queue ${queueId}.`, 'queueId');
  const free = [...turn.center.agents.values()].filter((agent) => {
    const profile = turn.center.profiles.get(agent.id);
    return isReady(agent) && profile !== undefined && eligibleAfterMs(profile, queue, queue.skills) !== null;
  });
  const [next] = free.sort((a, b) => a.idleSinceAt - b.idleSinceAt || (a.id < b.id ? -1 : 1));
  return next ?? refuse('not_allowed_in_state', 'Nobody in this queue is free.', 'queueId');
}

/** The other agent takes it: their phone rings. */
export function consultAccepted(turn: Turn, item: WorkItem, agent: AgentState): void {
  const asked = consultOf(item);
  change(item, { ...asked, offerId: null, state: 'ringing', legId: dialAgent(turn, item, agent) });
  turn.saveItem(item);
  tell(turn, item, agent.id, 'ringing');
}

/** The other agent's phone is up: the two agents hear each other. */
export function consultAnswered(turn: Turn, item: WorkItem): void {
  const asked = consultOf(item);
  change(item, { ...asked, state: 'talking' });
  const legIds = [must(item.agentLegId, 'leg of the first agent'), must(asked.legId, 'leg of the other agent')];
  turn.phone({ kind: 'bridge', bridgeId: asked.bridgeId, legIds });
  turn.saveItem(item);
  tell(turn, item, asked.agentId, 'talking');
}

/** Gives the customer to the agent who was asked. */
export function completeConsult(turn: Turn, command: Body<'complete_consult'>): Reply {
  const item = conversation(turn, command.callId);
  if (item === null) return unknownCall(command.callId);
  if (item.call?.consult?.state !== 'talking')
    return refuse('not_allowed_in_state', 'The other agent is not on the line.', 'id');
  handOver(turn, item);
  return done(item.id);
}

function handOver(turn: Turn, item: WorkItem): void {
  const call = must(item.call, 'call');
  const { agentId, legId, bridgeId } = consultOf(item);
  const first = turn.center.agent(must(item.agentId, 'agent of a call'));
  change(item, null);
  turn.phone({ kind: 'unbridge', bridgeId });
  if (item.agentLegId !== null) endLeg(turn, item.agentLegId);
  item.agentLegId = legId;
  item.agentId = agentId;
  call.isOnHold = false;
  call.isMuted = false;
  setFree(turn, first, false);
  join(turn, item);
  turn.saveItem(item);
  const agent = turn.center.agent(agentId);
  agent.activitySinceAt = turn.now;
  noteAgent(turn, agent);
  turn.note('call.transferred', item, { callId: call.id, agentId, wasConsulted: true });
}

/** The first agent comes back to the customer, whatever the other one does. */
export function cancelConsult(turn: Turn, command: Body<'cancel_consult'>): Reply {
  const item = conversation(turn, command.callId);
  if (item === null) return unknownCall(command.callId);
  if (item.call?.consult == null) return refuse('not_allowed_in_state', 'Nobody is being asked.', 'id');
  comeBack(turn, item);
  return done(item.id);
}

/** Ends the question and takes the customer off hold. */
export function comeBack(turn: Turn, item: WorkItem): void {
  endConsult(turn, item, 'cancelled');
  must(item.call, 'call').isOnHold = false;
  if (!isAgentAway(turn, item)) join(turn, item);
  turn.saveItem(item);
}

/** Lets the agent who was asked go, if there is one. The customer stays where they are. */
export function endConsult(turn: Turn, item: WorkItem, reason: Asked): void {
  const asked = item.call?.consult ?? null;
  if (asked === null) return;
  change(item, null);
  if (asked.state === 'talking') turn.phone({ kind: 'unbridge', bridgeId: asked.bridgeId });
  if (asked.legId !== null) endLeg(turn, asked.legId);
  const agent = turn.center.agent(asked.agentId);
  if (asked.offerId !== null) takeOfferBack(turn, item, asked.offerId);
  setFree(turn, agent, asked.state === 'offered');
  turn.saveItem(item);
  tell(turn, item, asked.agentId, reason);
}

/** The leg of the agent who was asked is gone. The customer stays where they are. */
export function consultLegLost(turn: Turn, item: WorkItem): void {
  endConsult(turn, item, consultOf(item).state === 'talking' ? 'left' : 'no_answer');
}

/** Is this leg that of an agent who is asked? */
export function isConsulted(item: WorkItem, legId: string): boolean {
  return item.call?.consult?.legId === legId;
}

function consultOf(item: WorkItem): Consult {
  return must(item.call?.consult, 'agent who is asked');
}

/** Replaced whole: copies of the call share it. */
function change(item: WorkItem, consulted: Consult | null): void {
  must(item.call, 'call').consult = consulted;
}

/** The first agent is gone while another one was asked: who answered goes on with the customer. False: nobody did. */
export function otherAgentGoesOn(turn: Turn, item: WorkItem): boolean {
  if (item.call?.consult?.state === 'talking') handOver(turn, item);
  else {
    endConsult(turn, item, 'first_agent_left');
    return false;
  }
  return true;
}

function tell(turn: Turn, item: WorkItem, agentId: string, consulted: Asked | 'asked' | 'ringing' | 'talking'): void {
  const firstId = item.agentId ?? agentId;
  turn.note('call.changed', aboutItem(item, firstId), { callId: item.call?.id ?? null, consult: consulted, agentId });
}
