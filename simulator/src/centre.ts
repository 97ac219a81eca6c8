import type { AgentProfile, BusinessHours, ConfigurationChange, QueuePolicy, ServicePolicy } from '@ringback/core';
import { uniformCapacity } from '@ringback/core';
import { aCallInGroup, anAgent, aQueue, aService, changesOf, outcomeRules } from '@ringback/testkit';
import type { Profile } from './profiles.ts';
import type { Random } from './random.ts';

const minutes = (count: number): number => count * 60_000;
const seconds = (count: number): number => count * 1_000;

/** A contact centre made from a seed: what is configured, and who works there. */
export interface Centre {
  readonly services: readonly ServicePolicy[];
  readonly agents: readonly AgentProfile[];
  readonly changes: readonly ConfigurationChange[];
}

const office: BusinessHours = {
  timeZone: 'Europe/Berlin',
  weekly: {
    monday: [{ from: '08:00', to: '18:00' }],
    tuesday: [{ from: '08:00', to: '18:00' }],
    wednesday: [{ from: '08:00', to: '18:00' }],
    thursday: [{ from: '08:00', to: '18:00' }],
    friday: [{ from: '08:00', to: '18:00' }],
    saturday: [],
    sunday: [],
  },
  holidays: [],
  specialDays: [],
};

/** Closed at noon; in some worlds for a quarter of an hour of the morning as well. */
function lateShift(random: Random): BusinessHours {
  const morning = random.chance(0.3)
    ? [
        { from: '08:00', to: '09:15' },
        { from: '09:30', to: '12:00' },
      ]
    : [{ from: '08:00', to: '12:00' }];
  return { ...office, weekly: { ...office.weekly, monday: [...morning, { from: '13:00', to: '19:00' }] } };
}

/**
 * Seven services that differ in everything a service decides: who is rung first, reservation, place, hours, retries, caps. What
 * one world leaves untouched another one visits; the coverage of a run says whether all was.
 */
export function makeCentre(profile: Profile, random: Random): Centre {
  const agentCount = random.pick(profile.agentCounts);
  const endpoints = random.fork('endpoints');
  const agents = Array.from({ length: agentCount }, (_, index) => makeAgent(index, random, endpoints));
  const services = makeServices(random, random.fork('calls'));
  const changes = changesOf({
    hours: { h_office: office, h_late: lateShift(random.fork('hours')) },
    capacity: { c_small: uniformCapacity(random.int(1, 3)), c_large: uniformCapacity(Math.max(2, agentCount >> 1)) },
    queues: makeQueues(random),
    callInGroups: [aCallInGroup({ readyForMs: minutes(3), validForMs: minutes(4) })],
    services,
    agents,
  });
  return { services, agents, changes };
}

function makeAgent(index: number, random: Random, endpoints: Random): AgentProfile {
  const id = `agt_${String(index).padStart(3, '0')}`;
  return anAgent({
    id,
    name: id,
    groups: [index % 3 === 2 ? 'second' : 'first'],
    skills: {
      support: index % 5 === 4 ? 1 : random.int(2, 5),
      ...(index % 2 === 0 ? { sales: random.int(1, 5) } : {}),
    },
    endpoint: { ...makeEndpoint(index, endpoints), isAutoAccept: random.chance(0.1) },
  });
}

/** Desk phones, pages in a browser, and telephones anywhere, which must be asked whether they take the call. */
function makeEndpoint(index: number, random: Random): Pick<AgentProfile['endpoint'], 'type' | 'address'> {
  const type = random.weighted({ simulated: 45, softphone: 30, number: 25 });
  return { type, address: type === 'number' ? `+4930888${String(index).padStart(4, '0')}` : null };
}

function makeQueues(random: Random): readonly QueuePolicy[] {
  return [
    aQueue({
      relaxation: [{ afterMs: minutes(6), skills: [] }],
      rings: random.chance(0.5)
        ? []
        : [
            { afterMs: 0, groups: ['first'] },
            { afterMs: minutes(2), groups: ['second'] },
          ],
    }),
    aQueue({ id: 'q_sales', skills: [{ skill: 'sales', levelMin: 1 }], matching: 'most_skilled' }),
  ];
}

