import { z } from 'zod';

/** What an agent does at the moment, beside the presence they chose. */
export const activities = ['idle', 'reserved', 'offered', 'on_item', 'wrap_up'] as const;

/** An agent's live state. At most one voice item at a time (invariant I5). */
export const agentStateRow = z.object({
  id: z.string(),
  /** available, busy, away, offline, or a reason of the centre's own. Only `available` gets work. */
  presence: z.string(),
  presenceReason: z.string().nullable(),
  presenceSinceAt: z.number(),
  activity: z.enum(activities),
  activitySinceAt: z.number(),
  itemId: z.string().nullable(),
  offerId: z.string().nullable(),
  wrapUpUntilAt: z.number().nullable(),
  /** Start of the present idle time; kept when an offer was revoked through no act of the agent. */
  idleSinceAt: z.number(),
  /** Customer-first without reservation: the callback being dialled because this agent was free. */
  earmarkedItemId: z.string().nullable(),
  /** Applied when the present item is over. */
  nextPresence: z.string().nullable(),
});
/** An agent's live state. */
export type AgentState = z.infer<typeof agentStateRow>;
