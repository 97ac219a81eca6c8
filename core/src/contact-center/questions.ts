import type { Callback } from '../callback/callback.ts';
import type { Attempt } from '../callback/attempt.ts';
import type { Instant } from '../time.ts';
import type { WaitEstimate } from '../waiting/index.ts';
import type { LiveCall } from '../calls/live-call.ts';
import type { AgentState } from '../agents/agent-state.ts';
import type { Offer } from '../routing/offer.ts';

/** Questions about the live state, answered from the writer's memory. They travel like commands between nodes. */
export type Question =
  | { readonly kind: 'callback'; readonly callbackId: string }
  | { readonly kind: 'callbacks'; readonly callbackIds: readonly string[] }
  | {
      readonly kind: 'availability';
      readonly serviceId: string;
      readonly fromAt: Instant;
      readonly toAt: Instant;
      readonly isFullIncluded: boolean;
      readonly countMax: number;
    }
  | { readonly kind: 'closest_slot'; readonly serviceId: string; readonly at: Instant }
  | { readonly kind: 'wait'; readonly serviceId: string }
  | { readonly kind: 'work'; readonly agentId: string }
  | { readonly kind: 'agents' }
  | { readonly kind: 'board' };

/** An open callback with what only the live state knows. */
export interface CallbackView {
  readonly callback: Callback;
  readonly attempts: readonly Attempt[];
  readonly attemptsMax: number;
  /** 1 = next. Null when not in line. */
  readonly position: number | null;
  readonly estimatedWait: WaitEstimate | null;
  readonly allowedActions: readonly string[];
}

/** A bookable start. */
export interface SlotView {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly capacity: number;
  readonly free: number;
}

/** What an agent has in hand. */
export interface WorkView {
  readonly agent: AgentState;
  readonly name: string;
  readonly offers: readonly { readonly offer: Offer; readonly item: ItemView }[];
  readonly active: ItemView | null;
  readonly wrapUp: { readonly item: ItemView; readonly expiresAt: Instant } | null;
}

/** A work item: a callback or a live caller. */
export type ItemView =
  | { readonly kind: 'callback'; readonly view: CallbackView }
  | { readonly kind: 'live_call'; readonly call: LiveCall };

/** One queue on the board (M1). */
export interface QueueView {
  readonly queueId: string;
  readonly name: string;
  readonly waitingLiveCount: number;
  readonly waitingCallbackCount: number;
  readonly oldestArrivalAt: Instant | null;
  readonly estimatedWait: WaitEstimate | null;
  readonly agentsReadyCount: number;
  readonly agentsStaffedCount: number;
  /** Callbacks of this queue by state. */
  readonly states: Readonly<Record<string, number>>;
}

/** Answer to a question; `null` inside means unknown id. */
export interface Answers {
  readonly callback: CallbackView | null;
  readonly callbacks: readonly CallbackView[];
  readonly availability: {
    readonly timeZone: string;
    readonly slotMinutes: number;
    readonly slots: readonly SlotView[];
  } | null;
  readonly closest_slot: { readonly slot: SlotView | null; readonly timeZone: string } | null;
  readonly wait: {
    readonly estimatedWait: WaitEstimate | null;
    readonly waitingCount: number;
    readonly agentsReadyCount: number;
    readonly invite: boolean;
    readonly reason: string;
  } | null;
  readonly work: WorkView | null;
  readonly agents: readonly { readonly agent: AgentState; readonly name: string }[];
  readonly board: {
    readonly queues: readonly QueueView[];
    readonly agents: readonly { readonly agent: AgentState; readonly name: string }[];
  };
}

/** The answer that belongs to a question. */
export type AnswerTo<Q extends Question> = Answers[Q['kind']];
