import type { LivingLeg, PhoneEffect, PhoneEvent } from '@ringback/core';
import type { Phone } from '@ringback/engine';
import type { SimulatedNode, Surroundings } from './node.ts';
import type { Profile } from './profiles.ts';
import type { Random } from './random.ts';
import type { PhoneSession } from './network-log.ts';
import type { Scheduler } from './scheduler.ts';
import type { Switchboard } from './switchboard.ts';

/** The longest a request may take to reach the network, milliseconds. */
const SLOW_MAX_MS = 7_000;

/** The longest an event may be late, milliseconds. */
const LATE_MAX_MS = 20_000;

/** A node's connection to the phone system. What it reports may be late, lost, repeated or out of order. */
export class PhoneLink implements Phone {
  private readonly node: SimulatedNode;
  private readonly switchboard: Switchboard;
  private readonly scheduler: Scheduler;
  private readonly profile: Profile;
  private readonly random: Random;
  private listener: ((event: PhoneEvent) => void) | null = null;
  private session: PhoneSession | null = null;
  /** When the last event of all arrives, so that a later one does not overtake it by chance. */
  private lastArrivalAt = 0;

  constructor(node: SimulatedNode, { switchboard, scheduler, profile }: Surroundings, random: Random) {
    this.node = node;
    this.switchboard = switchboard;
    this.scheduler = scheduler;
    this.profile = profile;
    this.random = random;
  }

  start(listener: (event: PhoneEvent) => void): Promise<void> {
    this.listener = listener;
    this.session = this.openSession();
    return this.ask(() => this.switchboard.attach(this.node.id, (event) => this.deliver(event)));
  }

  execute(effect: PhoneEffect): Promise<void> {
    if (this.random.chance(this.profile.faults.effectRefusedRatio)) {
      this.switchboard.log.refused(effect);
      return new Promise((_resolve, reject) => {
        this.node.at(this.node.now + this.travelMs(), () => reject(new Error('the phone system refused')));
      });
    }
    const isSlow = this.random.chance(this.profile.faults.effectSlowRatio);
    const delayMs = isSlow ? this.random.int(1, SLOW_MAX_MS) : 0;
    const asker = { nodeId: this.node.id, askedAt: this.scheduler.now };
    return this.ask(() => this.switchboard.carryOut(effect, asker), delayMs);
  }

  livingLegs(): Promise<readonly LivingLeg[]> {
    const { session } = this;
    return this.ask(() => {
      if (session !== null) session.lookedUpAt = this.scheduler.now;
      const legs = this.switchboard.livingLegs();
      // Just then, before the answer is there: what a writer that looks legs up must not miss.
      if (this.random.chance(this.profile.faults.stirRatio)) this.switchboard.stir(this.random);
      return legs;
    });
  }

  stop(): Promise<void> {
    this.listener = null;
    if (this.session !== null) this.session.isOpen = false;
    this.switchboard.detach(this.node.id);
    return Promise.resolve();
  }

  private openSession(): PhoneSession {
    const { node } = this;
    const session: PhoneSession = {
      nodeId: node.id,
      isOpen: true,
      lookedUpAt: -Infinity,
      isSteady: (forMs) => node.isAlive && node.isSteady(forMs),
      latestClock: () => node.latestClock,
      isDeciding: () => node.engine.role() === 'writer',
    };
    this.switchboard.log.opened(session);
    return session;
  }

  private ask<T>(serve: () => T, delayMs = 0): Promise<T> {
    return new Promise((resolve) => {
      this.scheduler.quietlyAfter(delayMs + this.travelMs(), () => {
        const value = serve();
        this.node.at(this.node.now + this.travelMs(), () => resolve(value));
      });
    });
  }

  private deliver(event: PhoneEvent): void {
    const { eventLateRatio, eventLostRatio, eventRepeatedRatio, eventReorderedRatio } = this.profile.faults;
    if (this.random.chance(eventLostRatio)) return this.switchboard.log.lost(event);
    let at = Math.max(this.lastArrivalAt, this.node.now + this.travelMs());
    if (this.random.chance(eventReorderedRatio)) this.hand(event, at + this.random.int(1, 3_000));
    else {
      if (this.random.chance(eventLateRatio)) at += this.random.int(1, LATE_MAX_MS);
      else this.lastArrivalAt = at;
      this.hand(event, at);
    }
    if (this.random.chance(eventRepeatedRatio)) this.hand(event, at + this.random.int(0, 5_000));
  }

  private hand(event: PhoneEvent, at: number): void {
    this.node.at(at, () => {
      const { session } = this;
      if (this.listener === null || session === null) return;
      this.switchboard.log.told(event, session, this.scheduler.now);
      this.listener(event);
    });
  }

  private travelMs(): number {
    const [from, to] = this.profile.phoneMs;
    return this.random.int(from, to) >> 1;
  }
}
