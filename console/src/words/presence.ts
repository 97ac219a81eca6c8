import type { Activity, AgentStatus, Presence } from '../wire/types.ts';
import type { Worded } from './tone.ts';

/** Every presence an agent can choose, in words. */
export const presenceWords: Readonly<Record<Presence, Worded>> = {
  available: { words: 'Available', tone: 'ok' },
  busy: { words: 'Busy', tone: 'danger' },
  away: { words: 'Away', tone: 'warn' },
  offline: { words: 'Offline', tone: 'neutral' },
};

/** Everything an agent can be doing, in words; `idle` is told by the presence. */
export const activityWords: Readonly<Record<Activity, Worded>> = {
  idle: { words: 'Idle', tone: 'neutral' },
  reserved: { words: 'Reserved for a customer', tone: 'info' },
  offered: { words: 'Callback offered', tone: 'info' },
  previewing: { words: 'Reading a callback', tone: 'info' },
  dialing: { words: 'Dialling', tone: 'info' },
  talking: { words: 'On a call', tone: 'info' },
  wrapping_up: { words: 'Wrap-up', tone: 'info' },
};

/** The one truth about an agent: what they do while they do something, otherwise the presence they chose. */
export function agentStanding(
  agent: Pick<AgentStatus, 'presence' | 'activity' | 'since' | 'activitySince'>,
): Worded & { readonly since: string } {
  if (agent.activity !== 'idle') return { ...activityWords[agent.activity], since: agent.activitySince };
  return { ...presenceWords[agent.presence], since: agent.since };
}

/** One entry of the presence menu. */
export interface PresenceChoice {
  readonly id: string;
  readonly presence: Presence;
  readonly reason: string | null;
  readonly words: string;
}

/** What an agent can choose, with the reasons that are told apart. */
export const presenceChoices: readonly PresenceChoice[] = [
  { id: 'available', presence: 'available', reason: null, words: 'Available' },
  { id: 'busy', presence: 'busy', reason: null, words: 'Busy' },
  { id: 'busy-meeting', presence: 'busy', reason: 'meeting', words: 'Busy: meeting' },
  { id: 'busy-training', presence: 'busy', reason: 'training', words: 'Busy: training' },
  { id: 'away', presence: 'away', reason: null, words: 'Away' },
  { id: 'away-break', presence: 'away', reason: 'break', words: 'Away: break' },
  { id: 'away-lunch', presence: 'away', reason: 'lunch', words: 'Away: lunch' },
  { id: 'offline', presence: 'offline', reason: null, words: 'Offline' },
];
