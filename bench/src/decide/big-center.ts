import { restoreCenter, type Callback, type Center, type ConfigurationChange, type TableName } from '@ringback/core';
import { aQueue, aService, anAgent, changesOf } from '@ringback/testkit';

/** How big a contact centre is made. */
export interface CenterSize {
  readonly waitingCount: number;
  readonly queueCount: number;
  readonly agentCount: number;
}

/** Monday, 2 March 2026, 16:00 UTC: a decent hour in New York and in Berlin, where the customers live. */
export const CENTER_STARTS_AT = Date.UTC(2026, 2, 2, 16);

/** Queues whose skills one agent holds. */
const SKILLS_OF_AGENT = 5;
/** The customers who wait asked during so long before the start, milliseconds. */
const ARRIVED_DURING_MS = 7_200_000;
/** Their promises end so long after they asked, milliseconds. */
const PROMISED_WITHIN_MS = 14_400_000;
/** They give up so long after they asked, milliseconds. */
const EXPIRE_AFTER_MS = 28_800_000;

/** The id of a waiting callback; 26 characters after the prefix, as in production. */
export const callbackIdOf = (index: number): string => `cb_${String(index).padStart(26, '0')}`;

/** The id of an agent of a big centre. */
export const agentIdOf = (index: number): string => `agt_${index}`;

/**
 * One queue and one service for each skill; every agent holds five of the skills and
 * accepts offers without a click. Phones ring so long that nothing runs out meanwhile.
 */
export function configurationOf(size: CenterSize): readonly ConfigurationChange[] {
  const numbers = Array.from({ length: size.queueCount }, (_, index) => index);
  return changesOf({
    queues: numbers.map((queue) =>
      aQueue({ id: `q_${queue}`, name: `Queue ${queue}`, skills: [{ skill: `skill_${queue}`, levelMin: 1 }] }),
    ),
    services: numbers.map((queue) =>
      aService({
        id: `svc_${queue}`,
        name: `Service ${queue}`,
        queueId: `q_${queue}`,
        inboundNumbers: [],
        ringMs: 600_000,
        callingWindow: { from: '08:00', to: '21:00', perCountry: {} },
      }),
    ),
    agents: Array.from({ length: size.agentCount }, (_, index) =>
      anAgent({
        id: agentIdOf(index),
        name: `Agent ${index}`,
        skills: skillsOf(index, size.queueCount),
        endpoint: { type: 'simulated', address: null, isAutoAccept: true },
      }),
    ),
  });
}

/** The queues an agent serves. */
export function queuesOf(agentIndex: number, queueCount: number): readonly number[] {
  const step = Math.max(1, Math.floor(queueCount / SKILLS_OF_AGENT) + 1);
  const queues = Array.from({ length: SKILLS_OF_AGENT }, (_, turn) => (agentIndex + turn * step) % queueCount);
  return [...new Set(queues)];
}

function skillsOf(agentIndex: number, queueCount: number): Record<string, number> {
  return Object.fromEntries(queuesOf(agentIndex, queueCount).map((queue) => [`skill_${queue}`, 3]));
}

/** A number of New York or of Berlin, different for every index below ten million. */
export function phoneNumberOf(index: number): string {
  const digits = String(index).padStart(7, '0');
  return index % 2 === 0 ? `+1212${digits}` : `+49303${digits}`;
}

/** When a customer of a big centre asked. */
export function arrivalOf(index: number, waitingCount: number): number {
  return CENTER_STARTS_AT - ARRIVED_DURING_MS + Math.floor((index * ARRIVED_DURING_MS) / waitingCount);
}

/** A callback that stands in line: the row as core writes it. */
export function waitingCallback(index: number, size: CenterSize): Callback {
  const queue = index % size.queueCount;
  const arrivalAt = arrivalOf(index, size.waitingCount);
  return {
    id: callbackIdOf(index),
    kind: 'callback',
    state: 'waiting',
    outcome: null,
    serviceId: `svc_${queue}`,
    queueId: `q_${queue}`,
    arrivalAt,
    sequence: index + 1,
    priority: 0,
    subjectId: null,
    language: 'en',
    preferredAgentId: null,
    preferredUntilAt: null,
    excludedAgentIds: [],
    declinedAgentIds: [],
    transferredBy: null,
    agentId: null,
    offerId: null,
    customerLegId: null,
    agentLegId: null,
    call: null,
    dueAt: null,
    reviewAt: arrivalAt + PROMISED_WITHIN_MS - 60_000,
    closedAt: null,
    createdAt: arrivalAt,
    version: 3,
    phoneNumber: phoneNumberOf(index),
    externalId: null,
    medium: 'phone',
    channel: 'web',
    delivery: 'customer_first',
    isAgentReserved: true,
    isAtFront: false,
    phoneNumberDialed: null,
    isRedialWindow: false,
    requestedAt: arrivalAt,
    scheduledFor: null,
    timeZone: null,
    attemptsMade: 0,
    attemptsConsumed: 0,
    attemptId: null,
    lastAttemptOutcome: null,
    promise: { fromAt: arrivalAt, toAt: arrivalAt + PROMISED_WITHIN_MS, isKept: null, isRiskTold: false },
    expiresAt: arrivalAt + EXPIRE_AFTER_MS,
    liveCallId: null,
    disposition: null,
    note: null,
  };
}

/** The row of a waiting callback as it is stored: what it does not say is as in every new callback. */
export function storedRow(index: number, size: CenterSize): Readonly<Record<string, unknown>> {
  const said = Object.entries(waitingCallback(index, size)).filter(
    ([name, value]) =>
      name !== 'kind' && value !== null && !(Array.isArray(value) && value.length === 0) && !isLeftOut(name, value),
  );
  return Object.fromEntries(said);
}

function isLeftOut(name: string, value: unknown): boolean {
  return (value === false && name !== 'isAgentReserved') || (value === 0 && name === 'attemptsConsumed');
}

/** A centre in memory with everybody in line and every agent offline, as after a start. */
export function bigCenter(size: CenterSize): Center {
  const none: readonly unknown[] = [];
  const callback = Array.from({ length: size.waitingCount }, (_, index) => waitingCallback(index, size));
  const rows: Record<Exclude<TableName, 'configuration'>, readonly unknown[]> = {
    callback,
    callback_details: none,
    live_call: none,
    attempt: none,
    leg: none,
    offer: none,
    agent_state: none,
    slot: none,
    slot_hold: none,
    learned_rates: none,
    suppression: none,
    call_in: none,
    recording: none,
  };
  const center = restoreCenter(
    { rows, configuration: configurationOf(size), historySequence: size.waitingCount * 3 },
    CENTER_STARTS_AT,
  );
  center.recorder.take();
  return center;
}
