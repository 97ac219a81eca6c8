import {
  aCallInGroup,
  CoreBench,
  canonicalJson,
  aQueue,
  aRequest,
  aService,
  anAgent,
  outcomeRules,
  type BenchConfiguration,
} from '@ringback/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyWeekday } from '../calendar/business-hours.ts';
import { uniformCapacity } from '../calendar/capacity-plan.ts';
import type { CommandBody } from './commands.ts';

const minutes = (count: number): number => count * 60_000;
const invitation = aService().invitation;

const configuration: BenchConfiguration = {
  hours: {
    h_office: {
      timeZone: 'Europe/Berlin',
      weekly: everyWeekday([{ from: '08:00', to: '18:00' }]),
      holidays: [],
      specialDays: [],
    },
  },
  capacity: { c_two: uniformCapacity(2) },
  queues: [
    aQueue({
      relaxation: [{ afterMs: minutes(5), skills: [] }],
      rings: [
        { afterMs: 0, groups: ['first'] },
        { afterMs: minutes(2), groups: ['second'] },
      ],
    }),
    aQueue({ id: 'q_sales', skills: [{ skill: 'sales', levelMin: 2 }], matching: 'most_skilled' }),
  ],
  services: [
    aService({
      hoursId: 'h_office',
      afterHours: 'at_opening',
      subjects: [{ id: 'billing', name: 'Billing', skills: [{ skill: 'support', levelMin: 4 }] }],
      capacityId: 'c_two',
    }),
    aService({
      id: 'svc_quick',
      reserveAgent: false,
      place: { kind: 'decay', decayMs: minutes(3) },
      priority: { initial: 0, incrementPerMinute: 1, limit: 5 },
      guaranteeMs: minutes(20),
      inboundNumbers: ['+12025550191'],
      hoursId: 'h_office',
      closingTime: 'purge',
      afterHours: 'first_slot',
      callingWindow: { from: '08:00', to: '21:00', perCountry: {} },
      invitation: { ...invitation, queueLengthMin: 2, repeatAfterMs: 30_000 },
      isConfirmRequired: false,
      capacityId: 'c_two',
      attemptsMax: 2,
    }),
    aService({
      id: 'svc_sales',
      queueId: 'q_sales',
      delivery: 'agent_first',
      dialCountdownMs: 10_000,
      inboundNumbers: [],
      place: { kind: 'back_of_line' },
      outcomeRules: outcomeRules({ busy: { retryAfterMs: 60_000 } }),
    }),
    aService({
      id: 'svc_slow',
      queueId: 'q_sales',
      delivery: 'agent_first',
      redialWindowMs: 0,
      inboundNumbers: [],
      expireAfterMs: minutes(90),
      duplicates: 'update',
    }),
    aService({
      id: 'svc_video',
      queueId: 'q_sales',
      medium: 'video',
      delivery: 'video',
      inboundNumbers: [],
      capacityId: 'c_two',
    }),
    aService({
      id: 'svc_told',
      delivery: 'customer_calls_in',
      inboundNumbers: ['+12025550192'],
      callInGroupId: 'cig_main',
      hoursId: 'h_office',
      expireAfterMs: minutes(40),
    }),
  ],
  callInGroups: [aCallInGroup()],
  agents: [
    anAgent({ groups: ['first'], skills: { support: 5, sales: 3 } }),
    anAgent({
      id: 'agt_ben',
      groups: ['first'],
      skills: { support: 3 },
      endpoint: { type: 'simulated', address: null, isAutoAccept: true },
    }),
    anAgent({ id: 'agt_cho', groups: ['second'], skills: { sales: 5 } }),
    anAgent({ id: 'agt_dee', groups: ['second'], skills: { support: 1, sales: 1 } }),
  ],
};

