import { z } from 'zod';
import { id, instant, reference, text } from './primitives.ts';
import { scope } from './keys.ts';

/** Body of POST /v1/sign-in: a key, or an agent where the demo allows it. */
export const signInRequest = z
  .strictObject({
    key: text(200, 1).optional().describe('A secret key.'),
    agentId: reference('agent')
      .optional()
      .describe('The agent to work as; without `key` only in the demo contact centre.'),
  })
  .refine((value) => value.key !== undefined || value.agentId !== undefined, {
    path: ['key'],
    message: 'give key, agentId, or both',
  })
  .describe('Signs in to the console; the session is a cookie.');
/** Signs in to the console; the session is a cookie. */
export type SignInRequest = z.input<typeof signInRequest>;

/** What the sign-in page offers. */
export const signInOptions = z
  .object({
    demo: z.boolean().describe('Whether an agent can be chosen without a key.'),
    agents: z
      .array(z.object({ id: id('agent'), name: z.string().describe('Name of the agent.') }))
      .describe('The agents to choose from; empty outside the demo.'),
  })
  .describe('What the sign-in page offers.');
/** What the sign-in page offers. */
export type SignInOptions = z.infer<typeof signInOptions>;

/** Roles of staff. */
export const roles = ['agent', 'supervisor', 'administrator', 'developer'] as const;
/** Who is asking. */
export const me = z
  .object({
    role: z.enum(roles).describe('What the screens show.'),
    name: z.string().describe('Name of the person or of the key.'),
    agentId: id('agent').nullable().describe('The agent they work as; null when none.'),
    scopes: z.array(scope).describe('What they may do.'),
    demo: z.boolean().describe('Whether this is the demo contact centre.'),
    softphone: z.boolean().describe('Whether the page is their telephone.'),
    simulatedPhone: z.boolean().describe('Whether the phone is simulated.'),
    expiresAt: instant.nullable().describe('The session ends then; null for a key.'),
  })
  .describe('Who is asking.');
/** Who is asking. */
export type Me = z.infer<typeof me>;
