import { useEffect, useRef } from 'react';
import { tellDone } from '../ui/notices.ts';
import { get } from '../wire/api.ts';
import type { Callback, Work } from '../wire/types.ts';
import { lostCustomerWords } from '../words/lostCustomer.ts';

/** Tells what became of a customer who was being rung for the agent, when they are gone and nothing on the page says why. */
export function useLostCustomer(work: Work | undefined): void {
  const rung = useRef<{ readonly id: string; readonly name: string } | null>(null);
  useEffect(() => {
    if (work === undefined) return;
    const before = rung.current;
    const now = work.active?.callback ?? null;
    const isBeingRung = now !== null && (now.state === 'dialing' || now.state === 'confirming');
    rung.current = isBeingRung ? { id: now.id, name: now.name ?? now.phoneNumber } : null;
    if (before === null || isInHand(work, before.id)) return;
    // Nobody is told what cannot be read; the page of the callback has it all.
    get<Callback>(`/v1/callbacks/${encodeURIComponent(before.id)}`).then(
      (callback) => {
        const words = lostCustomerWords(before.name, callback);
        if (words !== null) tellDone(words);
      },
      () => undefined,
    );
  }, [work]);
}

function isInHand({ active, offers, wrapUp }: Work, callbackId: string): boolean {
  const ids = [active?.callback?.id, wrapUp?.callbackId, ...offers.map((offer) => offer.callbackId)];
  return ids.includes(callbackId);
}
