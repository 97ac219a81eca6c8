import { parseHandsetState } from './handset-state.ts';
import type { HandsetState } from './handset-state.ts';

/** What a person does with a telephone. */
export type HandsetAct =
  | { readonly do: 'answer' | 'decline' | 'hang-up' }
  | { readonly do: 'keys'; readonly keys: string }
  | { readonly do: 'call'; readonly to: string };

/** What a line tells the telephone on the page. */
export interface HandsetListener {
  state(state: HandsetState): void;
  /** Whether calls get through, and what the person should know or do; null: nothing. */
  online(isOnline: boolean, trouble?: string | null): void;
}

/** What connects the telephone on the page: the simulated network, or SIP to a real phone system. */
export interface HandsetLine {
  open(listener: HandsetListener): void;
  close(): void;
  /** False when it could not be done. */
  act(act: HandsetAct): Promise<boolean>;
}

/** The line to the simulated network: its state as events, its controls as requests. */
export function simulatedLine(): HandsetLine {
  let events: EventSource | null = null;
  return {
    open(listener) {
      events = new EventSource('/simulated/handset/events');
      events.addEventListener('state', (event) => {
        const state = parseHandsetState(event.data);
        if (state !== null) listener.state(state);
      });
      events.addEventListener('open', () => listener.online(true));
      events.addEventListener('error', () => listener.online(false));
    },
    close: () => events?.close(),
    async act({ do: what, ...body }) {
      const answer = await fetch(`/simulated/handset/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).catch(() => null);
      return answer?.ok === true;
    },
  };
}
