import { z } from 'zod';

/** What a recording holds: both sides in one, or one of them. */
export const recordingKinds = ['mixed', 'customer', 'agent'] as const;

const recordingUnderWay = z.object({ id: z.string(), kind: z.enum(recordingKinds), startedAt: z.number() });

/** An agent who is asked by the one who talks to the customer: shown an offer, rung, on the line. */
const consultRow = z.object({
  agentId: z.string(),
  offerId: z.string().nullable(),
  legId: z.string().nullable(),
  bridgeId: z.string(),
  state: z.enum(['offered', 'ringing', 'talking']),
});
/** An agent who is asked by the one who talks to the customer. */
export type Consult = z.infer<typeof consultRow>;

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
  subjectId: z.string().nullable().default(null),
  language: z.string(),
  preferredAgentId: z.string().nullable().default(null),
  /** Until when only the preferred agent is considered. */
  preferredUntilAt: z.number().nullable().default(null),
  /** Agents who declined it for good. */
  excludedAgentIds: z.array(z.string()).default([]),
  /** Agents who declined it for the moment; they are asked again after the next review. */
  declinedAgentIds: z.array(z.string()).default([]),
  /** The agent who gave it to somebody else last: whoever is offered it is told (D11). */
  transferredBy: z.string().nullable().default(null),
  agentId: z.string().nullable().default(null),
  offerId: z.string().nullable().default(null),
  customerLegId: z.string().nullable().default(null),
  agentLegId: z.string().nullable().default(null),
  /** The bridged conversation, once both are on it. */
  call: z
    .object({
      id: z.string(),
      bridgeId: z.string(),
      startedAt: z.number(),
      isOnHold: z.boolean(),
      isMuted: z.boolean(),
      /** What is being recorded just now. */
      recordings: z.array(recordingUnderWay).default([]),
      /** Another agent who is asked, while the customer hears music (D11). */
      consult: consultRow.nullable().default(null),
    })
    .nullable()
    .default(null),
  /** The deadline of the present state, and what happens then. */
  dueAt: z.number().nullable().default(null),
  /** When priority, eligibility and the promise are looked at again. */
  reviewAt: z.number().nullable().default(null),
  closedAt: z.number().nullable().default(null),
  createdAt: z.number(),
  version: z.number(),
};
