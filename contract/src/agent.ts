import { z } from 'zod';
import { call } from './call.ts';
import { callback } from './callback.ts';
import { contextCard, offer } from './offer.ts';
import { id, instant, text } from './primitives.ts';

/** Whether an agent takes work. */
export const presences = ['available', 'busy', 'away', 'offline'] as const;
/** Whether an agent takes work. */
export const presence = z.enum(presences);
/** Whether an agent takes work. */
export type Presence = z.infer<typeof presence>;
/** What an agent can be doing. */
export const activities = ['idle', 'reserved', 'offered', 'previewing', 'dialing', 'talking', 'wrapping_up'] as const;
/** What an agent is doing. */
export const activity = z.enum(activities);
/** What an agent is doing. */
export type Activity = z.infer<typeof activity>;

/** Body of PUT /v1/agents/{id}/presence. */
export const presenceRequest = z
  .strictObject({
    presence: presence.describe('The presence to take; during a call it becomes the next presence.'),
    reason: text(100).nullable().optional().describe('A reason, for example lunch.'),
  })
  .describe('Sets the presence of an agent.');
/** Sets the presence of an agent. */
export type PresenceRequest = z.input<typeof presenceRequest>;

/** An agent as they are now. */
export const agentStatus = z
  .object({
    id: id('agent'),
    name: z.string().describe('Name of the agent.'),
    presence: presence.describe('Whether they take work.'),
    presenceReason: z.string().nullable().describe('The reason given.'),
    since: instant.describe('In this presence since.'),
    nextPresence: presence.nullable().describe('Presence to take after this call; null: stay.'),
    activity: activity.describe('What they are doing.'),
    activitySince: instant.describe('Doing it since.'),
    callbackId: id('callback').nullable().describe('The callback they have; null when none.'),
  })
  .describe('An agent as they are now.');
/** An agent as they are now. */
export type AgentStatus = z.infer<typeof agentStatus>;

/** What an agent has in hand. */
export const activeItem = z
  .object({
    kind: z.enum(['callback', 'live_call']).describe('Callback or live caller.'),
    callback: callback.nullable().describe('The callback; null for a live caller.'),
    customer: contextCard.describe('The context card.'),
    call: call.nullable().describe('The call; null before dialling.'),
    previewing: z
      .object({
        since: instant.describe('The agent reads since then.'),
        dialAt: instant.nullable().describe('Dialled by itself then; null: only by hand.'),
      })
      .nullable()
      .describe('Set while the agent reads before dialling.'),
    meetingUrl: z.string().nullable().describe('Link to join, for video.'),
  })
  .describe('What an agent has in hand.');
/** What an agent has in hand. */
export type ActiveItem = z.infer<typeof activeItem>;

/** The wrap-up an agent has to do. */
export const wrapUp = z
  .object({
    callbackId: z.string().describe('Id of the callback, or of the live call.'),
    customer: contextCard.describe('The context card.'),
    startedAt: instant.describe('When the conversation ended.'),
    expiresAt: instant.nullable().describe('Closed by itself then; null: never.'),
    dispositions: z
      .array(
        z.object({
          id: z.string().describe('Id, sent as `disposition`.'),
          name: z.string().describe('Name, for people.'),
        }),
      )
      .describe('What can be chosen.'),
  })
  .describe('The wrap-up an agent has to do.');
/** The wrap-up an agent has to do. */
export type WrapUp = z.infer<typeof wrapUp>;

/** What can ring for an agent: the page of the console, a SIP telephone, any number, or the simulated phone. */
export const telephoneKinds = ['page', 'desk_phone', 'number', 'simulated'] as const;
/** What rings for an agent. */
export const telephone = z
  .object({
    kind: z.enum(telephoneKinds).describe('The page of the console, a SIP telephone, any number, or simulated.'),
    number: z.string().nullable().describe('The number that is rung, and asks for key 1; null for the other kinds.'),
  })
  .describe('What rings for an agent.');
/** What rings for an agent. */
export type Telephone = z.infer<typeof telephone>;

/** Everything an agent's workspace shows. */
export const work = z
  .object({
    agent: agentStatus.describe('The agent.'),
    telephone: telephone.describe('What rings when they accept; the configuration of the agent says it.'),
    offers: z.array(offer).describe('What is offered to them.'),
    active: activeItem.nullable().describe('What they have in hand; null when nothing.'),
    wrapUp: wrapUp.nullable().describe('The wrap-up to do; null when none.'),
    at: instant.describe('Time of the server; for countdowns.'),
  })
  .describe('The work of an agent.');
/** The work of an agent. */
export type Work = z.infer<typeof work>;
