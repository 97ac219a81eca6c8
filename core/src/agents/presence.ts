import { must, type Center } from '../contact-center/center.ts';
import { done, refuse, type Turn } from '../contact-center/turn.ts';
import type { Reply } from '../contact-center/commands.ts';
import { isReady } from '../routing/agent-pool.ts';
import { clearEarmark } from '../routing/earmarks.ts';
import { withdrawOffer } from '../routing/offers.ts';
import type { AgentState } from './agent-state.ts';

/** An agent nobody has heard of yet: offline. */
export function newAgentState(id: string, now: number): AgentState {
  return {
    id,
    presence: 'offline',
    presenceReason: null,
    presenceSinceAt: now,
    activity: 'idle',
    activitySinceAt: now,
    itemId: null,
    offerId: null,
    wrapUpUntilAt: null,
    idleSinceAt: now,
    earmarkedItemId: null,
    nextPresence: null,
  };
}

/**
 * Sets an agent's presence (W1). On an item it is kept for afterwards (`nextPresence`), so that nobody is cut off; an
 * offer that is being shown is withdrawn and goes to the next agent.
 */
export function setPresence(turn: Turn, command: { agentId: string; presence: string; reason: string | null }): Reply {
  const agent = turn.center.agents.get(command.agentId);
  if (agent === undefined) return refuse('unknown_agent', `There is no agent ${command.agentId}.`, 'id');
  if (agent.activity === 'on_item' || agent.activity === 'wrap_up') {
    agent.nextPresence = command.presence;
    turn.saveAgent(agent);
  } else {
    applyPresence(turn, agent, command.presence, command.reason);
    if (agent.presence !== 'available') giveUpWork(turn, agent);
  }
  return done(agent.id);
}

/** What an agent who leaves was about to get goes to the next; a customer who is being rung for them is rung on. */
function giveUpWork(turn: Turn, agent: AgentState): void {
  clearEarmark(turn, agent);
  if (agent.activity === 'offered') withdrawOffer(turn, must(agent.offerId, 'offer'), 'agent_left');
  if (agent.activity !== 'reserved') return;
  const item = turn.center.item(must(agent.itemId, 'item of a reserved agent'));
  if (item !== null) {
    item.agentId = null;
    turn.saveItem(item);
  }
  setFree(turn, agent, false);
}

/** The agent did not take what was theirs: free, and no longer available, unless they chose another presence before. */
export function missWork(turn: Turn, agent: AgentState, presence: string, reason: string): void {
  setFree(turn, agent, false);
  if (agent.presence !== 'available') return;
  applyPresence(turn, agent, presence, reason);
  if (presence !== 'available') clearEarmark(turn, agent);
}

/** Changes presence at once and counts the agent in or out of the queues they serve. */
export function applyPresence(turn: Turn, agent: AgentState, presence: string, reason: string | null): void {
  if (agent.presence === presence && agent.presenceReason === reason) return;
  const wasStaffed = isStaffed(agent);
  if (agent.presence !== 'available' && presence === 'available') agent.idleSinceAt = turn.now;
  agent.presence = presence;
  agent.presenceReason = reason;
  agent.presenceSinceAt = turn.now;
  if (isStaffed(agent) !== wasStaffed) countStaff(turn.center, agent, isStaffed(agent) ? 1 : -1);
  noteAgent(turn, agent);
  // What was kept for this agent is anybody's now.
  if (presence === 'offline')
    for (const item of turn.center.itemsKeptFor(agent.id)) turn.center.itemsToMatch.add(item.id);
}

/** Works for customers, as far as estimates are concerned: neither offline nor away. */
export function isStaffed(agent: AgentState): boolean {
  return agent.presence !== 'offline' && agent.presence !== 'away';
}

function countStaff(center: Center, agent: AgentState, by: number): void {
  const { staffedByQueue } = center;
  const queueIds = new Set(center.pools.of(agent.id).map((pool) => pool.queue.id));
  for (const queueId of queueIds) staffedByQueue.set(queueId, (staffedByQueue.get(queueId) ?? 0) + by);
}

/** Counts staff per queue afresh, after configuration or restore. */
export function recountStaff(center: Center): void {
  center.staffedByQueue.clear();
  for (const agent of center.agents.values()) if (isStaffed(agent)) countStaff(center, agent, 1);
}

/** Takes an agent for an item: reserved, offered or on it. */
export function occupy(
  turn: Turn,
  agent: AgentState,
  activity: 'reserved' | 'offered' | 'on_item',
  itemId: string,
  offerId: string | null,
): void {
  agent.activity = activity;
  agent.activitySinceAt = turn.now;
  agent.itemId = itemId;
  agent.offerId = offerId;
  noteAgent(turn, agent);
}

/** Sets an agent free. `isIdleKept` keeps their turn among the idle: they did nothing to lose it. */
export function setFree(turn: Turn, agent: AgentState, isIdleKept: boolean): void {
  agent.activity = 'idle';
  agent.activitySinceAt = turn.now;
  agent.itemId = null;
  agent.offerId = null;
  agent.wrapUpUntilAt = null;
  if (!isIdleKept) agent.idleSinceAt = turn.now;
  const { nextPresence } = agent;
  agent.nextPresence = null;
  if (nextPresence !== null) applyPresence(turn, agent, nextPresence, null);
  noteAgent(turn, agent);
}

/** Begins after-call work until `untilAt`. */
export function beginWrapUp(turn: Turn, agent: AgentState, itemId: string, untilAt: number): void {
  agent.activity = 'wrap_up';
  agent.activitySinceAt = turn.now;
  agent.itemId = itemId;
  agent.offerId = null;
  agent.wrapUpUntilAt = untilAt;
  noteAgent(turn, agent);
}

/** Saves, tells, and has the agent matched when they are ready now. */
export function noteAgent(turn: Turn, agent: AgentState): void {
  turn.saveAgent(agent);
  turn.note('agent.changed', { agentId: agent.id }, { presence: agent.presence, activity: agent.activity });
  if (isReady(agent)) turn.center.agentsToMatch.add(agent.id);
}
