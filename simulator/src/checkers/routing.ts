import type { AgentProfile, HistoryEntry, SkillRequirement } from '@ringback/core';
import { isEligibleAsWritten, skillsAsWritten } from '@ringback/testkit';
import { broken } from '../broken.ts';
import { standsInLine, type Item, type Step, type StoredWorld } from './stored-world.ts';

/** A receipt names so many who were passed over; of more it is not known who they were. */
const PASSED_OVER_MAX = 50;

/** Line priority of who holds the line: before everybody. */
const HOLDING_PRIORITY = 20_000_000;

/** Reviews and ticks of the very moment may not have run yet, milliseconds. */
const MOMENT_MS = 3_000;

/** [I5], [I6] Every decision: the agent may have the item, and nobody who came earlier was passed over without a reason. */
export function checkDecisions(world: StoredWorld, step: Step): void {
  for (const entry of step.written.batch.history)
    if (entry.type === 'routing.decided') checkDecision(world, step, entry);
}

function checkDecision(world: StoredWorld, step: Step, entry: HistoryEntry): void {
  const agent = entry.agentId === null ? null : world.profiles.get(entry.agentId);
  const queue = world.queues.get(entry.queueId ?? '');
  if (agent === undefined || queue === undefined) broken('I5', `${entry.itemId} went to nobody known`);
  const change = [...step.callbacks, ...step.liveCalls].find(({ key }) => key === entry.itemId);
  const item = change?.after ?? null;
  if (item === null)
    broken('I7', `${entry.itemId} was given to ${entry.agentId ?? 'whoever is free'} and is not stored`);
  const arrivalAt = Number(entry.detail['arrivalAt']);
  if (agent === null) checkDialAhead(world, item);
  else if (
    item.queueId === entry.queueId &&
    !isEligibleAsWritten(agent, queue, skillsOf(world, item), entry.at - arrivalAt)
  )
    broken('I5', `${agent.id} lacks the skills for ${item.id}`);
  checkOrder(world, step, entry, item, agent);
}

/** Of all lines and kinds: whoever this agent might have had, and stood before the chosen one, is named with a reason. */
function checkOrder(
  world: StoredWorld,
  step: Step,
  entry: HistoryEntry,
  chosen: Item,
  agent: AgentProfile | null,
): void {
  const passedOver: readonly { itemId: string }[] = readPassedOver(entry.detail['passedOver']);
  if (passedOver.length >= PASSED_OVER_MAX) return;
  const named = new Set(passedOver.map(({ itemId }) => itemId));
  const arrivalAt = Number(entry.detail['arrivalAt']);
  const priority = Number(entry.detail['linePriority']);
  for (const others of world.standing.values())
    for (const other of others.values()) {
      const otherPriority = linePriorityOf(other);
      if (otherPriority < priority || other.id === chosen.id || named.has(other.id)) continue;
      const isEarlier = other.arrivalAt === arrivalAt ? other.sequence < chosen.sequence : other.arrivalAt < arrivalAt;
      if (otherPriority === priority && !isEarlier) continue;
      const isRival = agent === null ? other.queueId === entry.queueId : mayHave(world, agent, other, entry.at);
      if (isRival && stoodThere(step, other))
        broken('I6', `${chosen.id} was served before ${other.id}, and the receipt does not say why`);
    }
}

/** [D4] Nobody is chosen for who is dialled before an agent is free, and only a service that says so does it. */
function checkDialAhead(world: StoredWorld, item: Item): void {
  if (item.kind !== 'callback' || item.delivery !== 'customer_first' || item.isAgentReserved || item.isAtFront)
    broken('D4', `${item.id} was dialled with no agent free`);
  if (world.services.get(item.serviceId)?.dialAhead === null)
    broken('D4', `${item.id} of ${item.serviceId} was dialled with no agent free, which the service does not do`);
}

function mayHave(world: StoredWorld, agent: AgentProfile, item: Item, at: number): boolean {
  const queue = world.queues.get(item.queueId);
  return queue !== undefined && isEligibleAsWritten(agent, queue, skillsOf(world, item), at - item.arrivalAt);
}

/**
 * Did it stand at its place at every moment of this commit? Yes when the commit did not write it; or when it stood there before
 * as it does after, and the history, which tells of whoever leaves a line, says nothing of it.
 */
function stoodThere(step: Step, item: Item): boolean {
  if (!step.isTouched(item.id)) return true;
  const before = [...step.callbacks, ...step.liveCalls].find(({ key }) => key === item.id)?.before ?? null;
  if (before === null || !standsInLine(before) || before.arrivalAt !== item.arrivalAt) return false;
  if (before.queueId !== item.queueId || linePriorityOf(before) !== linePriorityOf(item)) return false;
  return !step.written.batch.history.some(({ itemId }) => itemId === item.id);
}

function readPassedOver(value: unknown): readonly { itemId: string }[] {
  // Core writes the list of who was passed over into its own receipt.
  return Array.isArray(value) ? (value as { itemId: string }[]) : [];
}

/** Holding customers, then the front, then by priority: the order of the design. */
export function linePriorityOf(item: Item): number {
  if (item.kind === 'callback' && item.state === 'holding') return HOLDING_PRIORITY;
  return item.kind === 'callback' && item.isAtFront ? 10_000_000 : item.priority;
}

/** [I9] Nobody who may serve a customer on the line sits idle. */
export function checkNobodyIdles(world: StoredWorld, step: Step): void {
  if (world.idleAgents.size === 0) return;
  for (const item of world.onTheLine.values()) {
    if (item.reviewAt !== null && item.reviewAt <= step.at + MOMENT_MS) continue;
    if (item.preferredAgentId !== null && (item.preferredUntilAt ?? 0) > step.at - MOMENT_MS) continue;
    for (const agent of world.idleAgents.values()) checkMayIdle(world, step, item, agent.id);
  }
}

function checkMayIdle(world: StoredWorld, step: Step, item: Item, agentId: string): void {
  if (item.declinedAgentIds.includes(agentId) || item.excludedAgentIds.includes(agentId)) return;
  const profile = world.profiles.get(agentId);
  const queue = world.queues.get(item.queueId);
  if (profile === undefined || queue === undefined) return;
  if (isEligibleAsWritten(profile, queue, skillsOf(world, item), step.at - MOMENT_MS - item.arrivalAt))
    broken('I9', `${item.id} is on the line and ${agentId} idles`);
}

/** The skills an item asks for, by the documents. */
export function skillsOf(
  world: StoredWorld,
  item: Pick<Item, 'serviceId' | 'queueId' | 'subjectId'>,
): readonly SkillRequirement[] {
  const service = world.services.get(item.serviceId);
  const queue = world.queues.get(item.queueId);
  if (service === undefined || queue === undefined) return [];
  return skillsAsWritten(service, queue, item);
}
