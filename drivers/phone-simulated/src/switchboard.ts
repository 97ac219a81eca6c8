import type { LivingLeg, PhoneEvent, Prompt } from '@ringback/core';
import type { Clock } from '@ringback/engine';
import { type Bridges, createBridges } from './bridges.ts';
import type { FarEnd, Line } from './far-end.ts';
import { playDurationMs } from './play-durations.ts';
import { legEnds, type ReleaseCause } from './release-causes.ts';

/** What can be seen of a living leg from outside. */
export interface LegView {
  readonly legId: string;
  readonly direction: 'outbound' | 'inbound';
  /** The number or address of the far end. */
  readonly number: string;
  readonly state: 'calling' | 'ringing' | 'answered';
  readonly bridgeId: string | null;
  readonly isMuted: boolean;
  readonly isMusicOn: boolean;
  /** The prompt being spoken now. */
  readonly promptName: Prompt['name'] | null;
  /** The legs this one hears: those in its bridge that are not muted. */
  readonly hearsLegIds: readonly string[];
}

interface Play {
  readonly playId: string;
  readonly promptName: Prompt['name'];
  readonly cancel: () => void;
}

interface LiveLeg {
  readonly id: string;
  readonly direction: LegView['direction'];
  readonly number: string;
  readonly farEnd: FarEnd;
  readonly wakeUps: Set<() => void>;
  readonly playIds: Set<string>;
  state: LegView['state'];
  play: Play | null;
  isMuted: boolean;
  isMusicOn: boolean;
  isBridged: boolean;
}

/** How long is listened before it is said who answered, milliseconds. */
const VERDICT_AFTER_MS = 1_200;

/** A call about to exist. */
export interface NewCall {
  readonly legId: string;
  readonly direction: LegView['direction'];
  readonly number: string;
  /** Makes the party that answers or calls. */
  readonly connectTo: (line: Line) => FarEnd;
}

/** The inside of the simulated network: legs, what is played to them, who hears whom. Legs that are not alive are ignored everywhere. */
export class Switchboard {
  readonly #clock: Clock;
  #speedRatio: number;
  readonly #report: (event: PhoneEvent) => void;
  readonly #legs = new Map<string, LiveLeg>();
  readonly #bridges: Bridges = createBridges();

  constructor(setup: { clock: Clock; speedRatio: number; report: (event: PhoneEvent) => void }) {
    this.#clock = setup.clock;
    this.#speedRatio = setup.speedRatio;
    this.#report = setup.report;
  }

  /** Divides durations that begin from now on. */
  setSpeed(speedRatio: number): void {
    this.#speedRatio = speedRatio;
  }

