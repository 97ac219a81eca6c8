import type { Callback, HistoryEntry, LiveCall, SkillRequirement } from '@ringback/core';
import type { CoreBench, Step } from './bench.ts';
import { isEligibleAsWritten, skillsAsWritten } from './eligibility.ts';
import { broken, standsInLine } from './invariants.ts';

type Item = Callback | LiveCall;

/** [I5], [I6] and that nobody idle leaves a customer on the line unserved. */
export function checkDecisions(bench: CoreBench, step: Step): void {
  const decided = step.recorded.history.filter((entry) => entry.type === 'routing.decided');
  for (const entry of decided) checkDecision(bench, step, entry);
  for (const item of bench.center.liveCalls.values()) if (standsInLine(item)) checkNobodyIdles(bench, item);
  for (const item of bench.center.callbacks.values())
    if (item.state === 'holding' && standsInLine(item)) checkNobodyIdles(bench, item);
}

function skillsOf(
  bench: CoreBench,
  item: Pick<Item, 'serviceId' | 'queueId' | 'subjectId'>,
): readonly SkillRequirement[] {
  return skillsAsWritten(bench.center.service(item.serviceId), bench.center.queue(item.queueId), item);
}

function checkDecision(bench: CoreBench, step: Step, entry: HistoryEntry): void {
  const { center, now } = bench;
  const item = center.item(entry.itemId ?? '');
  // Dialled before an agent is free (D4): nobody is chosen yet, and everybody in the line stands before or behind.
  if (entry.agentId === null) return item === null ? undefined : checkNext(bench, entry, item);
  const agent = center.profiles.get(entry.agentId);
  if (agent === undefined) broken(bench, 'I5', `${entry.itemId} went to nobody known`);
  if (item === null) return;
  const arrivalAt = Number(entry.detail['arrivalAt']);
  if (!isEligibleAsWritten(agent, center.queue(entry.queueId ?? ''), skillsOf(bench, item), now - arrivalAt))
    broken(bench, 'I5', `${agent.id} lacks the skills for ${item.id}`);
  // What came back to the line within this very step may have done so after the decision.
  if (step.recorded.history.some((other) => other.type === 'callback.queued' || other.type === 'offer.ended')) return;
  checkOrder(bench, entry, item);
}

function checkOrder(bench: CoreBench, entry: HistoryEntry, chosen: Item): void {
  const named = JSON.stringify(entry.detail['passedOver'] ?? []);
  const priority = Number(entry.detail['linePriority']);
  for (const other of bench.center.line(chosen.queueId).items()) {
    const isSameKind =
      other.serviceId === chosen.serviceId && other.subjectId === chosen.subjectId && other.id !== chosen.id;
    if (!isSameKind || other.arrivalAt >= Number(entry.detail['arrivalAt']) || linePriority(other) < priority) continue;
    if (!named.includes(`"${other.id}"`))
      broken(bench, 'I6', `${chosen.id} was served before ${other.id}, and the receipt does not say why`);
  }
}

/** [I6] Who is dialled before an agent is free is the next of the whole line, but for those named. */
function checkNext(bench: CoreBench, entry: HistoryEntry, chosen: Item): void {
  const named = JSON.stringify(entry.detail['passedOver'] ?? []);
  for (const other of bench.center.line(chosen.queueId).items()) {
    const isBefore =
      linePriority(other) > chosen.priority ||
      (linePriority(other) === chosen.priority && other.arrivalAt < Number(entry.detail['arrivalAt']));
    if (isBefore && other.id !== chosen.id && !named.includes(`"${other.id}"`))
      broken(
        bench,
        'I6',
        `${chosen.id} was dialled ahead of an agent before ${other.id}, and the receipt does not say why`,
      );
  }
}

/** Holding customers, then the front, then by priority: the order of the design. */
function linePriority(item: Item): number {
  if (item.kind === 'callback' && item.state === 'holding') return Infinity;
  return item.kind === 'callback' && item.isAtFront ? 10_000_000 : item.priority;
}

function checkNobodyIdles(bench: CoreBench, item: Item): void {
  const { center, now } = bench;
  if (item.preferredAgentId !== null && (item.preferredUntilAt ?? 0) > now) return;
  for (const agent of center.agents.values()) {
    const profile = center.profiles.get(agent.id);
    if (profile === undefined || agent.presence !== 'available' || agent.activity !== 'idle') continue;
    if (item.declinedAgentIds.includes(agent.id) || item.excludedAgentIds.includes(agent.id)) continue;
    if (isEligibleAsWritten(profile, center.queue(item.queueId), skillsOf(bench, item), now - item.arrivalAt))
      broken(bench, 'I9', `${item.id} is on the line and ${agent.id} idles`);
  }
}
