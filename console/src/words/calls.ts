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

/** Another agent who is asked while the customer hears music. */
export type Consult = NonNullable<Call['consult']>;

/** Who looks at a call, and how agents are called. */
export interface CallReader {
  readonly agentId: string | null;
  readonly nameOf: (agentId: string) => string;
}

const consultStanding: Readonly<Record<Consult['state'], (name: string) => Worded>> = {
  offered: (name) => ({ words: `Asking ${name}, customer on hold`, tone: 'info' }),
  ringing: (name) => ({ words: `Ringing ${name}, customer on hold`, tone: 'info' }),
  talking: (name) => ({ words: `Talking to ${name}, customer on hold`, tone: 'warn' }),
};

/** Where the call stands; dialling becomes ringing once the customer's phone rings, and hold and mute are said. */
export function callStanding(call: Call, reader: CallReader): Worded {
  if (call.consult !== null && call.consult.agentId === reader.agentId)
    return askedStanding(call, call.consult.state, reader);
  if (call.consult !== null) return consultStanding[call.consult.state](reader.nameOf(call.consult.agentId));
  if (call.state === 'connected' && call.onHold) return { words: 'Customer on hold', tone: 'warn' };
  if (call.state === 'connected' && call.muted) return { words: 'Talking, you are muted', tone: 'warn' };
  const ringing = call.legs.some((leg) => leg.party === 'customer' && leg.state === 'ringing');
  if (call.state === 'dialing' && ringing) return { words: 'Ringing', tone: 'info' };
  return callStateWords[call.state];
}

function askedStanding(call: Call, state: Consult['state'], { agentId, nameOf }: CallReader): Worded {
  const asker = call.legs.find((leg) => leg.agentId !== null && leg.agentId !== agentId)?.agentId ?? null;
  const name = asker === null ? 'a colleague' : nameOf(asker);
  if (state === 'talking') return { words: `Talking to ${name}, customer on hold`, tone: 'warn' };
  return { words: `Connecting you to ${name}, customer on hold`, tone: 'info' };
}

/** Why a colleague who was asked is not on the line, by how far it had come. The customer is still on hold. */
export function consultEndWords(state: Consult['state'], name: string): string {
  const who = name.slice(0, 1).toUpperCase() + name.slice(1);
  if (state === 'offered') return `${who} did not take it.`;
  return state === 'ringing' ? `${who} did not pick up.` : `${who} left.`;
}
