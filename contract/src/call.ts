import { z } from 'zod';
import { attemptOutcome } from './callback.ts';
import { e164, id, instant } from './primitives.ts';

/** Where a leg can stand. */
export const legStates = ['dialing', 'ringing', 'answered', 'bridged', 'ended'] as const;
/** One end of a call. */
export const leg = z
  .object({
    id: z.string().describe('Id of the leg in the phone system.'),
    party: z.enum(['customer', 'agent']).describe('Whose end.'),
    agentId: id('agent').nullable().describe("The agent; null for the customer's leg."),
    phoneNumber: e164.nullable().describe('The number; null for a softphone.'),
    state: z.enum(legStates).describe('Where the leg stands.'),
    startedAt: instant.describe('When it was dialled or came in.'),
    answeredAt: instant.nullable().describe('When it was answered.'),
    endedAt: instant.nullable().describe('When it ended.'),
    outcome: attemptOutcome.nullable().describe('How it ended, when it was dialled.'),
  })
  .describe('One end of a call.');
/** One end of a call. */
export type Leg = z.infer<typeof leg>;

/** Where an agent stands who is asked by the one who has the call. */
export const consultStates = ['offered', 'ringing', 'talking'] as const;

/** Where a call can stand. */
export const callStates = ['dialing', 'queued', 'confirming', 'holding', 'connecting', 'connected', 'ended'] as const;
/** A call. */
export const call = z
  .object({
    id: id('call'),
    callbackId: id('callback').nullable().describe('The callback; null for a live caller.'),
    direction: z.enum(['outbound', 'inbound']).describe('Who called: we, or the customer.'),
    state: z.enum(callStates).describe('Where the call stands.'),
    startedAt: instant.describe('When the first leg began.'),
    connectedAt: instant.nullable().describe('When both could hear each other.'),
    endedAt: instant.nullable().describe('When it ended.'),
    onHold: z.boolean().describe('Whether the customer hears music.'),
    muted: z.boolean().describe('Whether the agent is silent.'),
    consult: z
      .object({
        agentId: id('agent').describe('The other agent.'),
        state: z.enum(consultStates).describe('Shown the offer, rung, or on the line with the first agent.'),
      })
      .nullable()
      .describe('Another agent who is asked while the customer hears music; null when nobody is.'),
    legs: z.array(leg).describe('Its ends.'),
  })
  .describe('A call.');
/** A call. */
export type Call = z.infer<typeof call>;
