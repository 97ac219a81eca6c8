import type { AgentState } from '../agents/agent-state.ts';
import type { Center } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { dispatch } from './dispatch.ts';
import { skillScore } from './eligibility.ts';
import { classesOfAgent, classOf, isReady, type AgentClass, type ItemClass } from './item-classes.ts';

/** Why an agent does not get an item that stands before another (Q12). */
export type PassOverReason =
  | 'declined'
  | 'kept_for_preferred_agent'
  | 'customer_on_the_line'
  | 'agent_counts_for_another_dial'
  | 'service_paused'
  | 'not_yet_due';

/** One candidate that was looked at and not chosen. */
export interface PassedOver {
  readonly itemId: string;
  readonly reason: PassOverReason;
}

/** The next item for an agent, and who was passed over on the way. */
export interface Choice {
  readonly item: WorkItem;
  readonly linePriority: number;
  readonly passedOver: readonly PassedOver[];
}

/** Passed-over candidates kept in one decision; a longer list helps nobody. */
const PASSED_OVER_MAX = 50;
/** Kept while the choice is still being made, over all classes. */
const PASSED_OVER_KEPT = 500;

/**
 * Matches everybody who became ready and everything that became servable in this turn, until nothing is left that fits.
 * Whichever side is new, the choice is always made from the agent's side, so an item never overtakes by arriving late
 * (invariant I6). Bounded: every round takes an agent or an item off the lists.
 */
export function settle(turn: Turn): void {
  const { agentsToMatch, itemsToMatch } = turn.center;
  for (;;) {
    const agentId = firstOf(agentsToMatch);
    if (agentId !== null) {
      agentsToMatch.delete(agentId);
      serveAgent(turn, agentId);
      continue;
    }
    const itemId = firstOf(itemsToMatch);
    if (itemId === null) return;
    itemsToMatch.delete(itemId);
    serveItem(turn, itemId);
  }
}

function firstOf(set: ReadonlySet<string>): string | null {
  for (const value of set) return value;
  return null;
}

function serveAgent(turn: Turn, agentId: string): void {
  const agent = turn.center.agents.get(agentId);
  while (agent !== undefined && isReady(agent)) {
    const choice = bestItemFor(turn.center, agent, turn.now);
    if (choice === null) return;
    dispatch(turn, agent, choice);
  }
}

function serveItem(turn: Turn, itemId: string): void {
  const { center } = turn;
  for (;;) {
    const item = center.item(itemId);
    if (item === null || !isInLine(item)) return;
    const agent = bestAgentFor(center, item, turn.now);
    if (agent === null) return;
    const choice = bestItemFor(center, agent, turn.now);
    if (choice === null) return;
    dispatch(turn, agent, choice);
  }
}

/** Does the item stand in a line, free for any agent? */
export function isInLine(item: WorkItem): boolean {
  if (item.agentId !== null || item.offerId !== null || item.closedAt !== null) return false;
  return item.state === 'waiting' || item.state === 'holding';
}

/** The item an agent serves next: best by priority, then virtual arrival, of those the agent is eligible for (Q4). */
export function bestItemFor(center: Center, agent: AgentState, now: number): Choice | null {
  const passedOver: (Standing & PassedOver)[] = [];
  let best: Standing | null = null;
  for (const agentClass of classesOfAgent(center, agent.id)) {
    const found = firstServable(center, agent, agentClass, now, passedOver);
    if (found !== null && (best === null || comesBefore(found, best))) best = found;
  }
  if (best === null) return null;
  const chosen = best;
  const before = passedOver.filter((one) => comesBefore(one, chosen)).slice(0, PASSED_OVER_MAX);
  return { ...chosen, passedOver: before.map(({ itemId, reason }) => ({ itemId, reason })) };
}

/** An item with its priority in the line. */
interface Standing {
  readonly item: WorkItem;
  readonly linePriority: number;
}

