import type { AgentProfile, Callback, HistoryEntry, LiveCall, QueuePolicy, SkillRequirement } from '@ringback/core';
import type { CoreBench, Step } from './bench.ts';
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
  const service = bench.center.service(item.serviceId);
  const queue = bench.center.queue(item.queueId);
  const isHome = service.queueId === item.queueId;
  const subject = isHome ? service.subjects.find((one) => one.id === item.subjectId) : undefined;
  return [...(isHome ? (service.skills ?? queue.skills) : queue.skills), ...(subject?.skills ?? [])];
}

function holds(agent: AgentProfile, skills: readonly SkillRequirement[]): boolean {
  return skills.every(({ skill, levelMin }) => (agent.skills[skill] ?? 0) >= levelMin);
}

/** May this agent have this item after this long, by the queue's skills, relaxations and rings as they are written? */
function isEligible(
  agent: AgentProfile,
  queue: QueuePolicy,
  skills: readonly SkillRequirement[],
  waitedMs: number,
): boolean {
  const reached = queue.relaxation.filter((step) => step.afterMs <= waitedMs);
  const bySkill = holds(agent, skills) || reached.some((step) => holds(agent, step.skills));
  const byRing =
    queue.rings.length === 0 ||
    queue.rings.some((ring) => ring.afterMs <= waitedMs && ring.groups.some((group) => agent.groups.includes(group)));
  return bySkill && byRing;
}

function checkDecision(bench: CoreBench, step: Step, entry: HistoryEntry): void {
  const { center, now } = bench;
  const item = center.item(entry.itemId ?? '');
  const agent = center.profiles.get(entry.agentId ?? '');
  if (agent === undefined) broken(bench, 'I5', `${entry.itemId} went to nobody known`);
  if (item === null) return;
  const arrivalAt = Number(entry.detail['arrivalAt']);
  if (!isEligible(agent, center.queue(entry.queueId ?? ''), skillsOf(bench, item), now - arrivalAt))
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
    if (isEligible(profile, center.queue(item.queueId), skillsOf(bench, item), now - item.arrivalAt))
      broken(bench, 'I9', `${item.id} is on the line and ${agent.id} idles`);
  }
}