/** `calls` decides what is recorded and where machines are listened for. */
function makeServices(random: Random, calls: Random): readonly ServicePolicy[] {
  const { invitation } = aService();
  const machines = (): ServicePolicy['machines'] => ({ isDetected: calls.chance(0.6), hasMessage: calls.chance(0.5) });
  const recording = (): ServicePolicy['recording'] => calls.weighted({ off: 35, mixed: 35, mixed_and_sides: 30 });
  return [
    aService({
      hoursId: 'h_office',
      afterHours: 'at_opening',
      capacityId: 'c_large',
      subjects: [{ id: 'billing', name: 'Billing', skills: [{ skill: 'support', levelMin: 3 }] }],
      callingWindow: { from: '08:00', to: '21:00', perCountry: {} },
      priority: { initial: 0, incrementPerMinute: random.pick([0, 0, 1]), limit: 10 },
      invitation: { ...invitation, waitThresholdMs: minutes(1), repeatAfterMs: seconds(45) },
      machines: machines(),
      recording: recording(),
    }),
    aService({
      id: 'svc_quick',
      reserveAgent: false,
      dialAhead: calls.chance(0.6) ? { waitTargetMs: seconds(5), lateRatioMax: calls.pick([0, 0.03, 0.2, 0.2]) } : null,
      inboundNumbers: ['+12025550191'],
      place: random.pick([{ kind: 'keep' }, { kind: 'decay', decayMs: minutes(3) }] as const),
      guaranteeMs: minutes(25),
      hoursId: 'h_late',
      closingTime: 'purge',
      afterHours: 'first_slot',
      isConfirmRequired: random.chance(0.5),
      holdCapMs: seconds(random.pick([8, 20, 45])),
      capacityId: 'c_large',
      attemptsMax: 2,
      machines: machines(),
      recording: recording(),
      snoozeMs: minutes(3),
      invitation: { ...invitation, queueLengthMin: 4, repeatAfterMs: seconds(30) },
      outcomeRules: outcomeRules({ busy: { retryAfterMs: minutes(2) }, fax: { stops: true } }),
    }),
    aService({
      id: 'svc_sales',
      queueId: 'q_sales',
      delivery: 'agent_first',
      inboundNumbers: [],
      hoursId: 'h_office',
      dialCountdownMs: seconds(10),
      capacityId: 'c_small',
      place: { kind: 'back_of_line' },
      machines: machines(),
      recording: recording(),
      outcomeRules: outcomeRules({
        busy: { retryAfterMs: minutes(1) },
        answered_machine: { stops: true },
        fax: { stops: true },
      }),
    }),
    aService({
      id: 'svc_slow',
      queueId: 'q_sales',
      delivery: 'agent_first',
      inboundNumbers: [],
      hoursId: 'h_office',
      redialWindowMs: random.pick([0, minutes(2)]),
      machines: { isDetected: calls.chance(0.5), hasMessage: true },
      recording: recording(),
      expireAfterMs: minutes(random.pick([20, 60, 120])),
      duplicates: 'update',
      openMax: random.pick([2, 4, 60]),
    }),
    aService({
      id: 'svc_strict',
      inboundNumbers: ['+12025550193'],
      hoursId: 'h_office',
      capacityId: 'c_small',
      slotMinutes: 15,
      purgeAfterMs: minutes(40),
      expireAfterMs: null,
      attemptsMax: 1,
      affinityWaitMs: minutes(2),
      leadMs: minutes(5),
      offerTimeoutMs: seconds(12),
    }),
    aService({
      id: 'svc_video',
      queueId: 'q_sales',
      medium: 'video',
      delivery: 'video',
      inboundNumbers: [],
      hoursId: 'h_office',
      capacityId: 'c_small',
      slotMinutes: 60,
    }),
    aService({
      id: 'svc_told',
      delivery: 'customer_calls_in',
      inboundNumbers: ['+12025550194'],
      callInGroupId: 'cig_main',
      hoursId: 'h_office',
      expireAfterMs: minutes(12),
    }),
  ];
}
