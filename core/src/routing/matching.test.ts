import { CoreBench, aQueue, aRequest, aService, anAgent, changesOf, type BenchConfiguration } from '@ringback/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AgentState } from '../agents/agent-state.ts';
import type { AgentProfile, ServicePolicy, SkillRequirement } from '../contact-center/configuration.ts';
import type { Center } from '../contact-center/center.ts';
import type { WorkItem } from '../queue/line.ts';
import { bestAgentFor, bestItemFor } from './matching.ts';

/*
 * The reference: every item and every agent is looked at, one after the other, by the words of the requirements (Q3, Q4, Q6,
 * Q8, Q12, D1). Slow and without any index.
 */

interface Candidate {
  readonly item: WorkItem;
  readonly priority: number;
  readonly reason: string | null;
}

const holds = (agent: AgentProfile, skills: readonly SkillRequirement[]): boolean =>
  skills.every(({ skill, levelMin }) => (agent.skills[skill] ?? 0) >= levelMin);

function askedOf(center: Center, item: WorkItem): readonly SkillRequirement[] {
  const service = center.service(item.serviceId);
  const queue = center.queue(item.queueId);
  if (service.queueId !== queue.id) return queue.skills;
  const subject = service.subjects.find((one) => one.id === item.subjectId);
  return [...(service.skills ?? queue.skills), ...(subject?.skills ?? [])];
}

function isEligible(center: Center, agentId: string, item: WorkItem, waitedMs: number): boolean {
  const profile = center.profiles.get(agentId);
  if (profile === undefined) return false;
  const queue = center.queue(item.queueId);
  const isSkilled =
    holds(profile, askedOf(center, item)) ||
    queue.relaxation.some((step) => step.afterMs <= waitedMs && holds(profile, step.skills));
  const isInRing = queue.rings.some(
    (ring) => ring.afterMs <= waitedMs && ring.groups.some((group) => profile.groups.includes(group)),
  );
  return isSkilled && (queue.rings.length === 0 || isInRing);
}

const hasRefused = (item: WorkItem, agentId: string): boolean =>
  [...item.excludedAgentIds, ...item.declinedAgentIds].includes(agentId);

function isKeptForOther(center: Center, agentId: string, item: WorkItem, now: number): boolean {
  const { preferredAgentId, preferredUntilAt } = item;
  if (preferredAgentId === null || preferredAgentId === agentId || (preferredUntilAt ?? 0) <= now) return false;
  const preferred = center.agents.get(preferredAgentId);
  const isThere = preferred !== undefined && preferred.presence !== 'offline' && !hasRefused(item, preferredAgentId);
  return isThere && isEligible(center, preferredAgentId, item, Infinity);
}

function reasonAgainst(center: Center, agent: AgentState, item: WorkItem, now: number): string | null {
  if (hasRefused(item, agent.id)) return 'declined';
  if (isKeptForOther(center, agent.id, item, now)) return 'kept_for_preferred_agent';
  if (item.kind === 'live_call' || item.state === 'holding') return null;
  if (item.scheduledFor !== null && item.scheduledFor > now) return 'not_yet_due';
  if (center.service(item.serviceId).isPaused) return 'service_paused';
  const isBusy = [...center.legs.values()].some(
    (leg) => leg.role === 'customer' && leg.address === item.phoneNumber && !leg.hangUpAsked,
  );
  if (isBusy) return 'customer_on_the_line';
  const isDialledAhead = item.delivery === 'customer_first' && !item.isAgentReserved && !item.isAtFront;
  return agent.earmarkedItemId !== null && isDialledAhead ? 'agent_counts_for_another_dial' : null;
}

function priorityOf(item: WorkItem): number {
  if (item.kind === 'live_call') return item.priority;
  if (item.state === 'holding') return 20_000_000;
  return item.isAtFront ? 10_000_000 : item.priority;
}

function inLine(center: Center): readonly WorkItem[] {
  const items: readonly WorkItem[] = [...center.callbacks.values(), ...center.liveCalls.values()];
  return items.filter(
    (item) => item.agentId === null && item.offerId === null && (item.state === 'waiting' || item.state === 'holding'),
  );
}

