import type { LegEnd, LivingLeg, PhoneEffect, PhoneEvent, Prompt } from '@ringback/core';
import { broken } from './broken.ts';
import { NetworkLog } from './network-log.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** The party at the other end of a leg: a customer's phone, an agent's phone, a caller. Nothing has an effect once the leg ended. */
export interface FarEnd {
  /** The phone is being rung, or the caller has dialled us. */
  begin(line: Line): void;
  onAnswered(): void;
  /** It is being found out who answered. */
  onListened(): void;
  onPrompt(name: Prompt['name']): void;
  onBridged(isBridged: boolean): void;
  onEnded(): void;
}

/** What a far end can do on its leg. */
export interface Line {
  readonly legId: string;
  after(delayMs: number, run: () => void): void;
  alert(): void;
  answer(): void;
  press(digit: string): void;
  soundMachine(machine: 'voicemail' | 'fax'): void;
  /** The verdict of whoever listens: a person. */
  soundHuman(): void;
  end(q850Cause: number): void;
}

interface SwitchLeg {
  readonly id: string;
  readonly direction: 'outbound' | 'inbound';
  readonly number: string;
  readonly farEnd: FarEnd;
  isAnswered: boolean;
  bridgeId: string | null;
  playId: string | null;
}

/** One time a telephone rang, as the network saw it. */
export interface Ring {
  readonly legId: string;
  readonly at: number;
  readonly number: string;
  readonly isCustomer: boolean;
  /** The node that asked for it, where that is known. */
  readonly nodeId: string | null;
  /** When it was asked for; the network may have taken its time. */
  readonly askedAt: number;
}

/** Who asked the network for something, and when. */
export interface Asker {
  readonly nodeId: string | null;
  readonly askedAt: number;
}

type Dial = Extract<PhoneEffect, { kind: 'dial' }>;

/** Q.850. */
const NETWORK_OUT_OF_ORDER = 38;

const ANNOUNCEMENT_MS: Partial<Record<Prompt['name'], number>> = {
  callback_announcement: 3_000,
  queue_invitation: 4_000,
  voicemail_message: 6_000,
};

/**
 * The phone system of a simulated world, and the witness of every ring: it keeps its legs when nodes die, believes nobody, and
 * knows nothing of the engine. A second dial of a leg is refused, as a real one refuses a second channel of the same id, and held
 * against whoever asked (invariant I2).
 */
export class Switchboard {
  readonly rings: Ring[] = [];
  callCount = 0;
  readonly legs = new Map<string, SwitchLeg>();
  private readonly bridges = new Map<string, Set<string>>();
  /** What really happened to every leg, and who was told. */
  readonly log = new NetworkLog();
  private readonly usedLegIds = new Set<string>();
  /** Legs that were to be hung up, known or not. */
  private readonly hungUpBy = new Map<string, string | null>();
  private readonly listeners = new Map<string, (event: PhoneEvent) => void>();
  private readonly ringListeners: ((ring: Ring) => void)[] = [];
  private readonly scheduler: Scheduler;
  private readonly farEndOf: (dial: Dial) => FarEnd;
  private inboundCount = 0;

  /** `farEndOf` makes whoever has the phone that is rung. */
  constructor(scheduler: Scheduler, farEndOf: (dial: Dial) => FarEnd) {
    this.scheduler = scheduler;
    this.farEndOf = farEndOf;
  }

  /** Tells every ring. */
  onRing(listener: (ring: Ring) => void): void {
    this.ringListeners.push(listener);
  }

  attach(nodeId: string, listener: (event: PhoneEvent) => void): void {
    this.listeners.set(nodeId, listener);
  }

  detach(nodeId: string): void {
    this.listeners.delete(nodeId);
  }

  /** Somebody calls one of our numbers. Gives the leg's id. */
  callIn(from: string, to: string, farEnd: FarEnd): string {
    this.inboundCount += 1;
    const legId = `in${this.inboundCount}`;
    const leg = this.addLeg(legId, 'inbound', from, farEnd);
    this.report({ kind: 'inbound', legId, from, to });
    farEnd.begin(this.lineOf(leg));
    return legId;
  }

