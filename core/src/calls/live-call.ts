import { z } from 'zod';
import { workItemFields } from '../contact-center/work-item.ts';

/** The states of a caller who is on the line with us. Who is `identifying` is asked what they call about, and stands in no line yet. */
export const liveCallStates = ['identifying', 'waiting', 'offered', 'connected', 'wrapping_up', 'closed'] as const;

/** A live caller in the same line as the callbacks (Q1). */
export const liveCallRow = z.object({
  ...workItemFields,
  kind: z.literal('live_call'),
  state: z.enum(liveCallStates),
  fromNumber: z.string(),
  toNumber: z.string(),
  /** True while the invitation is being spoken and a key is listened for. */
  isInvited: z.boolean(),
  invitationsMade: z.number(),
  /** How it ended: connected, left for a callback, called theirs off, hung up, could not be taken. */
  ending: z.enum(['served', 'took_callback', 'cancelled_callback', 'hung_up', 'refused']).nullable(),
  /** The callback they left for; or the open one they came back for, which ends when they are connected (P7). */
  callbackId: z.string().nullable(),
  note: z.string().nullable(),
});
/** A live caller. */
export type LiveCall = z.infer<typeof liveCallRow>;
