import type { AttemptOutcome } from '../wire/types.ts';
import type { Worded } from './tone.ts';

/** Every way a dial can end, in words. */
export const attemptOutcomeWords: Readonly<Record<AttemptOutcome, Worded>> = {
  answered_human: { words: 'Answered', tone: 'ok' },
  answered_machine: { words: 'Voicemail answered', tone: 'warn' },
  fax: { words: 'A fax machine answered', tone: 'warn' },
  busy: { words: 'Line busy', tone: 'warn' },
  no_answer: { words: 'No answer', tone: 'warn' },
  rejected: { words: 'Call rejected', tone: 'warn' },
  invalid_number: { words: 'The number does not exist', tone: 'danger' },
  unreachable: { words: 'Phone cannot be reached', tone: 'warn' },
  network_failure: { words: 'The phone network failed', tone: 'danger' },
  not_confirmed: { words: 'Answered, but no key was pressed', tone: 'warn' },
  hung_up_waiting: { words: 'Customer hung up while holding', tone: 'warn' },
  unattended_answer: { words: 'Customer answered, no agent was free', tone: 'danger' },
  unknown: { words: 'Not known what happened', tone: 'warn' },
};
