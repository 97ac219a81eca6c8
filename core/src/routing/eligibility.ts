import type { AgentProfile, QueuePolicy, SkillRequirement, Subject } from '../contact-center/configuration.ts';

/** Does the agent hold every skill at the level asked for? */
export function holdsSkills(agent: AgentProfile, skills: readonly SkillRequirement[]): boolean {
  return skills.every((asked) => (agent.skills[asked.skill] ?? 0) >= asked.levelMin);
}

/** Sum of the agent's levels in the skills asked for, to compare agents by skill (Q4). */
export function skillScore(agent: AgentProfile, skills: readonly SkillRequirement[]): number {
  return skills.reduce((sum, asked) => sum + (agent.skills[asked.skill] ?? 0), 0);
}

/** The skills asked for at the start: those of the queue or service, and those of the subject (R10). */
export function initialSkills(
  asked: readonly SkillRequirement[],
  subject: Subject | null,
): readonly SkillRequirement[] {
  return subject === null ? asked : [...asked, ...subject.skills];
}

/**
 * How long an item of this queue that asks for `skills` must have waited until the agent may serve it (Q3 relaxation, Q6 overflow
 * rings). Null: never. A relaxation step replaces the whole requirement, subject included.
 */
export function eligibleAfterMs(
  agent: AgentProfile,
  queue: QueuePolicy,
  skills: readonly SkillRequirement[],
): number | null {
  const bySkill = skillsAfterMs(agent, queue, skills);
  const byRing = ringAfterMs(agent, queue);
  return bySkill === null || byRing === null ? null : Math.max(bySkill, byRing);
}

function skillsAfterMs(agent: AgentProfile, queue: QueuePolicy, skills: readonly SkillRequirement[]): number | null {
  if (holdsSkills(agent, skills)) return 0;
  return queue.relaxation.find((step) => holdsSkills(agent, step.skills))?.afterMs ?? null;
}

function ringAfterMs(agent: AgentProfile, queue: QueuePolicy): number | null {
  if (queue.rings.length === 0) return 0;
  return queue.rings.find((ring) => ring.groups.some((group) => agent.groups.includes(group)))?.afterMs ?? null;
}

/** The waiting times after which somebody new may become eligible, ascending. */
export function eligibilitySteps(queue: QueuePolicy): readonly number[] {
  const steps = [...queue.relaxation, ...queue.rings].map((step) => step.afterMs).filter((afterMs) => afterMs > 0);
  return [...new Set(steps)].sort((a, b) => a - b);
}
