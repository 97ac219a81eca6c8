import type { PhoneCentre } from './phone-centre.ts';

const LOOK_EVERY_MS = 100;
/** Somebody who hears nothing presses their key again after this time, milliseconds. */
const PRESS_AGAIN_MS = 1_500;

/**
 * Does what people do again and again, until the function that is given back is called. What fails is passed over: the server may be
 * dead, or have decided otherwise meanwhile.
 */
export function actAgainAndAgain(act: () => Promise<void>): () => Promise<void> {
  let isOver = false;
  const acting = (async () => {
    while (!isOver) {
      await act().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();
  return async () => {
    isOver = true;
    await acting;
  };
}

/** An agent accepts what is offered of these callbacks, and is available again when the centre took them for away. */
export async function takeOffers(
  centre: PhoneCentre,
  agentId: string,
  mayTake: (callbackId: string) => boolean,
): Promise<void> {
  const { offers, agent } = await centre.work(agentId);
  const offer = offers.find(({ callbackId }) => callbackId !== null && mayTake(callbackId));
  if (offer !== undefined)
    await centre.server().request('POST', `/v1/offers/${offer.id}/accept`, {}, `accept ${offer.id}`);
  else if (agent.presence !== 'available') await centre.setPresence(agentId, 'available');
}

/** Presses 1 in a call each time it is called, but not again before a while has passed. */
export function createOnePresser(press: (callId: string, key: string) => void): (callId: string) => void {
  const pressedAtMs = new Map<string, number>();
  return (callId) => {
    const now = performance.now();
    if (now - (pressedAtMs.get(callId) ?? Number.NEGATIVE_INFINITY) < PRESS_AGAIN_MS) return;
    pressedAtMs.set(callId, now);
    press(callId, '1');
  };
}
