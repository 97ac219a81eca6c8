import { useRef } from 'react';
import type { Call } from '../wire/types.ts';
import { consultEndWords, type Consult } from '../words/calls.ts';

/** What became of the colleague who was asked, while the customer is still on hold because of it; null otherwise. */
export function useConsultEnd(call: Call, nameOf: (agentId: string) => string): string | null {
  const asked = useRef<Consult | null>(null);
  if (call.consult !== null) asked.current = call.consult;
  else if (!call.onHold) asked.current = null;
  const { current } = asked;
  return call.consult !== null || current === null ? null : consultEndWords(current.state, nameOf(current.agentId));
}