const SERVICES = [
  'svc_support',
  'svc_support',
  'svc_quick',
  'svc_quick',
  'svc_sales',
  'svc_sales',
  'svc_slow',
  'svc_video',
  'svc_told',
  'svc_told',
];
const NUMBERS = [
  '+4930123456',
  '+4930123457',
  '+4930123458',
  '+12025550101',
  '+12025550102',
  '+12025550103',
  '+442071838750',
];
const INBOUND = ['+12025550190', '+12025550191', '+12025550192', '+12025550195', '+12025550195', '+15550000'];
const AGENTS = ['agt_ana', 'agt_ben', 'agt_cho', 'agt_dee'];
const PRESENCES = ['available', 'available', 'available', 'away', 'offline', 'busy', 'lunch'];
const PAUSES = [0, 1_000, 5_000, 12_000, 31_000, minutes(1), minutes(4), minutes(11), minutes(45), minutes(300)];
const CAUSES = [16, 17, 18, 19, 21, 1, 34, 27];
const MACHINES = ['voicemail', 'fax', 'number_not_in_service', 'network_congested', 'busy_tone'] as const;

type Act = (bench: CoreBench, one: number, two: number) => void;

function pick<T>(list: readonly T[], number: number): T | undefined {
  return list.length === 0 ? undefined : list[number % list.length];
}

function pickKey(map: ReadonlyMap<string, unknown>, number: number): string {
  return pick(Array.from(map.keys()), number) ?? 'none';
}

function slotAt(bench: CoreBench, two: number): number {
  return (Math.floor(bench.now / minutes(30)) + 1 + (two % 5)) * minutes(30);
}

const request: Act = (bench, one, two) => {
  const isTimed = two % 3 === 0;
  bench.do({
    kind: 'request_callback',
    request: aRequest({
      serviceId: pick(SERVICES, one) ?? '',
      phoneNumber: pick(NUMBERS, two) ?? '',
      scheduledFor: isTimed ? slotAt(bench, one) : null,
      slotHoldId: isTimed && one % 4 === 0 ? pickKey(bench.center.holds, two) : null,
      preferredAgentId: two % 5 === 0 ? (pick(AGENTS, one) ?? null) : null,
      subjectId: one % 7 === 0 ? 'billing' : null,
      externalId: two % 11 === 0 ? `x${one % 3}` : null,
    }),
  });
};

const customerEvent: Act = (bench, one, two) => {
  const leg = pick(
    Array.from(bench.phone.legs.values()).filter((each) => each.role === 'customer'),
    one,
  );
  if (leg === undefined) return;
  const { legId } = leg;
  const isEnded = two % 5 === 0;
  if (isEnded)
    bench.event({
      kind: 'ended',
      legId,
      end: { sipStatus: null, q850Cause: pick(CAUSES, two) ?? null, endedBy: 'far_end' },
    });
  else if (!leg.isAnswered) bench.event({ kind: two % 4 === 0 ? 'ringing' : 'answered', legId });
  else if (two % 17 === 1) bench.event({ kind: 'machine_heard', legId, machine: pick(MACHINES, two) ?? 'fax' });
  else if (two % 7 === 1)
    bench.event({ kind: 'play_finished', legId, playId: bench.center.legs.get(legId)?.menu?.playId ?? 'any' });
  else press(bench, legId, one, two);
};

/** A key; or, where a code or number is asked for, a whole one. */
function press(bench: CoreBench, legId: string, one: number, two: number): void {
  const step = bench.center.legs.get(legId)?.menu?.step;
  const code = bench.center.callIns.get(pickKey(callInsById(bench), one))?.accessCode ?? '0000';
  const entry = step === 'call_in_code' ? `${code}#` : step === 'number_entry' ? '2025550188#' : null;
  const keys = entry !== null && two % 3 > 0 ? entry : (pick(['1', '1', '1', '1', '3', '2', '9', '#'], two) ?? '1');
  for (const digit of keys) bench.event({ kind: 'digit', legId, digit });
}

