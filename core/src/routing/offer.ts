import { z } from 'zod';

/** A work item shown to one agent, with a deadline (Q8). */
export const offerRow = z.object({
  id: z.string(),
  agentId: z.string(),
  itemId: z.string(),
  offeredAt: z.number(),
  expiresAt: z.number(),
  /** The agent is asked by the one who has the conversation, and does not get it yet (D11). */
  isConsult: z.boolean().default(false),
});
/** An offer to an agent. */
export type Offer = z.infer<typeof offerRow>;
