import type { HistoryEntry, SkillRequirement } from '@ringback/core';
import { isEligibleAsWritten, skillsAsWritten } from '@ringback/testkit';
import { broken } from '../broken.ts';
import { classKeyOf, type Item, type Step, type StoredWorld } from './stored-world.ts';

/** A receipt names so many who were passed over; of more it is not known who they were. */
const PASSED_OVER_MAX = 50;

/** Reviews and ticks of the very moment may not have run yet, milliseconds. */
const MOMENT_MS = 3_000;

/** [I5], [I6] Every decision: the agent may have the item, and nobody who came earlier was passed over without a reason. */
export function checkDecisions(world: StoredWorld, step: Step): void {
  for (const entry of step.written.batch.history)
    if (entry.type === 'routing.decided') checkDecision(world, step, entry);
}

function checkDecision(world: StoredWorld, step: Step, entry: HistoryEntry): void {
  const agent = world.profiles.get(entry.agentId ?? '');
  const queue = world.queues.get(entry.queueId ?? '');
  if (agent === undefined || queue === undefined) broken('I5', `${entry.itemId} went to nobody known`);
  const change = [...step.callbacks, ...step.liveCalls].find(({ key }) => key === entry.itemId);
  const item = change?.after ?? null;
  if (item === null) broken('I7', `${entry.itemId} was given to ${agent.id} and is not stored`);
  const arrivalAt = Number(entry.detail['arrivalAt']);
  if (item.queueId === entry.queueId && !isEligibleAsWritten(agent, queue, skillsOf(world, item), entry.at - arrivalAt))
    broken('I5', `${agent.id} lacks the skills for ${item.id}`);
  checkOrder(world, step, entry, item);
}

/** Rows this commit did not write stood where they stand at every moment of it: of them it is certain that they were there. */
function checkOrder(world: StoredWorld, step: Step, entry: HistoryEntry, chosen: Item): void {
  const passedOver: readonly { itemId: string }[] = readPassedOver(entry.detail['passedOver']);
  if (passedOver.length >= PASSED_OVER_MAX) return;
  const named = new Set(passedOver.map(({ itemId }) => itemId));
  const arrivalAt = Number(entry.detail['arrivalAt']);
  const priority = Number(entry.detail['linePriority']);
  const key = classKeyOf({ ...chosen, queueId: entry.queueId ?? chosen.queueId });
  for (const other of world.standing.get(key)?.values() ?? []) {
    if (other.id === chosen.id || step.touchedIds.has(other.id)) continue;
    if (other.arrivalAt >= arrivalAt || linePriorityOf(other) < priority) continue;
    if (!named.has(other.id))
      broken('I6', `${chosen.id} was served before ${other.id}, and the receipt does not say why`);
  }
}

function readPassedOver(value: unknown): readonly { itemId: string }[] {
  // Core writes the list of who was passed over into its own receipt.
  return Array.isArray(value) ? (value as { itemId: string }[]) : [];
}

/** Holding customers, then the front, then by priority: the order of the design. */
function linePriorityOf(item: Item): number {
  if (item.kind === 'callback' && item.state === 'holding') return Infinity;
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

function skillsOf(
  world: StoredWorld,
  item: Pick<Item, 'serviceId' | 'queueId' | 'subjectId'>,
): readonly SkillRequirement[] {
  const service = world.services.get(item.serviceId);
  const queue = world.queues.get(item.queueId);
  if (service === undefined || queue === undefined) return [];
  return skillsAsWritten(service, queue, item);
}
