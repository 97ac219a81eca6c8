import { momentText } from '../time/format.ts';
import type { PhoneState } from '../wire/types.ts';
import type { Worded } from './tone.ts';

/** How a trunk stands. */
export const trunkWords: Readonly<Record<PhoneState['trunks'][number]['state'], Worded>> = {
  ready: { words: 'Ready', tone: 'ok' },
  resting: { words: 'Failed a moment ago, others come first', tone: 'warn' },
  full: { words: 'Every line is taken', tone: 'warn' },
  offline: { words: 'Does not answer', tone: 'danger' },
};

/** What staff must know about the phone system; null while all is well. `nowMs`: epoch milliseconds. */
export function engineTroubleWords(
  { state, since }: Pick<PhoneState, 'state' | 'since'>,
  nowMs: number,
  zone?: string,
): string | null {
  if (state === 'connected' || state === 'standby') return null;
  const sinceWords = since === null ? '' : ` since ${momentText(since, nowMs, zone)}`;
  const trouble =
    state === 'taken_over'
      ? `Another program has had the connection to the telephone system${sinceWords}.`
      : `The telephone system has been out of reach${sinceWords}.`;
  return `${trouble} Nobody can be rung; callbacks wait at their place.`;
}
