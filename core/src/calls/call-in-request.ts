import { z } from 'zod';

/**
 * A customer was given a number to call in on (P3). The row stays a while after it ended, so that a late caller can be told
 * (P6): `dueAtOf` says when it is looked at next.
 */
export const callInRow = z.object({
  id: z.string(),
  groupId: z.string(),
  serviceId: z.string(),
  /** The number to call, E.164. */
  number: z.string(),
  /** The number the customer is expected to call from, E.164. */
  phoneNumber: z.string(),
  /** Digits the caller types. Null: the group knows them by their number. */
  accessCode: z.string().nullable(),
  /** The open callback whose place the caller takes. */
  callbackId: z.string().nullable(),
  context: z.record(z.string(), z.unknown()),
  createdAt: z.number(),
  expiresAt: z.number(),
  /** The caller or callback that it brought in last; another call is taken once that one is over. */
  itemId: z.string().nullable(),
  endedAt: z.number().nullable(),
  ending: z.enum(['served', 'expired']).nullable(),
});
/** A customer was given a number to call in on. */
export type CallIn = z.infer<typeof callInRow>;

/** How long a request that ended is remembered, milliseconds. */
const REMEMBERED_MS = 86_400_000;

/** When a request ends, or is forgotten. */
export function dueAtOf(callIn: CallIn): number {
  return callIn.endedAt === null ? callIn.expiresAt : callIn.endedAt + REMEMBERED_MS;
}
