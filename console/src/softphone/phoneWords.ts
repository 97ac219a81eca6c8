import type { Worded } from '../words/tone.ts';
import type { CallQuality } from './callQuality.ts';
import type { SoftphoneState } from './softphoneState.ts';

/** State of the telephone, for the top bar. */
export const phoneWords: Readonly<Record<SoftphoneState['status'], Worded>> = {
  off: { words: 'Phone off', tone: 'neutral' },
  asking: { words: 'Phone needs the microphone', tone: 'warn' },
  connecting: { words: 'Phone connecting', tone: 'warn' },
  elsewhere: { words: 'Phone on another page', tone: 'warn' },
  ready: { words: 'Phone ready', tone: 'ok' },
  ringing: { words: 'Phone ringing', tone: 'info' },
  talking: { words: 'On the phone', tone: 'info' },
  failed: { words: 'Phone not working', tone: 'danger' },
};

/** How a line sounds, in a word (bounds of ITU-T G.109). */
export function qualityWords(quality: CallQuality): Worded {
  if (quality.opinionScore >= 4) return { words: 'Good line', tone: 'ok' };
  if (quality.opinionScore >= 3.6) return { words: 'Fair line', tone: 'neutral' };
  if (quality.opinionScore >= 3.1) return { words: 'Poor line', tone: 'warn' };
  return { words: 'Bad line', tone: 'danger' };
}
