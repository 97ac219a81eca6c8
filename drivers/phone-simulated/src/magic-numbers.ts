import { defaultBehaviour, type SubscriberBehaviour } from './subscriber.ts';

/** The number that rings the handset on the demo page. */
export const HANDSET_NUMBER = '+12025550110';

const MAGIC_BLOCK = /^\+1202555(01\d\d)$/;

/** The numbers whose last two digits decide what happens; the rest of the block, and all other numbers, do as 00. */
const behaviours: Readonly<Record<string, Partial<SubscriberBehaviour>>> = {
  '0101': { answers: 'busy' },
  '0102': { answers: false },
  '0103': { answers: 'rejects' },
  '0104': { answers: 'voicemail', answerAfterMs: 2_000 },
  '0105': { keys: '' },
  '0106': { patienceMs: 5_000 },
  '0107': { answers: 'unallocated' },
  '0108': { answers: 'congested' },
  '0111': { keys: '9', pressUnaskedAfterMs: 2_000 },
  '0112': { keys: '2', pressUnaskedAfterMs: 2_000 },
  '0113': { answers: 'fax' },
};

/** Is this one of +1 202 555 0100 to 0199? */
export function isMagicNumber(phoneNumber: string): boolean {
  return MAGIC_BLOCK.test(phoneNumber);
}

/**
 * What a number does that nobody programmed.
 * @param earlierDialCount how often it was dialled before in this process: 0109 is busy only the first time.
 */
export function behaviourOf(phoneNumber: string, earlierDialCount: number): SubscriberBehaviour {
  const ending = MAGIC_BLOCK.exec(phoneNumber)?.[1];
  if (ending === undefined) return defaultBehaviour;
  if (ending === '0109' && earlierDialCount === 0) return { ...defaultBehaviour, answers: 'busy' };
  return { ...defaultBehaviour, ...behaviours[ending] };
}