function callInsById(bench: CoreBench): ReadonlyMap<string, unknown> {
  return new Map(
    [...bench.center.callIns.values()].map((one) => [one.id, one] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const agentEvent: Act = (bench, one, two) => {
  const leg = pick(
    Array.from(bench.phone.legs.values()).filter((each) => each.role === 'agent'),
    one,
  );
  if (leg === undefined) return;
  if (two % 4 === 0 || leg.isAnswered)
    bench.event({ kind: 'ended', legId: leg.legId, end: { sipStatus: 486, q850Cause: 17, endedBy: 'far_end' } });
  else bench.event({ kind: 'answered', legId: leg.legId });
};

const onCallback: readonly ((id: string, one: number, two: number, bench: CoreBench) => CommandBody)[] = [
  (callbackId, one) => ({
    kind: 'cancel_callback',
    callbackId,
    by: one % 2 === 0 ? 'customer' : 'staff',
    reason: null,
  }),
  (callbackId) => ({ kind: 'requeue_callback', callbackId }),
  (callbackId, one, two, bench) => ({
    kind: 'retry_callback',
    callbackId,
    at: one % 2 === 0 ? null : bench.now + minutes(two % 40),
  }),
  (callbackId, _one, two) => ({ kind: 'delay_callback', callbackId, forMs: minutes(two % 30) }),
  (callbackId) => ({ kind: 'close_callback', callbackId, disposition: 'resolved', note: null }),
  (callbackId, one) => ({
    kind: 'dial_callback',
    callbackId,
    phoneNumber: one % 4 === 0 ? (pick(NUMBERS, one) ?? null) : null,
  }),
  (callbackId) => ({ kind: 'dial_callback', callbackId, phoneNumber: null }),
  (callbackId) => ({ kind: 'accept_push', callbackId }),
  (callbackId) => ({ kind: 'accept_push', callbackId }),
  (callbackId, one, two) => ({
    kind: 'request_call_in',
    wish: {
      serviceId: 'svc_told',
      phoneNumber: pick(NUMBERS, one) ?? '',
      callbackId: two % 2 === 0 ? callbackId : null,
      context: {},
    },
  }),
  (callbackId, one, two) => ({
    kind: 'transfer_callback',
    callbackId,
    queueId: one % 2 === 0 ? (pick(['q_support', 'q_sales'], two) ?? null) : null,
    agentId: one % 2 === 0 ? null : (pick(AGENTS, two) ?? null),
  }),
  (callbackId, one, _two, bench) => ({
    kind: 'reschedule_callback',
    callbackId,
    scheduledFor: slotAt(bench, one),
    slotHoldId: one % 3 === 0 ? pickKey(bench.center.holds, one) : null,
  }),
];

const onCall: readonly ((callId: string, two: number) => CommandBody)[] = [
  (callId, two) => ({ kind: 'hang_up', callId, agentId: pick([null, ...AGENTS], two) ?? null }),
  (callId, two) => ({
    kind: 'consult',
    callId,
    queueId: two % 2 === 0 ? (pick(['q_support', 'q_sales'], two >> 1) ?? null) : null,
    agentId: two % 2 === 0 ? null : (pick(AGENTS, two >> 1) ?? null),
  }),
  (callId, two) => ({ kind: two % 3 === 0 ? 'cancel_consult' : 'complete_consult', callId }),
  (callId, two) => ({ kind: 'hold_call', callId, isOn: two % 2 === 0 }),
  (callId, two) => ({ kind: 'mute_call', callId, isOn: two % 2 === 0 }),
  (callId, two) => ({
    kind: 'transfer_call',
    callId,
    queueId: two % 2 === 0 ? (pick(['q_support', 'q_sales'], two >> 1) ?? null) : null,
    agentId: two % 2 === 0 ? null : (pick(AGENTS, two) ?? null),
  }),
];

let inboundCount = 0;

const acts: readonly Act[] = [
  request,
  request,
  (bench, one, two) =>
    void bench.do({
      kind: 'set_presence',
      agentId: pick(AGENTS, one) ?? '',
      presence: pick(PRESENCES, two) ?? '',
      reason: null,
    }),
  (bench, one) => void bench.do({ kind: 'accept_offer', offerId: pickKey(bench.center.offers, one) }),
  (bench, one) => void bench.do({ kind: 'accept_offer', offerId: pickKey(bench.center.offers, one) }),
  (bench, one, two) =>
    void bench.do({
      kind: 'decline_offer',
      offerId: pickKey(bench.center.offers, one),
      reason: two % 3 === 0 ? 'wrong_skill' : 'not_ready',
    }),
  customerEvent,
  customerEvent,
  customerEvent,
  agentEvent,
  agentEvent,
  (bench, one, two) => {
    inboundCount += 1;
    bench.event({
      kind: 'inbound',
      legId: `in${inboundCount}`,
      from: pick(NUMBERS, one) ?? '',
      to: pick(INBOUND, two) ?? '',
    });
  },
  (bench, one, two) =>
    void bench.do(
      (pick(onCallback, two) ?? onCallback[0])?.(pickKey(bench.center.callbacks, one), one >> 3, two >> 4, bench) ?? {
        kind: 'tick',
      },
    ),
  (bench, one, two) =>
    void bench.do(
      (pick(onCallback, two) ?? onCallback[0])?.(pickKey(bench.center.callbacks, one), one >> 3, two >> 4, bench) ?? {
        kind: 'tick',
      },
    ),
  (bench, one, two) =>
    void bench.do(pick(onCall, two)?.(pickKey(bench.center.itemByCallId, one), two >> 2) ?? { kind: 'tick' }),
  (bench, one) =>
    void bench.do({
      kind: 'wrap_up',
      itemId: pickKey(new Map([...bench.center.callbacks, ...bench.center.liveCalls]), one),
      disposition: null,
      note: null,
    }),
  (bench, one, two) =>
    void bench.do(
      two % 3 === 0
        ? { kind: 'release_hold', holdId: pickKey(bench.center.holds, one) }
        : { kind: 'hold_slot', serviceId: pick(SERVICES, one) ?? '', startsAt: slotAt(bench, two) },
    ),
  (bench, one) => bench.advance(pick(PAUSES.slice(0, 6), one) ?? 0),
  (bench, one) => bench.advance(pick(PAUSES.slice(0, 8), one) ?? 0),
  (bench, one, two) => bench.advance((two % 4 === 0 ? pick(PAUSES, one) : pick(PAUSES.slice(0, 6), one)) ?? 0),
];

const STEPS = 200;

/** Numbers made from a seed (mulberry32): a failing run is named by one number. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    return ((mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))) >>> 14) >>> 0;
  };
}

/** Each step: what to do, and two numbers that choose among whatever there is. */
function play(seed: number, restartAfter: number | null = null): CoreBench {
  const next = numbersFrom(seed);
  inboundCount = 0;
  const bench = new CoreBench({ ...configuration, agentPhonesAnswer: false });
  bench.available('agt_ana', 'agt_ben');
  for (let index = 0; index < STEPS; index += 1) {
    if (index === restartAfter) bench.restart();
    pick(acts, next())?.(bench, next(), next());
  }
  return bench;
}

/** What a run decided, leaving out ticks that found nothing to do. */
function decisions(bench: CoreBench): readonly string[] {
  return bench.steps
    .filter(
      ({ body, recorded }) =>
        body.kind !== 'tick' || recorded.history.length + recorded.effects.length + recorded.changes.length > 0,
    )
    .map((step) => canonicalJson(step));
}

/** A busy machine may take many times the few seconds this needs. */
const PATIENCE_MS = 120_000;

const seeds = fc.nat();
const parameters = { seed: 20_260_302, numRuns: 80, endOnFailure: true };

test(
  '[I1][I2][I3][I4][I5][I6][I7][I9][I10] random commands never break an invariant, and everything open has a way on',
  () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const bench = play(seed);
        for (const agent of AGENTS)
          bench.do({ kind: 'set_presence', agentId: agent, presence: 'offline', reason: null });
        const end = { sipStatus: null, q850Cause: 16, endedBy: 'far_end' } as const;
        for (const legId of Array.from(bench.phone.legs.keys())) bench.event({ kind: 'ended', legId, end });
        bench.advance(minutes(60 * 3));
        // Everybody went home: what was in hand has run out, and what is still wanted stands in line or has its time.
        expect({
          legs: bench.center.legs.size,
          offers: bench.center.offers.size,
          holds: bench.center.holds.size,
          calls: bench.center.liveCalls.size,
        }).toEqual({ legs: 0, offers: 0, holds: 0, calls: 0 });
        const states = new Set(Array.from(bench.center.callbacks.values(), (callback) => callback.state));
        expect(['waiting', 'retry_pending', 'scheduled', 'notified']).toEqual(
          expect.arrayContaining(Array.from(states)),
        );
      }),
      parameters,
    );
  },
  PATIENCE_MS,
);

test(
  '[I8] the same commands decide the same twice, and across a restart from stored rows',
  () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: STEPS - 1 }), (seed, restartAfter) => {
        const first = decisions(play(seed));
        expect(decisions(play(seed))).toEqual(first);
        expect(decisions(play(seed, restartAfter))).toEqual(first);
      }),
      { ...parameters, numRuns: 40 },
    );
  },
  PATIENCE_MS,
);
