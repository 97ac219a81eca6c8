/** The handset of the demo page, as it is on the wire but for the time. */
export interface HandsetSnapshot {
  readonly status: 'idle' | 'ringing' | 'connected';
  readonly legId: string | null;
  readonly caller: string | null;
  readonly promptText: string | null;
  readonly isBridged: boolean;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** The controls of the demo's telephone. What does not fit its state does nothing. */
export interface HandsetControls {
  readonly number: string;
  state(): HandsetSnapshot;
  /** Tells each change. Returns a function that ends it. */
  onState(listener: (state: HandsetSnapshot) => void): () => void;
  answer(): void;
  decline(): void;
  hangUp(): void;
  pressKeys(keys: string): void;
  /** Null when it is in use. */
  call(to: string): { legId: string } | null;
}

/** What a simulated phone does when it is rung. Times in milliseconds. */
export interface SimulatedBehaviour {
  readonly answers: boolean | 'busy' | 'rejects' | 'unallocated' | 'congested' | 'voicemail' | 'fax';
  readonly answerAfterMs: number;
  readonly keys: string;
  readonly talkMs: number | null;
}

/** A simulated customer who calls in. Times in milliseconds. */
export interface SimulatedCallIn {
  readonly from: string;
  readonly to: string;
  readonly keys?: string;
  readonly patienceMs?: number;
  readonly talkMs?: number;
  readonly acceptInvitation?: boolean;
}

/** The world outside, where it is simulated: telephones and time. */
export interface Simulation {
  readonly handset: HandsetControls;
  callIn(call: SimulatedCallIn): { legId: string };
  setSubscriber(number: string, behaviour: SimulatedBehaviour): void;
  clock: {
    now(): number;
    speed(): number;
    set(change: { now?: number; speed?: number }): void;
  };
}
