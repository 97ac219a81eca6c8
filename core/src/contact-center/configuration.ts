import type { BusinessHours, CapacityPlan } from '../calendar/index.ts';
import type { NumberRules } from '../phone-numbers/index.ts';
import type { AttemptOutcome, Delivery } from '../callback/vocabulary.ts';

/** A skill somebody must hold, and at least how well (1..5). */
export interface SkillRequirement {
  readonly skill: string;
  readonly levelMin: number;
}

/** What an attempt outcome leads to (requirement A3). */
export interface OutcomeRule {
  readonly retryAfterMs: number;
  /** Does this outcome use up one of the attempts? */
  readonly consumes: boolean;
  /** Does this outcome end the callback? */
  readonly stops: boolean;
}

/** A subject the customer can choose; it may ask for more skills than the queue does (R10). */
export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly skills: readonly SkillRequirement[];
}

/** Why an agent may decline, and whether the same agent may see the item again (Q8). */
export interface DeclineReason {
  readonly id: string;
  readonly name: string;
  readonly mayOfferAgain: boolean;
}

/** How place changes when an item goes back to the line (Q2). */
export type PlacePolicy =
  | { readonly kind: 'keep' }
  | { readonly kind: 'back_of_line' }
  | { readonly kind: 'decay'; readonly decayMs: number };

/** When a waiting caller is invited to be called back (R2). */
export interface InvitationRule {
  readonly isEnabled: boolean;
  readonly waitThresholdMs: number;
  readonly whenNobodyAvailable: boolean;
  readonly queueLengthMin: number | null;
  readonly repeatAfterMs: number | null;
  readonly atClosing: boolean;
  /** Who takes it confirms the number first, or types another (R1). */
  readonly isNumberConfirmed: boolean;
}

/** How far customers may be dialled before an agent is free (D4). */
export interface DialAheadRule {
  /** A customer who confirmed is connected within this time, milliseconds; whoever waits longer is late. */
  readonly waitTargetMs: number;
  /** The largest share of confirmed customers who may be late, 0 to 1. */
  readonly lateRatioMax: number;
}

/** Everything a service decides about its callbacks. */
export interface ServicePolicy {
  readonly id: string;
  readonly name: string;
  readonly queueId: string;
  readonly medium: 'phone' | 'video';
  readonly delivery: Delivery;
  readonly reserveAgent: boolean;
  /** Customer first without reservation: whether customers are dialled just before an agent is free. Null: never. */
  readonly dialAhead: DialAheadRule | null;
  readonly isPaused: boolean;
  readonly inboundNumbers: readonly string[];
  /** Where its customers call in on request. Null: they cannot. */
  readonly callInGroupId: string | null;
  readonly callerId: string | null;
  readonly language: string;
  /** Instead of the queue's skills. Null: those of the queue. */
  readonly skills: readonly SkillRequirement[] | null;
  readonly subjects: readonly Subject[];
  readonly invitation: InvitationRule;
  readonly attemptsMax: number;
  readonly ringMs: number;
  readonly outcomeRules: Readonly<Record<AttemptOutcome, OutcomeRule>>;
  readonly isConfirmRequired: boolean;
  readonly confirmTimeoutMs: number;
  readonly holdCapMs: number;
  readonly place: PlacePolicy;
  readonly hoursId: string | null;
  readonly capacityId: string | null;
  readonly slotMinutes: 15 | 30 | 60;
  readonly leadMs: number;
  readonly expireAfterMs: number | null;
  readonly purgeAfterMs: number | null;
  readonly closingTime: 'purge' | 'keep';
  readonly duplicates: 'return' | 'update';
  readonly afterHours: 'refuse' | 'first_slot' | 'at_opening';
  readonly openMax: number | null;
  readonly inviteWatermark: number | null;
  readonly priority: { readonly initial: number; readonly incrementPerMinute: number; readonly limit: number };
  readonly guaranteeMs: number | null;
  readonly affinityWaitMs: number;
  readonly snoozeMs: number;
  readonly callingWindow: {
    readonly from: string;
    readonly to: string;
    readonly perCountry: Readonly<Record<string, { from: string; to: string }>>;
  };
  readonly numberRulesId: string | null;
  readonly wrapUpMs: number;
  readonly dispositions: readonly { readonly id: string; readonly name: string }[];
  readonly offerTimeoutMs: number;
  readonly offerTimeoutPresence: string;
  readonly declineReasons: readonly DeclineReason[];
  /** Agent-first: after this long the number is dialled without a click. Null: by hand only. */
  readonly dialCountdownMs: number | null;
  /** Whether machines are told from people by the first seconds, and whether a voicemail gets a message (D7). */
  readonly machines: { readonly isDetected: boolean; readonly hasMessage: boolean };
  /** What of its conversations is recorded: nothing, both sides in one, or each side apart besides (D13). */
  readonly recording: 'off' | 'mixed' | 'mixed_and_sides';
  /** Agent-first: how long an agent may choose to redial after an attempt failed before the retry rule applies. */
  readonly redialWindowMs: number;
}

