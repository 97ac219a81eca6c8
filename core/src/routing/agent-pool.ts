import type { AgentState } from '../agents/agent-state.ts';
import type { Center } from '../contact-center/center.ts';
import type { AgentProfile, QueuePolicy, SkillRequirement } from '../contact-center/configuration.ts';
import { OrderedBand, type OrderKey } from '../queue/ordered-band.ts';
import { eligibleAfterMs, skillScore } from './eligibility.ts';
import type { ItemClass } from './item-classes.ts';

/** Is the agent waiting for work? */
export function isReady(agent: AgentState): boolean {
  return agent.presence === 'available' && agent.activity === 'idle';
}

/** A ready agent as the pools hold them: in order of idleness, ties by id. Kept as it was indexed until it is taken out. */
interface IdleAgent extends OrderKey {
  readonly agent: AgentState;
  readonly isEarmarked: boolean;
}

/** Ready agents of one pool who are alike for every item: the first of them is the best of them. */
export interface IdleGroup {
  /** Items must have waited so long, milliseconds. */
  readonly afterMs: number;
  /** Sum of their levels, where the queue prefers the most skilled; 0 where it does not. */
  readonly score: number;
  /** Counted for a customer who is being dialled without holding an agent (D1). */
  readonly isEarmarked: boolean;
  readonly idle: OrderedBand<IdleAgent>;
}

/** Everybody who may ever serve one requirement of one queue, and who of them is ready. Classes that ask for the same share it. */
export class AgentPool {
  readonly queue: QueuePolicy;
  readonly skills: readonly SkillRequirement[];
  /** By agent: how long an item must have waited until this agent may serve it. Agents not in it never may. */
  readonly eligibleAfterMs = new Map<string, number>();
  readonly classes: ItemClass[] = [];
  readonly groups: IdleGroup[] = [];
  private readonly scores = new Map<string, number>();

  constructor(queue: QueuePolicy, skills: readonly SkillRequirement[], profiles: Iterable<AgentProfile>) {
    this.queue = queue;
    this.skills = skills;
    for (const profile of profiles) {
      const afterMs = eligibleAfterMs(profile, queue, skills);
      if (afterMs === null) continue;
      this.eligibleAfterMs.set(profile.id, afterMs);
      if (queue.matching === 'most_skilled') this.scores.set(profile.id, skillScore(profile, skills));
    }
  }

  /** How many are ready now. */
  get readyCount(): number {
    return this.groups.reduce((sum, group) => sum + group.idle.size, 0);
  }

  add(idle: IdleAgent): void {
    this.groupFor(idle)?.idle.insert(idle);
  }

  remove(idle: IdleAgent): void {
    this.groupFor(idle)?.idle.remove(idle);
  }

  private groupFor({ agent, isEarmarked }: IdleAgent): IdleGroup | null {
    const afterMs = this.eligibleAfterMs.get(agent.id);
    if (afterMs === undefined) return null;
    const score = this.scores.get(agent.id) ?? 0;
    for (const group of this.groups)
      if (group.afterMs === afterMs && group.score === score && group.isEarmarked === isEarmarked) return group;
    const made = { afterMs, score, isEarmarked, idle: new OrderedBand<IdleAgent>() };
    this.groups.push(made);
    return made;
  }
}

const NO_POOLS: readonly AgentPool[] = [];

/**
 * The pools of a centre. An agent who becomes ready is mostly taken at once: a change of state is only noted, and the pools
 * follow when somebody asks for them.
 */
export class AgentPools {
  private readonly byRequirement = new Map<string, AgentPool>();
  private readonly byAgent = new Map<string, AgentPool[]>();
  private readonly indexed = new Map<string, IdleAgent>();
  private readonly changed = new Set<string>();
  /** The place of every agent's id among all ids. */
  private readonly ordinals = new Map<string, number>();
  /** Who has a skill, in the order of the profiles. Null until a pool asks. */
  private bySkill: ReadonlyMap<string, readonly AgentProfile[]> | null = null;

