import type { Phone } from '@ringback/engine';

/** Numbers behind which the far end behaves in one known way. */
export interface FarEndNumbers {
  /** Rings, answers within ten seconds, presses nothing, stays until hung up for at least fifteen seconds. */
  readonly answering: string;
  readonly busy: string;
  /** Rings and never answers. */
  readonly silent: string;
  readonly rejecting: string;
  /** Does not exist. */
  readonly unallocated: string;
  /** The network towards it is congested. */
  readonly congested: string;
}

/** The far ends of a driver's network: what they do by themselves, and how a test makes them do more. A driver's test brings them. */
export interface PhoneFarEnds {
  readonly numbers: FarEndNumbers;
  /** How often the far end of a leg was rung, as the far end counts. */
  ringCount(legId: string): Promise<number>;
  /** Makes the far end of an answered leg press a key. */
  pressKey(legId: string, digit: string): Promise<void>;
  /** Makes the far end of a leg hang up. */
  hangUp(legId: string): Promise<void>;
  /** Makes somebody call us. */
  callIn(call: { from: string; to: string }): Promise<void>;
}

/** A driver with a network around it, opened anew for each test. */
export interface PhoneUnderTest {
  readonly phone: Phone;
  readonly farEnds: PhoneFarEnds;
  /** Makes ids unique within the network, so that a suite can run twice against one that remembers. */
  readonly legIdPrefix: string;
  /** Lets this much time pass: moves a test clock, or really waits. */
  passTime(durationMs: number): Promise<void>;
  close(): Promise<void>;
}
