import type { PhoneFarEnds, SipScript } from '@ringback/testkit';
import { SipPeer } from '@ringback/testkit';
import type { TestAsterisk } from './test-asterisk.ts';

const RING_AFTER_MS = 40;
const ANSWER_AFTER_MS = 250;

/** Numbers of the scripted far end. The last three digits say what happens; from 300 on they are the SIP status. */
export const NUMBERS = {
  answering: '+12025550105',
  silent: '+12025550102',
  busy: withStatus(486),
  rejecting: withStatus(603),
  unallocated: withStatus(404),
  congested: withStatus(503),
  dead: '+12025550999',
} as const;

/** A number whose far end says this status without ringing. */
export function withStatus(status: number): string {
  return `+12025550${status}`;
}

/** A number whose far end rings first and then says this status. */
export function ringingThenStatus(status: number): string {
  return `+12025551${status}`;
}

/** What the scripted far end does by number. */
export function scriptOf(user: string): SipScript {
  const status = Number(user.slice(-3));
  if (user.endsWith('999')) return { kind: 'dead' };
  if (user.endsWith('0102')) return { kind: 'ring' };
  if (status < 300 || !/^\+?\d+$/u.test(user))
    return { kind: 'answer', ringAfterMs: RING_AFTER_MS, answerAfterMs: ANSWER_AFTER_MS };
  const ringAfterMs = user.includes('5551') ? RING_AFTER_MS : null;
  return { kind: 'refuse', ringAfterMs, refuseAfterMs: 120, status };
}

/** A far end made of SIP messages, reached through a trunk of a real engine. */
export interface SipFarEnds extends PhoneFarEnds {
  readonly peer: SipPeer;
}

/** The far ends of one test: what rang before they were made does not count. */
export function sipFarEnds(peer: SipPeer, engine: TestAsterisk): SipFarEnds {
  const callCountBefore = peer.calls().length;
  /** SIP Call-ID of a leg's channel, as the engine tells it. */
  async function callIdOf(legId: string): Promise<string> {
    const channel = await engine.ask('GET', `channels/${encodeURIComponent(legId)}`);
    if (typeof channel === 'object' && channel !== null && 'protocol_id' in channel) return String(channel.protocol_id);
    throw new Error(`the engine has no channel ${legId}`);
  }
  return {
    peer,
    numbers: NUMBERS,
    // The tests ask about the only leg they dial: every ring since the beginning of the test counts.
    ringCount: async () => peer.calls().length - callCountBefore,
    pressKey: async (legId, digit) => peer.pressKey(await callIdOf(legId), digit),
    hangUp: async (legId) => peer.hangUp(await callIdOf(legId)),
    callIn: async (call) => void peer.callIn(call),
  };
}

/** Opens a far end for an engine that is not there yet: a trunk needs its port first. */
export async function openPeer(engine: () => TestAsterisk | null): Promise<SipPeer> {
  return SipPeer.open({ scriptOf, enginePort: () => engine()?.sipPort ?? 0 });
}
