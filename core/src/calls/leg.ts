import { z } from 'zod';
import { menuRow } from './menu.ts';

/**
 * A leg is one party's connection to the phone system. Its id is made by core before the phone system is asked and is
 * also the channel's id there, so that a repeated dial is refused by the phone system itself (invariant I2).
 */
export const legRow = z.object({
  id: z.string(),
  role: z.enum(['customer', 'agent']),
  direction: z.enum(['outbound', 'inbound']),
  /** The work item this leg serves. */
  itemId: z.string(),
  agentId: z.string().nullable().default(null),
  attemptId: z.string().nullable().default(null),
  /** The number, or the agent's endpoint address. */
  address: z.string(),
  /** Another number of this customer: the one they gave, where they call from elsewhere and were known by a code. */
  otherNumber: z.string().nullable().default(null),
  state: z.enum(['asked', 'ringing', 'answered']),
  askedAt: z.number(),
  answeredAt: z.number().nullable().default(null),
  /** When the leg is given up if the phone system stays silent about it. */
  deadlineAt: z.number().nullable().default(null),
  /** True once we asked the phone system to hang up. */
  hangUpAsked: z.boolean().default(false),
  /** Its end was reported; the row stays so that a call that came in is not taken for another one when it is told of again. */
  isOver: z.boolean().default(false),
  /** A last sentence is being spoken; the leg is hung up when it is over. */
  isLeaving: z.boolean().default(false),
  /** The last sentence, so that the end of an earlier one is not taken for its own. */
  goodbyePlayId: z.string().nullable().default(null),
  /** The customer has been told that the call is recorded. */
  isRecordingTold: z.boolean().default(false),
  /** The sentence that tells them so, while it is spoken: the agent is connected after it. */
  noticePlayId: z.string().nullable().default(null),
  /** The question whether an agent on any telephone takes the call, once it was asked: the leg counts as answered after key 1. */
  confirmPlayId: z.string().nullable().default(null),
  /** It is being found out whether a person or a machine answered. */
  isDetecting: z.boolean().default(false),
  /** What the customer is being asked by keys. */
  menu: menuRow.nullable().default(null),
});
/** One party's connection to the phone system. */
export type Leg = z.infer<typeof legRow>;
