import type { Callback } from '../wire/types.ts';
import { attemptOutcomeWords } from './attemptOutcomes.ts';
import { callbackOutcomeWords, wordedIn } from './callbackStates.ts';

/** Where a callback goes on after a try that did not come to a conversation. */
const goesOn: ReadonlySet<string> = new Set(['retry_pending', 'scheduled', 'waiting']);

/**
 * What became of a customer who was rung for this agent and is not with them any more; null when the callback went on to somebody,
 * or was talked about.
 */
export function lostCustomerWords(
  name: string,
  callback: Pick<Callback, 'state' | 'outcome'> & {
    readonly attempts: readonly Pick<Callback['attempts'][number], 'outcome'>[];
  },
): string | null {
  const { state, outcome } = callback;
  if (state === 'closed' && outcome !== null && outcome !== 'completed')
    return `${name}: ${lowerFirst(wordedIn(callbackOutcomeWords, outcome).words)}. The callback is closed.`;
  const attempt = callback.attempts.at(-1)?.outcome ?? null;
  if (!goesOn.has(state) || attempt === null) return null;
  return `${name}: ${lowerFirst(wordedIn(attemptOutcomeWords, attempt).words)}. The callback stays open.`;
}

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
