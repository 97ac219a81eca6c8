import { recountStaff } from '../agents/presence.ts';
import type { AgentState } from '../agents/agent-state.ts';
import type { Center } from '../contact-center/center.ts';
import type { QueuePolicy, Subject } from '../contact-center/configuration.ts';
import { classKeyOf } from '../queue/line.ts';
import { eligibleAfterMs, initialSkills } from './eligibility.ts';

/** Everything items of one service and subject have in common for routing. */
export interface ItemClass {
  readonly key: string;
  readonly queue: QueuePolicy;
  readonly subject: Subject | null;
  readonly skills: QueuePolicy['skills'];
  /** By agent: how long an item must have waited until this agent may serve it. Agents not in it never may. */
  readonly eligibleAfterMs: ReadonlyMap<string, number>;
  /** Agents ready now, of those who may ever serve it. */
  readonly ready: Map<string, AgentState>;
}

/** The classes an agent can serve at some waiting time. */
export interface AgentClass {
  readonly itemClass: ItemClass;
  readonly afterMs: number;
}

/** Is the agent waiting for work? */
export function isReady(agent: AgentState): boolean {
  return agent.presence === 'available' && agent.activity === 'idle';
}

/** Makes all classes anew from the configuration. Called when it changes; lines must be empty or re-made by the caller. */
export function rebuildClasses(center: Center): void {
  center.classes.clear();
  for (const service of center.services.values()) {
    const queue = center.queues.get(service.queueId);
    if (queue === undefined) continue;
    for (const subject of [null, ...service.subjects]) {
      addClass(center, { serviceId: service.id, queueId: queue.id, subjectId: subject?.id ?? null }, subject);
    }
  }
  for (const agent of center.agents.values()) noteReadiness(center, agent);
}

/** What names a class. */
type ClassName = { serviceId: string; subjectId: string | null; queueId: string };

/** The class of an item; one transferred to another queue, or of a subject since removed, gets a class made for it. */
export function classOf(center: Center, item: ClassName): ItemClass {
  const found = center.classes.get(classKeyOf(item));
  if (found !== undefined) return found;
  const isAtHome = center.service(item.serviceId).queueId === item.queueId;
  const subject = isAtHome
    ? center.service(item.serviceId).subjects.find((one) => one.id === item.subjectId)
    : undefined;
  const made = addClass(center, item, subject ?? null);
  // Agents may serve a queue through this class alone, and are counted by the classes there are.
  recountStaff(center);
  return made;
}

function addClass(center: Center, name: ClassName, subject: Subject | null): ItemClass {
  const queue = center.queue(name.queueId);
  const service = center.service(name.serviceId);
  const asked = service.queueId === queue.id ? (service.skills ?? queue.skills) : queue.skills;
  const skills = initialSkills(asked, subject);
  const eligible = new Map<string, number>();
  for (const profile of center.profiles.values()) {
    const afterMs = eligibleAfterMs(profile, queue, skills);
    if (afterMs !== null) eligible.set(profile.id, afterMs);
  }
  const key = classKeyOf(name);
  const itemClass: ItemClass = { key, queue, subject, skills, eligibleAfterMs: eligible, ready: new Map() };
  center.classes.set(key, itemClass);
  for (const agentId of eligible.keys()) {
    const agent = center.agents.get(agentId);
    if (agent !== undefined && isReady(agent)) itemClass.ready.set(agentId, agent);
  }
  return itemClass;
}

/** Keeps the ready agents of every class in step with an agent's state. */
export function noteReadiness(center: Center, agent: AgentState): void {
  const ready = isReady(agent);
  for (const itemClass of center.classes.values()) {
    if (!itemClass.eligibleAfterMs.has(agent.id)) continue;
    if (ready) itemClass.ready.set(agent.id, agent);
    else itemClass.ready.delete(agent.id);
  }
}

/** The classes an agent may serve. */
export function classesOfAgent(center: Center, agentId: string): readonly AgentClass[] {
  const found: AgentClass[] = [];
  for (const itemClass of center.classes.values()) {
    const afterMs = itemClass.eligibleAfterMs.get(agentId);
    if (afterMs !== undefined) found.push({ itemClass, afterMs });
  }
  return found;
}
