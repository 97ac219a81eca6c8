import { useEffect, useSyncExternalStore } from 'react';
import type { Me } from '../wire/types.ts';
import { Softphone, type SoftphoneState } from './softphone.ts';

let phone: Softphone | null = null;

const noPhone: SoftphoneState = { status: 'off', problem: null, quality: null, microphone: null };
const nothing = (): void => undefined;

/** Starts the telephone of this page for an agent who has one, and gives its state. */
export function useSoftphone(me: Me): { phone: Softphone | null; state: SoftphoneState } {
  const agentId = me.softphone ? me.agentId : null;
  if (agentId !== null && typeof RTCPeerConnection !== 'undefined') phone ??= new Softphone(agentId);
  useEffect(() => {
    if (agentId === null || phone === null) return undefined;
    void phone.start();
    return () => {
      phone?.stop();
      phone = null;
    };
  }, [agentId]);
  const mine = agentId === null ? null : phone;
  const state = useSyncExternalStore(mine?.watch ?? (() => nothing), mine?.state ?? (() => noPhone));
  return { phone: mine, state };
}