  /** Forgets everything; every agent counts as changed. For when the configuration has changed. */
  reset(center: Center): void {
    for (const map of [this.byRequirement, this.byAgent, this.indexed, this.ordinals]) map.clear();
    this.bySkill = null;
    const ids = [...center.agents.keys()].sort();
    ids.forEach((id, index) => this.ordinals.set(id, index));
    this.changed.clear();
    for (const [id, agent] of center.agents) if (isReady(agent)) this.changed.add(id);
  }

  /** The pool of a requirement; tells whether it had to be made. */
  poolFor(
    center: Center,
    queue: QueuePolicy,
    skills: readonly SkillRequirement[],
  ): { pool: AgentPool; isNew: boolean } {
    const key = `${queue.id} ${JSON.stringify(skills)}`;
    const known = this.byRequirement.get(key);
    if (known !== undefined) return { pool: known, isNew: false };
    const pool = new AgentPool(queue, skills, this.candidates(center, queue, skills));
    this.byRequirement.set(key, pool);
    for (const agentId of pool.eligibleAfterMs.keys()) {
      const pools = this.byAgent.get(agentId);
      if (pools === undefined) this.byAgent.set(agentId, [pool]);
      else pools.push(pool);
    }
    for (const idle of this.indexed.values()) pool.add(idle);
    return { pool, isNew: true };
  }

  /** Everybody who may ever be eligible, and perhaps others: who lacks a skill that is always asked for never is. */
  private candidates(center: Center, queue: QueuePolicy, skills: readonly SkillRequirement[]): Iterable<AgentProfile> {
    const asked = queue.relaxation.length > 0 ? undefined : skills.find(({ levelMin }) => levelMin > 0);
    if (asked === undefined) return center.profiles.values();
    this.bySkill ??= profilesBySkill(center.profiles.values());
    return this.bySkill.get(asked.skill) ?? [];
  }

  /** The pools an agent is in. */
  of(agentId: string): readonly AgentPool[] {
    return this.byAgent.get(agentId) ?? NO_POOLS;
  }

  /** An agent's state has changed. */
  note(agent: AgentState): void {
    this.changed.add(agent.id);
  }

  /** Brings the ready agents of all pools up to date. */
  follow(center: Center): void {
    for (const agentId of this.changed) this.followAgent(agentId, center.agents.get(agentId));
    this.changed.clear();
  }

  private followAgent(agentId: string, agent: AgentState | undefined): void {
    const before = this.indexed.get(agentId);
    const after = agent !== undefined && isReady(agent) ? this.idleAgent(agent) : null;
    if (before !== undefined && after !== null && isSame(before, after)) return;
    const pools = this.of(agentId);
    if (before !== undefined) for (const pool of pools) pool.remove(before);
    if (after === null) {
      this.indexed.delete(agentId);
      return;
    }
    for (const pool of pools) pool.add(after);
    this.indexed.set(agentId, after);
  }

  private idleAgent(agent: AgentState): IdleAgent {
    const sequence = this.ordinals.get(agent.id);
    if (sequence === undefined) throw new Error(`agent pools: ${agent.id} is not known`);
    return { arrivalAt: agent.idleSinceAt, sequence, agent, isEarmarked: agent.earmarkedItemId !== null };
  }
}

function profilesBySkill(profiles: Iterable<AgentProfile>): ReadonlyMap<string, readonly AgentProfile[]> {
  const bySkill = new Map<string, AgentProfile[]>();
  for (const profile of profiles) {
    for (const skill of Object.keys(profile.skills)) {
      const known = bySkill.get(skill);
      if (known === undefined) bySkill.set(skill, [profile]);
      else known.push(profile);
    }
  }
  return bySkill;
}

function isSame(one: IdleAgent, other: IdleAgent): boolean {
  return one.arrivalAt === other.arrivalAt && one.isEarmarked === other.isEarmarked && one.agent === other.agent;
}
