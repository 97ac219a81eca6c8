import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useWork } from '../wire/queries.ts';
import type { Me } from '../wire/types.ts';
import { Softphone } from './softphone.ts';
import { offState, type SoftphoneState } from './softphoneState.ts';

let phone: Softphone | null = null;

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
  const state = useSyncExternalStore(mine?.watch ?? (() => nothing), mine?.state ?? (() => offState));
  useLostHangUp(mine, state);
  return { phone: mine, state };
}

/** Whether calls can ring in this page; true, too, where the agent has another telephone. */
export function useCanRing(): boolean {
  const { status } = useSyncExternalStore(phone?.watch ?? (() => nothing), phone?.state ?? (() => offState));
  return status !== 'failed' && status !== 'asking';
}

/** How long the phone system may take to end the telephone's side of a call that the workspace knows is over, milliseconds. */
const HANG_UP_MAX_MS = 5_000;

/** A call that ended while the page had no connection to the phone system is ended here, too. */
function useLostHangUp(phone: Softphone | null, state: SoftphoneState): void {
  const call = useWork().data?.active?.call ?? null;
  const isLive = call !== null && call.state !== 'ended';
  const wasLive = useRef(false);
  const isTalking = state.status === 'talking';
  useEffect(() => {
    wasLive.current = isTalking && (isLive || wasLive.current);
    if (!isTalking || isLive || !wasLive.current) return undefined;
    const timer = setTimeout(() => phone?.hangUpLost(), HANG_UP_MAX_MS);
    return () => clearTimeout(timer);
  }, [phone, isTalking, isLive]);
}