function candidatesFor(center: Center, agent: AgentState, now: number): readonly Candidate[] {
  return inLine(center)
    .filter((item) => now >= item.arrivalAt && isEligible(center, agent.id, item, now - item.arrivalAt))
    .map((item) => ({ item, priority: priorityOf(item), reason: reasonAgainst(center, agent, item, now) }))
    .sort(
      (a, b) => b.priority - a.priority || a.item.arrivalAt - b.item.arrivalAt || a.item.sequence - b.item.sequence,
    );
}

/** The first nobody speaks against, and everybody before, with the reason. */
function referenceItemFor(center: Center, agent: AgentState, now: number): unknown {
  const candidates = candidatesFor(center, agent, now);
  const index = candidates.findIndex((one) => one.reason === null);
  const chosen = candidates[index];
  if (chosen === undefined) return null;
  const passedOver = candidates.slice(0, index).map(({ item, reason }) => ({ itemId: item.id, reason }));
  return { id: chosen.item.id, linePriority: chosen.priority, passedOver: passedOver.slice(0, 50) };
}

function referenceAgentFor(center: Center, item: WorkItem, now: number): string | null {
  const able = [...center.agents.values()].filter(
    (agent) =>
      agent.presence === 'available' &&
      agent.activity === 'idle' &&
      now >= item.arrivalAt &&
      isEligible(center, agent.id, item, now - item.arrivalAt) &&
      reasonAgainst(center, agent, item, now) === null,
  );
  if (able.some((agent) => agent.id === item.preferredAgentId)) return item.preferredAgentId;
  const skillOf = (agent: AgentState): number => {
    if (center.queue(item.queueId).matching !== 'most_skilled') return 0;
    const levels = askedOf(center, item).map(({ skill }) => center.profiles.get(agent.id)?.skills[skill] ?? 0);
    return levels.reduce((sum, level) => sum + level, 0);
  };
  able.sort((a, b) => skillOf(b) - skillOf(a) || a.idleSinceAt - b.idleSinceAt || (a.id < b.id ? -1 : 1));
  return able[0]?.id ?? null;
}

function expectSameAsReference(bench: CoreBench): void {
  const { center, now } = bench;
  for (const agent of center.agents.values()) {
    const choice = bestItemFor(center, agent, now);
    const { id, linePriority, passedOver } = { id: choice?.item.id, ...choice };
    expect(choice === null ? null : { id, linePriority, passedOver }).toEqual(referenceItemFor(center, agent, now));
  }
  for (const item of inLine(center))
    expect(bestAgentFor(center, item, now)?.id ?? null).toBe(referenceAgentFor(center, item, now));
}

/** The board counts every open callback once, by queue and state (M1). */
function expectBoardCounts(bench: CoreBench): void {
  const expected: Record<string, Record<string, number>> = { q_support: {}, q_sales: {} };
  for (const { queueId, state } of bench.center.callbacks.values()) {
    const states = expected[queueId] ?? {};
    states[state] = (states[state] ?? 0) + 1;
  }
  const { queues } = bench.ask({ kind: 'board' });
  expect(Object.fromEntries(queues.map(({ queueId, states }) => [queueId, states]))).toEqual(expected);
}

const services: readonly ServicePolicy[] = [
  aService({
    subjects: [{ id: 'billing', name: 'Billing', skills: [{ skill: 'support', levelMin: 4 }] }],
    inboundNumbers: ['+12025550190'],
    affinityWaitMs: 300_000,
  }),
  aService({ id: 'svc_ahead', reserveAgent: false, inboundNumbers: [], holdCapMs: 10_000, isConfirmRequired: false }),
  aService({
    id: 'svc_preview',
    queueId: 'q_sales',
    delivery: 'agent_first',
    inboundNumbers: ['+12025550191'],
    priority: { initial: 1, incrementPerMinute: 2, limit: 9 },
    leadMs: 1_800_000,
  }),
];

const world: BenchConfiguration = {
  queues: [
    aQueue({
      relaxation: [{ afterMs: 120_000, skills: [] }],
      rings: [
        { afterMs: 0, groups: ['first'] },
        { afterMs: 60_000, groups: ['second'] },
      ],
    }),
    aQueue({ id: 'q_sales', skills: [{ skill: 'sales', levelMin: 1 }], matching: 'most_skilled' }),
  ],
  services,
  agents: [
    anAgent({ groups: ['first'], skills: { support: 5, sales: 2 } }),
    anAgent({ id: 'agt_ben', groups: ['first', 'second'], skills: { support: 2, sales: 2 } }),
    anAgent({ id: 'agt_cho', groups: ['second'], skills: { support: 1 } }),
    anAgent({ id: 'agt_dee', groups: ['second'], skills: { sales: 4 } }),
    anAgent({ id: 'agt_eve', groups: ['first'], skills: {} }),
  ],
};

