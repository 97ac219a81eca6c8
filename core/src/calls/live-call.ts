import { z } from 'zod';
import { workItemFields } from '../contact-center/work-item.ts';

/** The states of a caller who is on the line with us. */
export const liveCallStates = ['waiting', 'offered', 'connected', 'wrapping_up', 'closed'] as const;

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
  /** How it ended: connected, took a callback, hung up. */
  ending: z.enum(['served', 'took_callback', 'hung_up', 'refused']).nullable(),
  callbackId: z.string().nullable(),
  note: z.string().nullable(),
});
/** A live caller. */
export type LiveCall = z.infer<typeof liveCallRow>;
