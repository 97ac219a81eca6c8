import type { Clock } from '@ringback/engine';
import type { FarEnd, Line } from './far-end.ts';
import { promptText } from './prompt-text.ts';
import { createSubscriber, defaultBehaviour } from './subscriber.ts';

/** What the handset shows. */
export interface HandsetState {
  readonly status: 'idle' | 'ringing' | 'connected';
  /** Who made the call; null when idle. While an outgoing call waits for its answer the status is `ringing`. */
  readonly direction: 'incoming' | 'outgoing' | null;
  readonly legId: string | null;
  /** The other number: who calls, or who was called. Null when idle or withheld. */
  readonly caller: string | null;
  /** The sentence spoken last; it stays until the next sentence, hold music, a conversation or the end. */
  readonly promptText: string | null;
  readonly isMusicOn: boolean;
  /** True while connected with a person. */
  readonly isBridged: boolean;
  /** When the status began, epoch milliseconds. */
  readonly since: number;
}

/** The telephone on the demo page. What does not fit the state (answering when idle, say) does nothing. */
export interface Handset {
  state(): HandsetState;
  /** Tells each change of state, in place. Returns a function that ends it. */
  onState(listener: (state: HandsetState) => void): () => void;
  answer(): void;
  decline(): void;
  /** Presses keys one after another while connected; characters that are no keys (0-9 * # A-D) are left out. */
  pressKeys(text: string): void;
  /** Ends a connected call, gives an outgoing one up, or declines an incoming one. */
  hangUp(): void;
  /** Calls a number of ours. Null when the handset is in use. */
  call(to: string): { legId: string } | null;
}

/** The handset and its plug: how the network connects calls to it. */
export interface PluggedHandset {
  readonly handset: Handset;
  /** The far end of a call made to the handset. `caller` is the number shown; null when withheld. */
  receive(line: Line, caller: string | null): FarEnd;
}

const NO_CALL = {
  direction: null,
  legId: null,
  caller: null,
  promptText: null,
  isMusicOn: false,
  isBridged: false,
} as const;

/**
 * Makes a handset.
 * @param placeCall makes a call in from the handset to `to` and returns its leg; `connectTo` makes the handset's end of it.
 */
export function createHandset(
  clock: Clock,
  placeCall: (to: string, connectTo: (line: Line) => FarEnd) => { legId: string },
): PluggedHandset {
  let state: HandsetState = { ...NO_CALL, status: 'idle', since: clock.now() };
  let line: Line | null = null;
  const listeners = new Set<(state: HandsetState) => void>();

  function change(next: Partial<HandsetState>): void {
    const isNewStatus = next.status !== undefined && next.status !== state.status;
    state = { ...state, ...next, ...(isNewStatus ? { since: clock.now() } : {}) };
    for (const listener of listeners) listener(state);
  }

  function take(ownLine: Line, call: Pick<HandsetState, 'direction' | 'caller'>): FarEnd {
    line = ownLine;
    return {
      begin() {
        change({ ...NO_CALL, ...call, status: 'ringing', legId: ownLine.legId });
        if (call.direction === 'incoming') ownLine.alert();
      },
      onAnswered: () => change({ status: 'connected' }),
      onPrompt: (prompt) => change({ promptText: promptText(prompt), isMusicOn: false }),
      onMusic: (isMusicOn) => change(isMusicOn ? { isMusicOn, promptText: null } : { isMusicOn }),
      onBridged: (isBridged) => change(isBridged ? { isBridged, promptText: null } : { isBridged }),
      onEnded() {
        line = null;
        change({ ...NO_CALL, status: 'idle' });
      },
    };
  }

  const isRungBy = (direction: HandsetState['direction']) =>
    state.status === 'ringing' && state.direction === direction;

  return {
    receive(ownLine, caller) {
      if (line === null) return take(ownLine, { direction: 'incoming', caller });
      return createSubscriber(ownLine, { ...defaultBehaviour, answers: 'busy' });
    },
    handset: {
      state: () => state,
      onState(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      answer() {
        if (isRungBy('incoming')) line?.answer();
      },
      decline() {
        if (isRungBy('incoming')) line?.refuse('rejected');
      },
      pressKeys(text) {
        for (const key of text.toUpperCase().match(/[0-9*#A-D]/g) ?? []) line?.press(key);
      },
      hangUp() {
        if (isRungBy('incoming')) line?.refuse('rejected');
        else line?.hangUp();
      },
      call(to) {
        if (line !== null) return null;
        return placeCall(to, (ownLine) => take(ownLine, { direction: 'outgoing', caller: to }));
      },
    },
  };
}
