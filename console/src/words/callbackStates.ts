import type { CallbackOutcome, CallbackState } from '../wire/types.ts';
import type { Tone, Worded } from './tone.ts';

/** Every state of a callback in words. */
export const callbackStateWords: Readonly<Record<CallbackState, Worded>> = {
  scheduled: { words: 'Scheduled', tone: 'neutral' },
  waiting: { words: 'Waiting in line', tone: 'info' },
  retry_pending: { words: 'Waiting for another try', tone: 'warn' },
  dialing: { words: 'Ringing the customer', tone: 'info' },
  confirming: { words: 'Customer answered, confirming', tone: 'info' },
  holding: { words: 'Customer holds for an agent', tone: 'warn' },
  offered: { words: 'Offered to an agent', tone: 'info' },
  previewing: { words: 'Agent is reading', tone: 'info' },
  notified: { words: 'Customer told to call in', tone: 'info' },
  awaiting_call: { words: 'Waiting for the customer’s call', tone: 'info' },
  joining: { words: 'Joining the video meeting', tone: 'info' },
  connected: { words: 'Talking', tone: 'ok' },
  wrapping_up: { words: 'Wrap-up', tone: 'neutral' },
  closed: { words: 'Closed', tone: 'neutral' },
};

/** Every outcome of a callback in words. */
export const callbackOutcomeWords: Readonly<Record<CallbackOutcome, Worded>> = {
  completed: { words: 'Completed', tone: 'ok' },
  cancelled_by_customer: { words: 'Cancelled by the customer', tone: 'neutral' },
  cancelled_by_staff: { words: 'Cancelled by staff', tone: 'neutral' },
  attempts_exhausted: { words: 'Not reached after every try', tone: 'danger' },
  expired: { words: 'Expired before it could be made', tone: 'danger' },
  purged: { words: 'Removed at its time limit', tone: 'danger' },
  suppressed: { words: 'Number is on the do-not-call list', tone: 'warn' },
  invalid_number: { words: 'The number does not exist', tone: 'danger' },
  superseded_by_call_in: { words: 'Customer called in instead', tone: 'ok' },
  failed: { words: 'Failed', tone: 'danger' },
};

const known = <T extends string, V>(words: Readonly<Record<T, V>>, member: string): V | null =>
  // Object.hasOwn proves that the member is a key of this record.
  Object.hasOwn(words, member) ? words[member as T] : null;

/** Any identifier as words; for values that a newer server may send. */
export function plainWords(identifier: string): string {
  const words = identifier.replace(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Looks words up, and makes plain ones where there are none. */
export function wordedIn<T extends string>(
  words: Readonly<Record<T, Worded>>,
  member: string,
  tone: Tone = 'neutral',
): Worded {
  return known(words, member) ?? { words: plainWords(member), tone };
}

/** Words for where a callback stands: its outcome once closed, otherwise its state. */
export function callbackStanding(callback: { readonly state: string; readonly outcome: string | null }): Worded {
  if (callback.state === 'closed' && callback.outcome !== null) return wordedIn(callbackOutcomeWords, callback.outcome);
  return wordedIn(callbackStateWords, callback.state);
}
