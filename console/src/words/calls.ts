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

const consultWords: Readonly<Record<NonNullable<Call['consult']>['state'], Worded>> = {
  offered: { words: 'Asking a colleague, customer on hold', tone: 'info' },
  ringing: { words: "The colleague's phone rings, customer on hold", tone: 'info' },
  talking: { words: 'Talking to the colleague, customer on hold', tone: 'warn' },
};

/** Where the call stands; dialling becomes ringing once the customer's phone rings, and hold and mute are said. */
export function callStanding(call: Call, ownId: string | null = null): Worded {
  if (call.consult !== null && call.consult.agentId === ownId)
    return { words: 'A colleague asks you, customer on hold', tone: 'info' };
  if (call.consult !== null) return consultWords[call.consult.state];
  if (call.state === 'connected' && call.onHold) return { words: 'Customer on hold', tone: 'warn' };
  if (call.state === 'connected' && call.muted) return { words: 'Talking, you are muted', tone: 'warn' };
  const ringing = call.legs.some((leg) => leg.party === 'customer' && leg.state === 'ringing');
  if (call.state === 'dialing' && ringing) return { words: 'Ringing', tone: 'info' };
  return callStateWords[call.state];
}
