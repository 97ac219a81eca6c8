import { z } from 'zod';

/** What an agent does at the moment, beside the presence they chose. */
export const activities = ['idle', 'reserved', 'offered', 'on_item', 'wrap_up'] as const;

/** An agent's live state. At most one voice item at a time (invariant I5). */
export const agentStateRow = z.object({
  id: z.string(),
  /** available, busy, away, offline, or a reason of the centre's own. Only `available` gets work. */
  presence: z.string(),
  presenceReason: z.string().nullable().default(null),
  presenceSinceAt: z.number(),
  activity: z.enum(activities),
  activitySinceAt: z.number(),
  itemId: z.string().nullable().default(null),
  offerId: z.string().nullable().default(null),
  wrapUpUntilAt: z.number().nullable().default(null),
  /** Start of the present idle time; kept when an offer was revoked through no act of the agent. */
  idleSinceAt: z.number(),
  /** Customer-first without reservation: the callback being dialled because this agent was free. */
  earmarkedItemId: z.string().nullable().default(null),
  /** Applied when the present item is over. */
  nextPresence: z.string().nullable().default(null),
});
/** An agent's live state. */
export type AgentState = z.infer<typeof agentStateRow>;