  /** Does what an effect asks. Unknown legs are no error. */
  carryOut(effect: PhoneEffect, asker: Asker): void {
    if (effect.kind === 'dial') return this.dial(effect, asker);
    if (effect.kind === 'bridge') return this.bridge(effect.bridgeId, effect.legIds);
    if (effect.kind === 'unbridge') return this.unbridge(effect.bridgeId);
    if (effect.kind === 'record')
      return this.log.recordingBegan(effect.recordingId, effect.bridgeId, this.scheduler.now);
    if (effect.kind === 'stop_recording') return this.log.recordingStopped(effect.recordingId, this.scheduler.now);
    if (effect.kind === 'hang_up') this.hungUpBy.set(effect.legId, asker.nodeId);
    const leg = this.legs.get(effect.legId);
    if (leg === undefined) return;
    if (effect.kind === 'answer') this.answer(leg);
    else if (effect.kind === 'hang_up') this.end(leg, { sipStatus: null, q850Cause: 16, endedBy: 'us' });
    else if (effect.kind === 'play' || effect.kind === 'leave_message') this.play(leg, effect);
    else if (effect.kind === 'detect_machine') leg.farEnd.onListened();
  }

  private dial(dial: Dial, asker: Asker): void {
    if (this.usedLegIds.has(dial.legId)) broken('I2', `the network was asked to ring leg ${dial.legId} a second time`);
    // Two nodes have two connections: the dial of the one before may be on its way still when the next one gives it up. It is
    // hung up as soon as it is heard of; on one connection such a thing must not happen.
    if (this.hungUpBy.get(dial.legId) === asker.nodeId)
      broken('I4', `the network was asked to ring leg ${dial.legId} after it was asked to hang it up`);
    const isCustomer = dial.target.kind === 'number';
    const number = dial.target.kind === 'number' ? dial.target.phoneNumber : dial.target.address;
    const leg = this.addLeg(dial.legId, 'outbound', number, this.farEndOf(dial));
    const ring = { legId: dial.legId, at: this.scheduler.now, number, isCustomer, ...asker };
    this.rings.push(ring);
    for (const listener of this.ringListeners) listener(ring);
    leg.farEnd.begin(this.lineOf(leg));
    this.scheduler.quietlyAfter(dial.ringMs, () => {
      if (this.isUp(leg) && !leg.isAnswered) this.end(leg, { sipStatus: 487, q850Cause: 19, endedBy: 'us' });
    });
  }

  private addLeg(id: string, direction: SwitchLeg['direction'], number: string, farEnd: FarEnd): SwitchLeg {
    this.usedLegIds.add(id);
    this.callCount += 1;
    const leg: SwitchLeg = { id, direction, number, farEnd, isAnswered: false, bridgeId: null, playId: null };
    this.legs.set(id, leg);
    this.log.began(id, direction, this.scheduler.now);
    return leg;
  }

  private isUp(leg: SwitchLeg): boolean {
    return this.legs.get(leg.id) === leg;
  }

  private lineOf(leg: SwitchLeg): Line {
    const ifUp = (run: () => void): void => {
      if (this.isUp(leg)) run();
    };
    return {
      legId: leg.id,
      after: (delayMs, run) => void this.scheduler.quietlyAfter(delayMs, () => ifUp(run)),
      alert: () => ifUp(() => this.report({ kind: 'ringing', legId: leg.id })),
      answer: () => ifUp(() => this.farEndAnswers(leg)),
      press: (digit) => ifUp(() => this.press(leg, digit)),
      soundMachine: (machine) => ifUp(() => this.soundMachine(leg, machine)),
      soundHuman: () => ifUp(() => this.report({ kind: 'human_heard', legId: leg.id })),
      end: (q850Cause) => ifUp(() => this.end(leg, { sipStatus: null, q850Cause, endedBy: 'far_end' })),
    };
  }

  private farEndAnswers(leg: SwitchLeg): void {
    if (leg.isAnswered || leg.direction === 'inbound') return;
    leg.isAnswered = true;
    this.log.answered(leg.id, this.scheduler.now);
    this.report({ kind: 'answered', legId: leg.id });
    leg.farEnd.onAnswered();
  }

