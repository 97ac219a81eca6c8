import type { AgentState } from '../agents/agent-state.ts';
import type { Center } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import { dialsWithoutAgent, isEarlier, type Lane, type WorkItem } from '../queue/line.ts';
import type { OrderedBand } from '../queue/ordered-band.ts';
import { isReady, type IdleGroup } from './agent-pool.ts';
import { dispatch } from './dispatch.ts';
import { classOf, type ItemClass } from './item-classes.ts';

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

/**
 * Matches everybody who became ready and everything that became servable in this turn, until nothing is left that fits.
 * Whichever side is new, the choice is always made from the agent's side, so an item never overtakes by arriving late
 * (invariant I6). Bounded: every round takes an agent or an item off the lists.
 */
export function settle(turn: Turn): void {
  const { agentsToMatch, itemsToMatch } = turn.center;
  for (;;) {
    // One walk, that whoever joins meanwhile is part of: looking for the first each time walks past all who are gone.
    for (const agentId of agentsToMatch) {
      agentsToMatch.delete(agentId);
      serveAgent(turn, agentId);
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
  let best: Standing | null = null;
  for (const pool of center.pools.of(agent.id)) {
    const afterMs = pool.eligibleAfterMs.get(agent.id) ?? Infinity;
    for (const itemClass of pool.classes) best = firstServable(center, { agent, itemClass, afterMs, now }, best);
  }
  return best === null ? null : { ...best, passedOver: passedOverFor(center, agent, best, now) };
}

/** An item with its priority in the line. */
interface Standing {
  readonly item: WorkItem;
  readonly linePriority: number;
}

/** An agent looks for work in one class. */
interface Search {
  readonly agent: AgentState;
  readonly itemClass: ItemClass;
  /** Items must have waited so long, milliseconds. */
  readonly afterMs: number;
  readonly now: number;
}

function comesBefore(a: Standing, b: Standing): boolean {
  if (a.linePriority !== b.linePriority) return a.linePriority > b.linePriority;
  return isEarlier(a.item, b.item);
}

/** The better of what was found so far and the first item of a class that the agent may serve now. */
function firstServable(center: Center, search: Search, best: Standing | null): Standing | null {
  const { itemClass } = search;
  let found = best;
  for (const level of center.line(itemClass.queue.id).levels) {
    if (found !== null && level.priority < found.linePriority) break;
    for (const { lane, band } of level.bands.get(itemClass.key) ?? []) {
      if (isLanePassedOver(center, search, lane)) continue;
      const item = firstOfBand(center, search, band, found?.linePriority === level.priority ? found.item : null);
      if (item !== null) found = { item, linePriority: level.priority };
    }
  }
  return found;
}

/** Is everybody in this lane passed over, whoever they are? Then nobody of them need be looked at. */
function isLanePassedOver(center: Center, { agent, itemClass }: Search, lane: Lane): boolean {
  if (lane === 'on_line') return false;
  if (lane === 'ahead' && agent.earmarkedItemId !== null) return true;
  return center.services.get(itemClass.serviceId)?.isPaused === true;
}

/** The first of a band the agent may serve, if it stands before `limit`. */
function firstOfBand(
  center: Center,
  { agent, afterMs, now }: Search,
  band: OrderedBand<WorkItem>,
  limit: WorkItem | null,
): WorkItem | null {
  const isOut = (item: WorkItem): boolean =>
    // A band is in order of arrival: whoever follows has waited less.
    now - item.arrivalAt < afterMs || (limit !== null && !isEarlier(item, limit));
  const first = band.first();
  if (first === null || isOut(first)) return null;
  if (passOverReason(center, agent, first, now) === null) return first;
  for (const item of band.from(1)) {
    if (isOut(item)) return null;
    if (passOverReason(center, agent, item, now) === null) return item;
  }
  return null;
}

/** Who stands before the chosen item and was not given to this agent, and why, in the order of the line. */
function passedOverFor(center: Center, agent: AgentState, chosen: Standing, now: number): readonly PassedOver[] {
  const found: (Standing & PassedOver)[] = [];
  for (const pool of center.pools.of(agent.id)) {
    const afterMs = pool.eligibleAfterMs.get(agent.id) ?? Infinity;
    for (const itemClass of pool.classes) collectPassedOver(center, { agent, itemClass, afterMs, now }, chosen, found);
  }
  if (found.length === 0) return NOBODY;
  found.sort((a, b) => (comesBefore(a, b) ? -1 : 1));
  return found.slice(0, PASSED_OVER_MAX).map(({ itemId, reason }) => ({ itemId, reason }));
}

const NOBODY: readonly PassedOver[] = [];

function collectPassedOver(
  center: Center,
  { agent, itemClass, afterMs, now }: Search,
  chosen: Standing,
  found: (Standing & PassedOver)[],
): void {
  for (const { priority, bands } of center.line(itemClass.queue.id).levels) {
    if (priority < chosen.linePriority) return;
    for (const { band } of bands.get(itemClass.key) ?? []) {
      if (band.first() === chosen.item) continue;
      let count = 0;
      for (const item of band) {
        const standing = { item, linePriority: priority };
        if (count >= PASSED_OVER_MAX || now - item.arrivalAt < afterMs || !comesBefore(standing, chosen)) break;
        const reason = passOverReason(center, agent, item, now);
        if (reason !== null) found.push({ ...standing, itemId: item.id, reason });
        count += 1;
      }
    }
  }
}

/** Why this agent may not have this item although skills and waiting time fit, or null. */
export function passOverReason(center: Center, agent: AgentState, item: WorkItem, now: number): PassOverReason | null {
  if (hasDeclined(item, agent)) return 'declined';
  if (item.preferredAgentId !== agent.id && isKept(center, item, now)) return 'kept_for_preferred_agent';
  const reason = holdBackReason(center, item, now);
  if (reason !== null) return reason;
  return agent.earmarkedItemId !== null && dialsAhead(item) ? 'agent_counts_for_another_dial' : null;
}

/** Why whoever is free may not be given the item now, or null. */
export function whyHeldBack(center: Center, item: WorkItem, now: number): PassOverReason | null {
  return holdBackReason(center, item, now) ?? (isKept(center, item, now) ? 'kept_for_preferred_agent' : null);
}

/** Why nobody may have the item now, or null. A customer who is on the line in this matter needs no dial. */
function holdBackReason(center: Center, item: WorkItem, now: number): PassOverReason | null {
  if (item.kind === 'live_call' || item.state === 'holding') return null;
  if (item.scheduledFor !== null && now < item.scheduledFor) return 'not_yet_due';
  if (center.services.get(item.serviceId)?.isPaused === true) return 'service_paused';
  return center.isOnTheLine(item.phoneNumber) ? 'customer_on_the_line' : null;
}

function dialsAhead(item: WorkItem): boolean {
  return item.state !== 'holding' && dialsWithoutAgent(item);
}

function hasDeclined(item: WorkItem, agent: AgentState): boolean {
  return item.excludedAgentIds.includes(agent.id) || item.declinedAgentIds.includes(agent.id);
}

/** Is the item kept for its preferred agent? */
function isKept(center: Center, item: WorkItem, now: number): boolean {
  if (item.preferredAgentId === null || item.preferredUntilAt === null || item.preferredUntilAt <= now) return false;
  const preferred = center.agents.get(item.preferredAgentId);
  if (preferred === undefined || preferred.presence === 'offline' || hasDeclined(item, preferred)) return false;
  return classOf(center, item).pool.eligibleAfterMs.has(preferred.id);
}

/** The ready agent who gets an item: the preferred one, else longest idle or most skilled (Q4). */
export function bestAgentFor(center: Center, item: WorkItem, now: number): AgentState | null {
  // Also makes the class of an item that came here by a transfer, so that agents find it later.
  const { pool } = classOf(center, item);
  const preferred = preferredIfReady(center, item, now);
  if (preferred !== null) return preferred;
  if (isKept(center, item, now) || holdBackReason(center, item, now) !== null) return null;
  center.pools.follow(center);
  let best: Candidate | null = null;
  for (const group of pool.groups) {
    if (now - item.arrivalAt < group.afterMs || (group.isEarmarked && dialsAhead(item))) continue;
    const agent = firstWilling(group, item);
    if (agent !== null && (best === null || isBetter({ agent, score: group.score }, best)))
      best = { agent, score: group.score };
  }
  return best?.agent ?? null;
}

/** The preferred agent goes before all others, also when the time they are waited for is over. */
function preferredIfReady(center: Center, item: WorkItem, now: number): AgentState | null {
  const agent = item.preferredAgentId === null ? undefined : center.agents.get(item.preferredAgentId);
  if (agent === undefined || !isReady(agent)) return null;
  const afterMs = classOf(center, item).pool.eligibleAfterMs.get(agent.id) ?? Infinity;
  return now - item.arrivalAt < afterMs || passOverReason(center, agent, item, now) !== null ? null : agent;
}

function firstWilling(group: IdleGroup, item: WorkItem): AgentState | null {
  for (const { agent } of group.idle) if (!hasDeclined(item, agent)) return agent;
  return null;
}

interface Candidate {
  readonly agent: AgentState;
  readonly score: number;
}

function isBetter(one: Candidate, other: Candidate): boolean {
  if (one.score !== other.score) return one.score > other.score;
  if (one.agent.idleSinceAt !== other.agent.idleSinceAt) return one.agent.idleSinceAt < other.agent.idleSinceAt;
  return one.agent.id < other.agent.id;
}
