import {
  attemptOutcomes,
  type AgentProfile,
  type AttemptOutcome,
  type BusinessHours,
  type CallInGroup,
  type CallbackRequest,
  type CapacityPlan,
  type ConfigurationChange,
  type OutcomeRule,
  type QueuePolicy,
  type ServicePolicy,
} from '@ringback/core';

const RETRY_AFTER_MS = 600_000;

/** What each outcome leads to unless told otherwise (A3). */
export function outcomeRules(
  overrides: Partial<Record<AttemptOutcome, Partial<OutcomeRule>>> = {},
): Record<AttemptOutcome, OutcomeRule> {
  const usual: Partial<Record<AttemptOutcome, Partial<OutcomeRule>>> = {
    invalid_number: { stops: true },
    network_failure: { retryAfterMs: 60_000, consumes: false },
    unattended_answer: { retryAfterMs: 0, consumes: false },
  };
  const rules = {} as Record<AttemptOutcome, OutcomeRule>; // filled for every outcome by the loop
  for (const outcome of attemptOutcomes) {
    rules[outcome] = {
      retryAfterMs: RETRY_AFTER_MS,
      consumes: true,
      stops: false,
      ...usual[outcome],
      ...overrides[outcome],
    };
  }
  return rules;
}

/**
 * A service: customer-first with a reserved agent, open day and night, everything else as the product's defaults. Only the one with
 * the usual id has a number of its own: no two services share one.
 */
export function aService(overrides: Partial<ServicePolicy> = {}): ServicePolicy {
  const { id = 'svc_support' } = overrides;
  return {
    id,
    name: 'Support',
    queueId: 'q_support',
    medium: 'phone',
    delivery: 'customer_first',
    reserveAgent: true,
    dialAhead: null,
    isPaused: false,
    inboundNumbers: id === 'svc_support' ? ['+12025550190'] : [],
    callInGroupId: null,
    callerId: null,
    language: 'en',
    skills: null,
    subjects: [],
    invitation: {
      isEnabled: true,
      waitThresholdMs: 120_000,
      whenNobodyAvailable: true,
      queueLengthMin: null,
      repeatAfterMs: 120_000,
      atClosing: true,
      isNumberConfirmed: true,
    },
    attemptsMax: 3,
    ringMs: 30_000,
    outcomeRules: outcomeRules(),
    isConfirmRequired: true,
    confirmTimeoutMs: 10_000,
    holdCapMs: 45_000,
    place: { kind: 'keep' },
    hoursId: null,
    capacityId: null,
    slotMinutes: 30,
    leadMs: 60_000,
    expireAfterMs: 8 * 3_600_000,
    purgeAfterMs: null,
    closingTime: 'keep',
    duplicates: 'return',
    afterHours: 'refuse',
    openMax: null,
    inviteWatermark: null,
    priority: { initial: 0, incrementPerMinute: 0, limit: 1_000_000 },
    guaranteeMs: null,
    affinityWaitMs: 60_000,
    snoozeMs: 300_000,
    callingWindow: { from: '00:00', to: '24:00', perCountry: {} },
    numberRulesId: null,
    wrapUpMs: 30_000,
    dispositions: [
      { id: 'resolved', name: 'Resolved' },
      { id: 'follow_up', name: 'Follow-up needed' },
    ],
    offerTimeoutMs: 20_000,
    offerTimeoutPresence: 'away',
    declineReasons: [
      { id: 'not_ready', name: 'Not ready', mayOfferAgain: true },
      { id: 'wrong_skill', name: 'Not my subject', mayOfferAgain: false },
    ],
    dialCountdownMs: null,
    redialWindowMs: 60_000,
    recording: 'off',
    machines: { isDetected: false, hasMessage: false },
    ...overrides,
  };
}

/** A queue that asks for the skill `support`. */
export function aQueue(overrides: Partial<QueuePolicy> = {}): QueuePolicy {
  return {
    id: 'q_support',
    name: 'Support',
    skills: [{ skill: 'support', levelMin: 1 }],
    relaxation: [],
    rings: [],
    matching: 'longest_idle',
    expectedHandleMs: 300_000,
    ...overrides,
  };
}

/** An agent with the skill `support`, whose offers are accepted by hand. */
export function anAgent(overrides: Partial<AgentProfile> = {}): AgentProfile {
  return {
    id: 'agt_ana',
    name: 'Ana',
    skills: { support: 5 },
    groups: [],
    endpoint: { type: 'simulated', address: null, isAutoAccept: false },
    ...overrides,
  };
}

/** Two numbers to call in on, with codes of four digits for whoever calls from elsewhere. */
export function aCallInGroup(overrides: Partial<CallInGroup> = {}): CallInGroup {
  return {
    id: 'cig_main',
    name: 'Call in',
    numbers: ['+12025550195', '+12025550196'],
    matchBy: 'either',
    codeLength: 4,
    validForMs: 900_000,
    codeTriesMax: 3,
    readyForMs: 300_000,
    ...overrides,
  };
}

/** A request for a callback as soon as possible. */
export function aRequest(overrides: Partial<CallbackRequest> = {}): CallbackRequest {
  return {
    serviceId: 'svc_support',
    phoneNumber: '+12025550100',
    scheduledFor: null,
    medium: null,
    channel: 'web',
    delivery: null,
    preferredAgentId: null,
    externalId: null,
    slotHoldId: null,
    subjectId: null,
    language: null,
    timeZone: null,
    name: null,
    email: null,
    context: {},
    ...overrides,
  };
}

/** What a bench is made of; one service, queue and agent where nothing is said. */
export interface BenchConfiguration {
  readonly services?: readonly ServicePolicy[];
  readonly queues?: readonly QueuePolicy[];
  readonly agents?: readonly AgentProfile[];
  readonly hours?: Readonly<Record<string, BusinessHours>>;
  readonly capacity?: Readonly<Record<string, CapacityPlan>>;
  readonly callInGroups?: readonly CallInGroup[];
}

/** The configuration documents of a bench. */
export function changesOf(configuration: BenchConfiguration): ConfigurationChange[] {
  const {
    services = [aService()],
    queues = [aQueue()],
    agents = [anAgent()],
    hours = {},
    capacity = {},
    callInGroups = [],
  } = configuration;
  return [
    ...Object.entries(hours).map(([id, parsed]) => ({ kind: 'hours' as const, id, document: parsed, parsed })),
    ...Object.entries(capacity).map(([id, parsed]) => ({ kind: 'capacity' as const, id, document: parsed, parsed })),
    ...queues.map((parsed) => ({ kind: 'queues' as const, id: parsed.id, document: parsed, parsed })),
    ...agents.map((parsed) => ({ kind: 'agents' as const, id: parsed.id, document: parsed, parsed })),
    ...callInGroups.map((parsed) => ({ kind: 'call-in-groups' as const, id: parsed.id, document: parsed, parsed })),
    ...services.map((parsed) => ({ kind: 'services' as const, id: parsed.id, document: parsed, parsed })),
  ];
}