function comesBefore(a: Standing, b: Standing): boolean {
  if (a.linePriority !== b.linePriority) return a.linePriority > b.linePriority;
  if (a.item.arrivalAt !== b.item.arrivalAt) return a.item.arrivalAt < b.item.arrivalAt;
  return a.item.sequence < b.item.sequence;
}

function firstServable(
  center: Center,
  agent: AgentState,
  { itemClass, afterMs }: AgentClass,
  now: number,
  passedOver: (Standing & PassedOver)[],
): Standing | null {
  for (const { priority, band } of center.line(itemClass.queue.id).bandsOf(itemClass.key)) {
    for (const item of band) {
      // A band is in order of arrival: whoever follows has waited less.
      if (now - item.arrivalAt < afterMs) break;
      const reason = passOverReason(center, agent, item, now);
      if (reason === null) return { item, linePriority: priority };
      if (passedOver.length < PASSED_OVER_KEPT)
        passedOver.push({ item, linePriority: priority, itemId: item.id, reason });
    }
  }
  return null;
}

/** Why this agent may not have this item although skills and waiting time fit, or null. */
export function passOverReason(center: Center, agent: AgentState, item: WorkItem, now: number): PassOverReason | null {
  if (hasDeclined(item, agent)) return 'declined';
  if (isKeptForAnother(center, agent, item, now)) return 'kept_for_preferred_agent';
  if (item.kind === 'live_call' || item.state === 'holding') return null;
  if (item.scheduledFor !== null && now < item.scheduledFor) return 'not_yet_due';
  if (center.services.get(item.serviceId)?.isPaused === true) return 'service_paused';
  if (center.isOnTheLine(item.phoneNumber)) return 'customer_on_the_line';
  if (agent.earmarkedItemId !== null && dialsWithoutAgent(item)) return 'agent_counts_for_another_dial';
  return null;
}

/** Customer-first without reservation: the customer is dialled while the agent stays free. */
export function dialsWithoutAgent(item: WorkItem): boolean {
  return item.kind === 'callback' && item.delivery === 'customer_first' && !item.isAgentReserved && !item.isAtFront;
}

function hasDeclined(item: WorkItem, agent: AgentState): boolean {
  return item.excludedAgentIds.includes(agent.id) || item.declinedAgentIds.includes(agent.id);
}

function isKeptForAnother(center: Center, agent: AgentState, item: WorkItem, now: number): boolean {
  if (item.preferredAgentId === null || item.preferredAgentId === agent.id) return false;
  if (item.preferredUntilAt === null || item.preferredUntilAt <= now) return false;
  const preferred = center.agents.get(item.preferredAgentId);
  if (preferred === undefined || preferred.presence === 'offline' || hasDeclined(item, preferred)) return false;
  return classOf(center, item).eligibleAfterMs.has(preferred.id);
}

/** The ready agent who gets an item: the preferred one, else longest idle or most skilled (Q4). */
export function bestAgentFor(center: Center, item: WorkItem, now: number): AgentState | null {
  const itemClass = classOf(center, item);
  let best: AgentState | null = null;
  for (const agent of itemClass.ready.values()) {
    const afterMs = itemClass.eligibleAfterMs.get(agent.id) ?? Infinity;
    if (now - item.arrivalAt < afterMs || passOverReason(center, agent, item, now) !== null) continue;
    if (agent.id === item.preferredAgentId) return agent;
    if (best === null || isBetterAgent(center, itemClass, agent, best)) best = agent;
  }
  return best;
}

function isBetterAgent(center: Center, itemClass: ItemClass, agent: AgentState, best: AgentState): boolean {
  if (itemClass.queue.matching === 'most_skilled') {
    const difference = scoreOf(center, itemClass, agent) - scoreOf(center, itemClass, best);
    if (difference !== 0) return difference > 0;
  }
  if (agent.idleSinceAt !== best.idleSinceAt) return agent.idleSinceAt < best.idleSinceAt;
  return agent.id < best.id;
}

function scoreOf(center: Center, itemClass: ItemClass, agent: AgentState): number {
  const profile = center.profiles.get(agent.id);
  return profile === undefined ? 0 : skillScore(profile, itemClass.skills);
}
