import type { Prompt } from '@ringback/core';
import type { ReleaseCause } from './release-causes.ts';

/** How a call can be refused before it is answered. */
export type Refusal = Extract<ReleaseCause, 'busy' | 'rejected' | 'unallocated' | 'congested'>;

/** What a far end can do on its side of one leg. Nothing has an effect once the leg has ended. */
export interface Line {
  readonly legId: string;
  /** Does something later, unless the leg has ended by then. Simulated milliseconds, before the speed is applied. */
  after(delayMs: number, run: () => void): void;
  /** The phone rings. */
  alert(): void;
  answer(): void;
  refuse(reason: Refusal): void;
  press(digit: string): void;
  /** Lets the phone system hear the beep of a voicemail or a fax. */
  soundMachine(machine: 'voicemail' | 'fax'): void;
  hangUp(): void;
}

/** The party at the other end of one leg: a person, a machine, an agent's phone or the handset. */
export interface FarEnd {
  /** The call exists: it reaches this phone, or this phone has made it. */
  begin(): void;
  /** The leg was answered, by this phone or, for a call in, by us. */
  onAnswered(): void;
  onPrompt(prompt: Prompt): void;
  onMusic(isOn: boolean): void;
  /** The leg was connected with another living leg, or is alone again. */
  onBridged(isBridged: boolean): void;
  onEnded(): void;
  /** What answers instead of a person. */
  readonly machine?: 'voicemail' | 'fax';
}

/** A far end that reacts to nothing, to build others on. */
export const passiveFarEnd: FarEnd = {
  begin() {},
  onAnswered() {},
  onPrompt() {},
  onMusic() {},
  onBridged() {},
  onEnded() {},
};
