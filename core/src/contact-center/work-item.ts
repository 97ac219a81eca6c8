import { z } from 'zod';

/** What callbacks and live callers share: a place in one line, an agent, the people on the phone (Q1). */
export const workItemFields = {
  id: z.string(),
  serviceId: z.string(),
  queueId: z.string(),
  /** When they joined the line, or would have. The order of the line. */
  arrivalAt: z.number(),
  /** Breaks ties of arrivalAt. */
  sequence: z.number(),
  priority: z.number(),
  subjectId: z.string().nullable(),
  language: z.string(),
  preferredAgentId: z.string().nullable(),
  /** Until when only the preferred agent is considered. */
  preferredUntilAt: z.number().nullable(),
  /** Agents who declined it for good. */
  excludedAgentIds: z.array(z.string()),
  /** Agents who declined it for the moment; they are asked again after the next review. */
  declinedAgentIds: z.array(z.string()),
  agentId: z.string().nullable(),
  offerId: z.string().nullable(),
  customerLegId: z.string().nullable(),
  agentLegId: z.string().nullable(),
  /** The bridged conversation, once both are on it. */
  call: z
    .object({
      id: z.string(),
      bridgeId: z.string(),
      startedAt: z.number(),
      isOnHold: z.boolean(),
      isMuted: z.boolean(),
    })
    .nullable(),
  /** The deadline of the present state, and what happens then. */
  dueAt: z.number().nullable(),
  /** When priority, eligibility and the promise are looked at again. */
  reviewAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  createdAt: z.number(),
  version: z.number(),
};