  place(call: NewCall): void {
    const leg: LiveLeg = {
      id: call.legId,
      direction: call.direction,
      number: call.number,
      farEnd: call.connectTo(this.#lineOf(call.legId)),
      wakeUps: new Set(),
      playIds: new Set(),
      state: 'calling',
      play: null,
      isMuted: false,
      isMusicOn: false,
      isBridged: false,
    };
    this.#legs.set(leg.id, leg);
    leg.farEnd.begin();
  }

  /** Gives an outbound leg up when nobody has answered in time. */
  limitRinging(legId: string, ringMs: number): void {
    this.after(legId, ringMs, () => {
      if (this.#legs.get(legId)?.state !== 'answered') this.end(legId, 'not_answered');
    });
  }

  /** We answer a call in. A leg we dialled is answered by its far end only. */
  answerInbound(legId: string): void {
    if (this.#legs.get(legId)?.direction === 'inbound') this.answer(legId);
  }

  answer(legId: string): void {
    const leg = this.#legs.get(legId);
    if (leg === undefined || leg.state === 'answered') return;
    leg.state = 'answered';
    this.#report({ kind: 'answered', legId });
    leg.farEnd.onAnswered();
    this.#tellCompany([legId, ...this.#bridges.othersWith(legId)]);
  }

  /** We hang up, or cancel a call that was not answered. */
  hangUp(legId: string): void {
    this.end(legId, this.#legs.get(legId)?.state === 'answered' ? 'hung_up_by_us' : 'cancelled_by_us');
  }

  end(legId: string, cause: ReleaseCause): void {
    const leg = this.#legs.get(legId);
    if (leg === undefined) return;
    this.#legs.delete(legId);
    leg.play?.cancel();
    for (const cancel of leg.wakeUps) cancel();
    const company = this.#bridges.leave(legId);
    this.#report({ kind: 'ended', legId, end: legEnds[cause] });
    leg.farEnd.onEnded();
    this.#tellCompany(company);
  }

  /** Speaks a prompt in place of what is spoken or played now. A play id already known to the leg is a repeat. */
  play(legId: string, playId: string, prompt: Prompt): void {
    const leg = this.#legs.get(legId);
    if (leg === undefined || leg.playIds.has(playId)) return;
    leg.playIds.add(playId);
    this.#finishPlay(leg);
    leg.isMusicOn = false;
    const endsAt = this.#clock.now() + this.#scaled(playDurationMs(prompt));
    const cancel = this.#clock.wakeAt(endsAt, () => this.#finishPlay(leg));
    leg.play = { playId, promptName: prompt.name, cancel };
    if (leg.state === 'answered') leg.farEnd.onPrompt(prompt);
  }

  setMusic(legId: string, isOn: boolean): void {
    const leg = this.#legs.get(legId);
    if (leg === undefined || leg.isMusicOn === isOn) return;
    leg.isMusicOn = isOn;
    // Music asked for during a prompt begins when the prompt is over, as a real phone system does it.
    if (leg.play === null || !isOn) leg.farEnd.onMusic(isOn);
  }

  /** Tells who answered, a little later, as a phone system that listens does. */
  detectMachine(legId: string): void {
    this.after(legId, VERDICT_AFTER_MS, () => {
      const machine = this.#legs.get(legId)?.farEnd.machine ?? null;
      this.#report(machine === null ? { kind: 'human_heard', legId } : { kind: 'machine_heard', legId, machine });
    });
  }

  mute(legId: string, isOn: boolean): void {
    const leg = this.#legs.get(legId);
    if (leg !== undefined) leg.isMuted = isOn;
  }

  bridge(bridgeId: string, legIds: readonly string[]): void {
    const living = legIds.filter((legId) => this.#legs.has(legId));
    for (const legId of living) this.setMusic(legId, false);
    this.#tellCompany(this.#bridges.connect(bridgeId, living));
  }

  unbridge(bridgeId: string): void {
    this.#tellCompany(this.#bridges.dissolve(bridgeId));
  }

  /** The far end presses a key on an answered leg: what is being spoken stops. */
  press(legId: string, digit: string): void {
    const leg = this.#legs.get(legId);
    if (leg?.state !== 'answered') return;
    this.#report({ kind: 'digit', legId, digit });
    this.#finishPlay(leg);
  }

  livingLegs(): readonly LivingLeg[] {
    return Array.from(this.#legs.values(), ({ id, state }) => ({ legId: id, isAnswered: state === 'answered' }));
  }

  views(): readonly LegView[] {
    return [...this.#legs.values()].map((leg) => ({
      legId: leg.id,
      direction: leg.direction,
      number: leg.number,
      state: leg.state,
      bridgeId: this.#bridges.bridgeOf(leg.id),
      isMuted: leg.isMuted,
      isMusicOn: leg.isMusicOn,
      promptName: leg.play?.promptName ?? null,
      hearsLegIds: this.#companyOf(leg).filter((other) => this.#legs.get(other)?.isMuted === false),
    }));
  }

  /** Does something `delayMs` of simulated time from now, unless the leg has ended by then. */
  after(legId: string, delayMs: number, run: () => void): void {
    const leg = this.#legs.get(legId);
    if (leg === undefined) return;
    const cancel = this.#clock.wakeAt(this.#clock.now() + this.#scaled(delayMs), () => {
      leg.wakeUps.delete(cancel);
      run();
    });
    leg.wakeUps.add(cancel);
  }

  /** Drops every leg and wake-up without a word, as a power cut does. */
  powerOff(): void {
    for (const leg of this.#legs.values()) {
      leg.play?.cancel();
      for (const cancel of leg.wakeUps) cancel();
      this.#bridges.leave(leg.id);
    }
    const farEnds = [...this.#legs.values()].map((leg) => leg.farEnd);
    this.#legs.clear();
    for (const farEnd of farEnds) farEnd.onEnded();
  }

  #lineOf(legId: string): Line {
    return {
      legId,
      after: (delayMs, run) => this.after(legId, delayMs, run),
      alert: () => this.#alert(legId),
      answer: () => this.answer(legId),
      refuse: (reason) => this.end(legId, reason),
      press: (digit) => this.press(legId, digit),
      soundMachine: (machine) => {
        if (this.#legs.has(legId)) this.#report({ kind: 'machine_heard', legId, machine });
      },
      hangUp: () => this.end(legId, 'hung_up_by_far_end'),
    };
  }

  #alert(legId: string): void {
    const leg = this.#legs.get(legId);
    if (leg?.state !== 'calling') return;
    leg.state = 'ringing';
    this.#report({ kind: 'ringing', legId });
  }

  #finishPlay(leg: LiveLeg): void {
    if (leg.play === null) return;
    leg.play.cancel();
    this.#report({ kind: 'play_finished', legId: leg.id, playId: leg.play.playId });
    leg.play = null;
    if (leg.isMusicOn) leg.farEnd.onMusic(true);
  }

  /** The other answered legs in the same bridge. A leg that was not answered hears and says nothing. */
  #companyOf(leg: LiveLeg): readonly string[] {
    if (leg.state !== 'answered') return [];
    return this.#bridges.othersWith(leg.id).filter((other) => this.#legs.get(other)?.state === 'answered');
  }

  #tellCompany(legIds: readonly string[]): void {
    for (const legId of legIds) {
      const leg = this.#legs.get(legId);
      if (leg === undefined) continue;
      const isBridged = this.#companyOf(leg).length > 0;
      if (isBridged === leg.isBridged) continue;
      leg.isBridged = isBridged;
      leg.farEnd.onBridged(isBridged);
    }
  }

  #scaled(durationMs: number): number {
    return Math.round(durationMs / this.#speedRatio);
  }
}
