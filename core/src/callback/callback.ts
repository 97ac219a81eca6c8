import { z } from 'zod';
import { workItemFields } from '../contact-center/work-item.ts';
import { callbackStates, channels, deliveries, outcomes, attemptOutcomes } from './vocabulary.ts';

/**
 * A callback: a promise to ring a customer, with everything the rules need and nothing else. Name, e-mail and context
 * stay in the database (`CallbackDetails`), so that a waiting callback is small in memory. A stored row leaves out what is
 * as it is in every callback at first: null, nobody, never.
 */
export const callbackRow = z.object({
  ...workItemFields,
  kind: z.literal('callback').default('callback'),
  state: z.enum(callbackStates),
  outcome: z.enum(outcomes).nullable().default(null),
  phoneNumber: z.string(),
  externalId: z.string().nullable().default(null),
  medium: z.enum(['phone', 'video']),
  channel: z.enum(channels),
  delivery: z.enum(deliveries),
  isAgentReserved: z.boolean(),
  /** Another number of this customer that the agent chose to dial. */
  phoneNumberDialed: z.string().nullable().default(null),
  /** Previewing after an attempt failed: the agent may redial, nothing dials by itself. */
  isRedialWindow: z.boolean().default(false),
  /** Set when a confirmed customer could not be connected: the next dial waits for a reserved agent (D5). */
  isAtFront: z.boolean().default(false),
  requestedAt: z.number(),
  scheduledFor: z.number().nullable().default(null),
  timeZone: z.string().nullable().default(null),
  attemptsMade: z.number().default(0),
  attemptsConsumed: z.number().default(0),
  attemptId: z.string().nullable().default(null),
  lastAttemptOutcome: z.enum(attemptOutcomes).nullable().default(null),
  /** What the customer was told (Q10). */
  promise: z
    .object({ fromAt: z.number(), toAt: z.number(), isKept: z.boolean().nullable(), isRiskTold: z.boolean() })
    .nullable()
    .default(null),
  expiresAt: z.number().nullable().default(null),
  /** Where the place came from when a live caller took the invitation. */
  liveCallId: z.string().nullable().default(null),
  disposition: z.string().nullable().default(null),
  /** What a person wrote at the end: a note, or why it was cancelled. Here and not in the history, which cannot forget. */
  note: z.string().nullable().default(null),
});
/** A callback. */
export type Callback = z.infer<typeof callbackRow>;
/** A callback as it is stored: what has its first value may be missing. */
export type StoredCallback = z.input<typeof callbackRow>;

/** What is known about the customer's request but never decides anything. Stays in the database. */
export interface CallbackDetails {
  readonly callbackId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly context: Readonly<Record<string, unknown>>;
  readonly note: string | null;
}
