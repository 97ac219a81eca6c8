import type { AgentProfile, Callback, LiveCall, QueuePolicy, ServicePolicy, SkillRequirement } from '@ringback/core';

/** The skills an item asks for, as configuration writes them; reckoned without anything core keeps. */
export function skillsAsWritten(
  service: ServicePolicy,
  queue: QueuePolicy,
  item: Pick<Callback | LiveCall, 'queueId' | 'subjectId'>,
): readonly SkillRequirement[] {
  const isHome = service.queueId === item.queueId;
  const subject = isHome ? service.subjects.find((one) => one.id === item.subjectId) : undefined;
  return [...(isHome ? (service.skills ?? queue.skills) : queue.skills), ...(subject?.skills ?? [])];
}

/** May this agent have the item after this long, by the queue's skills, relaxations and rings as they are written? */
export function isEligibleAsWritten(
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

function holds(agent: AgentProfile, skills: readonly SkillRequirement[]): boolean {
  return skills.every(({ skill, levelMin }) => (agent.skills[skill] ?? 0) >= levelMin);
}
