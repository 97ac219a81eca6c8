import {
  attemptOutcomes,
  type AttemptOutcome,
  type ConfigurationChange,
  type OutcomeRule,
  type ServicePolicy,
} from '@ringback/core';

function rules(): Record<AttemptOutcome, OutcomeRule> {
  const entries = attemptOutcomes.map((outcome): [AttemptOutcome, OutcomeRule] => [
    outcome,
    { retryAfterMs: 600_000, consumes: outcome !== 'network_failure', stops: outcome === 'invalid_number' },
  ]);
  return Object.fromEntries(entries) as Record<AttemptOutcome, OutcomeRule>;
}

function change(kind: 'services' | 'queues' | 'agents', id: string, parsed: unknown): ConfigurationChange {
  return { kind, id, document: parsed, parsed } as ConfigurationChange;
}

/** A queue that asks for the skill "support". */
export function queueNamed(id: string): ConfigurationChange {
  return change('queues', id, {
    id,
    name: id,
    skills: [{ skill: 'support', levelMin: 1 }],
    relaxation: [],
    rings: [],
    matching: 'longest_idle',
    expectedHandleMs: null,
  });
}

/** An agent with the skill "support" who takes every offer at once. */
export function agentNamed(id: string): ConfigurationChange {
  return change('agents', id, {
    id,
    name: id,
    skills: { support: 5 },
    groups: [],
    endpoint: { type: 'simulated', address: null, isAutoAccept: true },
  });
}

/** Customer-first with a reserved agent, open around the clock. */
export function demoService(id: string, queueId: string, more: Partial<ServicePolicy> = {}): ConfigurationChange {
  const policy: ServicePolicy = {
    id,
    name: 'Support',
    queueId,
    medium: 'phone',
    delivery: 'customer_first',
    reserveAgent: true,
    isPaused: false,
    inboundNumbers: [],
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
    },
    attemptsMax: 3,
    ringMs: 30_000,
    outcomeRules: rules(),
    isConfirmRequired: true,
    confirmTimeoutMs: 10_000,
    holdCapMs: 45_000,
    place: { kind: 'keep' },
    hoursId: null,
    capacityId: null,
    slotMinutes: 30,
    leadMs: 60_000,
    expireAfterMs: 28_800_000,
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
    dispositions: [],
    offerTimeoutMs: 20_000,
    offerTimeoutPresence: 'away',
    declineReasons: [],
    dialCountdownMs: 15_000,
    redialWindowMs: 20_000,
    ...more,
  };
  return change('services', id, policy);
}
