import { z } from 'zod';
import { attemptOutcomes } from './vocabulary.ts';

/** One dial to the customer. The row is committed before the phone system is asked (A1, invariant I2). */
export const attemptRow = z.object({
  id: z.string(),
  callbackId: z.string(),
  /** 1, 2, 3 ... */
  number: z.number(),
  legId: z.string(),
  agentId: z.string().nullable().default(null),
  startedAt: z.number(),
  answeredAt: z.number().nullable().default(null),
  endedAt: z.number().nullable().default(null),
  outcome: z.enum(attemptOutcomes).nullable().default(null),
});
/** One dial to the customer. */
export type Attempt = z.infer<typeof attemptRow>;