const AGENTS = ['agt_ana', 'agt_ben', 'agt_cho', 'agt_dee', 'agt_eve'];
const SERVICES = ['svc_support', 'svc_ahead', 'svc_ahead', 'svc_preview'];

type Act = readonly [kind: number, one: number, two: number];

function pick<T>(list: readonly T[], number: number): T | null {
  return list.length === 0 ? null : (list[number % list.length] ?? null);
}

function request(bench: CoreBench, one: number, two: number): void {
  bench.do({
    kind: 'request_callback',
    request: aRequest({
      serviceId: pick(SERVICES, one) ?? '',
      phoneNumber: `+1202555${String(1_000 + (two % 12)).slice(0, 4)}`,
      subjectId: one % 4 === 0 && two % 3 === 0 ? 'billing' : null,
      preferredAgentId: two % 4 === 0 ? pick(AGENTS, one >> 2) : null,
      scheduledFor: one % 7 === 6 ? (Math.floor(bench.now / 1_800_000) + 1) * 1_800_000 : null,
    }),
  });
}

let callCount = 0;

const acts: readonly ((bench: CoreBench, one: number, two: number) => void)[] = [
  request,
  request,
  request,
  (bench, one, two) =>
    void bench.do({
      kind: 'set_presence',
      agentId: pick(AGENTS, one) ?? '',
      presence: pick(['available', 'available', 'away', 'offline'], two) ?? '',
      reason: null,
    }),
  (bench, one, two) => {
    callCount += 1;
    const to = two % 2 === 0 ? '+12025550190' : '+12025550191';
    bench.event({ kind: 'inbound', legId: `in${callCount}`, from: `+1202555${String(1_000 + (one % 12))}`, to });
  },
  (bench, one, two) => {
    const offerId = pick([...bench.center.offers.keys()], one) ?? 'none';
    const reason = two % 3 === 0 ? 'wrong_skill' : 'not_ready';
    bench.do(two % 2 === 0 ? { kind: 'accept_offer', offerId } : { kind: 'decline_offer', offerId, reason });
  },
  (bench, one, two) => {
    const leg = pick([...bench.phone.legs.values()], one);
    if (leg === null) return;
    const { legId } = leg;
    if (!leg.isAnswered && two % 3 !== 0) bench.event({ kind: 'answered', legId });
    else bench.event({ kind: 'ended', legId, end: { sipStatus: null, q850Cause: 17, endedBy: 'far_end' } });
  },
  (bench, one, two) => bench.advance(pick([500, 7_000, 31_000, 61_000, 130_000], one + two) ?? 0),
  (bench, one, two) => {
    const service = pick(services, one) ?? services[0];
    if (service !== undefined)
      bench.configure(changesOf({ services: [{ ...service, isPaused: two % 2 === 0 }], queues: [], agents: [] }));
  },
  (bench, one, two) => {
    const callbackId = pick([...bench.center.callbacks.keys()], one) ?? 'none';
    const queueId = two % 2 === 0 ? pick(['q_support', 'q_sales'], two >> 1) : null;
    const agentId = two % 2 === 0 ? null : pick(AGENTS, two >> 1);
    bench.do({ kind: 'transfer_callback', callbackId, queueId, agentId });
  },
  (bench, one) => void (one % 3 === 0 && bench.restart()),
];

test('[Q3][Q4][Q6][Q8][Q12][D1][M1] the indexes choose and count as looking at everybody does, with the same reasons', () => {
  const act = fc.tuple(fc.nat(acts.length - 1), fc.nat(1_000), fc.nat(1_000));
  fc.assert(
    fc.property(fc.array<Act>(act, { minLength: 20, maxLength: 80 }), (script) => {
      callCount = 0;
      const bench = new CoreBench(world);
      bench.available('agt_ana', 'agt_ben', 'agt_eve');
      for (const [kind, one, two] of script) {
        acts[kind]?.(bench, one, two);
        expectSameAsReference(bench);
        expectBoardCounts(bench);
      }
    }),
    { seed: 20_260_302, numRuns: 100, endOnFailure: true },
  );
}, 120_000);