  private answer(leg: SwitchLeg): void {
    if (leg.isAnswered) return;
    leg.isAnswered = true;
    leg.farEnd.onAnswered();
  }

  /** The legs that are up now, as a node is told of them that asks. */
  livingLegs(): readonly LivingLeg[] {
    return Array.from(this.legs.values(), ({ id, isAnswered }) => ({ legId: id, isAnswered }));
  }

  /** Lets somebody on some leg act at this very moment: who is being rung answers, who talks hangs up. */
  stir(random: Random): void {
    if (this.legs.size === 0) return;
    const leg = random.pick([...this.legs.values()]);
    if (leg.direction === 'outbound' && !leg.isAnswered) this.farEndAnswers(leg);
    else this.end(leg, { sipStatus: null, q850Cause: 16, endedBy: 'far_end' });
  }

  /**
   * The phone engine dies and is there again at once, with none of its legs and recordings. How a leg ended that had not been
   * answered nobody knows.
   */
  die(): void {
    for (const id of this.log.recordings.keys()) this.log.recordingStopped(id, this.scheduler.now);
    for (const leg of this.legs.values()) {
      this.log.wasLost(leg.id);
      const isKnown = leg.isAnswered || leg.direction === 'inbound';
      this.end(leg, { sipStatus: null, q850Cause: isKnown ? NETWORK_OUT_OF_ORDER : null, endedBy: 'network' });
    }
  }

  private soundMachine(leg: SwitchLeg, machine: 'voicemail' | 'fax'): void {
    this.log.machineSounded(leg.id, machine);
    this.report({ kind: 'machine_heard', legId: leg.id, machine });
  }

  private press(leg: SwitchLeg, digit: string): void {
    leg.playId = null;
    this.log.pressed(leg.id, digit);
    this.report({ kind: 'digit', legId: leg.id, digit });
  }

  private play(leg: SwitchLeg, { playId, prompt }: { playId: string; prompt: Prompt }): void {
    leg.playId = playId;
    this.log.spoke(leg.id, prompt.name);
    leg.farEnd.onPrompt(prompt.name);
    this.scheduler.quietlyAfter(ANNOUNCEMENT_MS[prompt.name] ?? 2_000, () => {
      if (!this.isUp(leg) || leg.playId !== playId) return;
      leg.playId = null;
      this.report({ kind: 'play_finished', legId: leg.id, playId });
    });
  }

  private bridge(bridgeId: string, legIds: readonly string[]): void {
    const members = new Set<string>();
    for (const legId of legIds) {
      const leg = this.legs.get(legId);
      if (leg === undefined) continue;
      leg.bridgeId = bridgeId;
      this.log.bridged(legId, bridgeId);
      members.add(legId);
    }
    this.bridges.set(bridgeId, members);
    for (const legId of members) this.legs.get(legId)?.farEnd.onBridged(members.size > 1);
  }

  private unbridge(bridgeId: string): void {
    const legIds = this.bridges.get(bridgeId) ?? [];
    this.bridges.delete(bridgeId);
    for (const legId of legIds) {
      const leg = this.legs.get(legId);
      if (leg === undefined || leg.bridgeId !== bridgeId) continue;
      leg.bridgeId = null;
      this.log.bridged(legId, null);
      leg.farEnd.onBridged(false);
    }
  }

  private end(leg: SwitchLeg, end: LegEnd): void {
    this.legs.delete(leg.id);
    this.log.ended(leg.id, this.scheduler.now);
    leg.farEnd.onEnded();
    this.report({ kind: 'ended', legId: leg.id, end });
    if (leg.bridgeId === null) return;
    const members = this.bridges.get(leg.bridgeId);
    members?.delete(leg.id);
    if (members?.size === 0) this.bridges.delete(leg.bridgeId);
    for (const legId of members ?? []) this.legs.get(legId)?.farEnd.onBridged(false);
  }

  private report(event: PhoneEvent): void {
    for (const listener of this.listeners.values()) listener(event);
  }
}
