import type { Telephone } from '../wire/types.ts';

/** Where calls ring, said before one comes; null where the page says so itself. */
export function whereCallsRing({ kind, number }: Telephone): string | null {
  if (kind === 'number') return `Calls ring at ${number ?? 'your number'}. Pick up and press 1.`;
  return kind === 'desk_phone' ? 'Calls ring on your desk phone.' : null;
}

/** What to do now that the agent's own telephone is being rung. */
export function ringingNow({ kind, number }: Telephone): string {
  if (kind === 'number') return `Your phone rings at ${number ?? 'your number'}. Pick up and press 1.`;
  return kind === 'desk_phone' ? 'Your desk phone rings. Pick up.' : 'Your phone rings.';
}

/** Why somebody is away who did not choose it; null when they did. */
export function whyAway(reason: string | null, { kind }: Telephone): string | null {
  if (reason === 'missed_offer') return 'You did not answer an offer in time, so it goes to the next agent.';
  if (reason !== 'phone_not_answered') return null;
  return kind === 'number'
    ? 'Your phone was busy or not picked up, or key 1 was not pressed. The customer goes to the next agent.'
    : 'Your phone was not picked up. The customer goes to the next agent.';
}