/**
 * Numbers on which customers who were told to call in do so, and how they are known (P3, P5). `caller_number`: by the number
 * they call from, no codes. `access_code`: by a code they type. `either`: by their number, else by the code. `both`: the code
 * counts from the number it was given to only.
 */
export interface CallInGroup {
  readonly id: string;
  readonly name: string;
  /** E.164. A request gets the number with the fewest open ones. */
  readonly numbers: readonly string[];
  readonly matchBy: 'caller_number' | 'access_code' | 'either' | 'both';
  readonly codeLength: 4 | 5 | 6;
  /** How long a request can be used, milliseconds. */
  readonly validForMs: number;
  /** Wrong codes in one call before the line is offered instead. */
  readonly codeTriesMax: number;
  /** How long after "ready" was told an agent is counted on for the customer, milliseconds. */
  readonly readyForMs: number;
}

/** How a queue chooses agents (Q3, Q4, Q6). */
export interface QueuePolicy {
  readonly id: string;
  readonly name: string;
  readonly skills: readonly SkillRequirement[];
  /** After `afterMs` of waiting the requirement becomes `skills`. Ascending. */
  readonly relaxation: readonly { readonly afterMs: number; readonly skills: readonly SkillRequirement[] }[];
  /** Groups that become eligible after `afterMs`. Empty: every group from the start. Ascending. */
  readonly rings: readonly { readonly afterMs: number; readonly groups: readonly string[] }[];
  readonly matching: 'longest_idle' | 'most_skilled';
  /** What one service is expected to take before anything was learned. Null: say nothing until it was. */
  readonly expectedHandleMs: number | null;
}

/** Where an agent is rung. */
export interface AgentEndpoint {
  readonly type: 'simulated' | 'softphone' | 'number';
  readonly address: string | null;
  /** Offers are accepted without a click. */
  readonly isAutoAccept: boolean;
}

/** A person who talks to customers. */
export interface AgentProfile {
  readonly id: string;
  readonly name: string;
  readonly skills: Readonly<Record<string, number>>;
  readonly groups: readonly string[];
  readonly endpoint: AgentEndpoint;
}

/** The configuration documents core understands, by kind. Other kinds are kept for other rooms. */
export interface ConfigurationKinds {
  readonly services: ServicePolicy;
  readonly queues: QueuePolicy;
  readonly agents: AgentProfile;
  readonly hours: BusinessHours;
  readonly capacity: CapacityPlan;
  readonly 'number-rules': NumberRules;
  readonly 'call-in-groups': CallInGroup;
}

/** One configuration change: `document` is kept as it was written, `parsed` is what core works with. */
export type ConfigurationChange = {
  readonly [K in keyof ConfigurationKinds]: {
    readonly kind: K;
    readonly id: string;
    readonly document: unknown;
    readonly parsed: ConfigurationKinds[K] | null;
  };
}[keyof ConfigurationKinds];
