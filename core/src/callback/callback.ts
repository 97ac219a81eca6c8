import { z } from 'zod';
import { workItemFields } from '../contact-center/work-item.ts';
import { callbackStates, channels, deliveries, outcomes, attemptOutcomes } from './vocabulary.ts';

/**
 * A callback: a promise to ring a customer, with everything the rules need and nothing else. Name, e-mail and context
 * stay in the database (`CallbackDetails`), so that a waiting callback is small in memory.
 */
export const callbackRow = z.object({
  ...workItemFields,
  kind: z.literal('callback'),
  state: z.enum(callbackStates),
  outcome: z.enum(outcomes).nullable(),
  phoneNumber: z.string(),
  externalId: z.string().nullable(),
  medium: z.enum(['phone', 'video']),
  channel: z.enum(channels),
  delivery: z.enum(deliveries),
  isAgentReserved: z.boolean(),
  /** Another number of this customer that the agent chose to dial. */
  phoneNumberDialed: z.string().nullable(),
  /** Previewing after an attempt failed: the agent may redial, nothing dials by itself. */
  isRedialWindow: z.boolean(),
  /** Set when a confirmed customer could not be connected: the next dial waits for a reserved agent (D5). */
  isAtFront: z.boolean(),
  requestedAt: z.number(),
  scheduledFor: z.number().nullable(),
  timeZone: z.string().nullable(),
  attemptsMade: z.number(),
  attemptsConsumed: z.number(),
  attemptId: z.string().nullable(),
  lastAttemptOutcome: z.enum(attemptOutcomes).nullable(),
  /** What the customer was told (Q10). */
  promise: z
    .object({ fromAt: z.number(), toAt: z.number(), isKept: z.boolean().nullable(), isRiskTold: z.boolean() })
    .nullable(),
  expiresAt: z.number().nullable(),
  /** Where the place came from when a live caller took the invitation. */
  liveCallId: z.string().nullable(),
  disposition: z.string().nullable(),
  /** What a person wrote at the end: a note, or why it was cancelled. Here and not in the history, which cannot forget. */
  note: z.string().nullable(),
});
/** A callback. */
export type Callback = z.infer<typeof callbackRow>;

/** What is known about the customer's request but never decides anything. Stays in the database. */
export interface CallbackDetails {
  readonly callbackId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly context: Readonly<Record<string, unknown>>;
  readonly note: string | null;
}
