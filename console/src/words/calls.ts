import type { Call } from '../wire/types.ts';
import type { Worded } from './tone.ts';

/** Every state of a call, in the agent's words. */
export const callStateWords: Readonly<Record<Call['state'], Worded>> = {
  dialing: { words: 'Dialling', tone: 'info' },
  queued: { words: 'Customer waits in line', tone: 'info' },
  confirming: { words: 'Customer answered, confirming', tone: 'info' },
  holding: { words: 'Customer holds for an agent', tone: 'warn' },
  connecting: { words: 'Connecting you', tone: 'info' },
  connected: { words: 'Talking', tone: 'ok' },
  ended: { words: 'Call ended', tone: 'neutral' },
};

/** Where the call stands; dialling becomes ringing once the customer's phone rings, and hold and mute are said. */
export function callStanding(call: Call): Worded {
  if (call.state === 'connected' && call.onHold) return { words: 'Customer on hold', tone: 'warn' };
  if (call.state === 'connected' && call.muted) return { words: 'Talking, you are muted', tone: 'warn' };
  const ringing = call.legs.some((leg) => leg.party === 'customer' && leg.state === 'ringing');
  if (call.state === 'dialing' && ringing) return { words: 'Ringing', tone: 'info' };
  return callStateWords[call.state];
}
