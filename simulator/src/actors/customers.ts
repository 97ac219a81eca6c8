import type { CallbackRequest, CommandBody, Reply } from '@ringback/core';
import { aRequest } from '@ringback/testkit';
import type { Desk } from '../desk.ts';
import type { Profile } from '../profiles.ts';
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Switchboard } from '../switchboard.ts';
import type { NumberBook } from './number-book.ts';
import { CallerPhone, TIRED_PREFIX } from './phones.ts';
import { TOLD_SERVICE_ID, ToldToCall } from './told-to-call.ts';

const minutes = (count: number): number => count * 60_000;

/** How many come in a crowd, and within how long, milliseconds. */
const CROWD_COUNT = 48;
const CROWD_MS = 150;

/** What customers need of the world. */
export interface CustomerSurroundings {
  readonly scheduler: Scheduler;
  readonly desk: Desk;
  readonly switchboard: Switchboard;
  readonly profile: Profile;
  readonly agentIds: readonly string[];
  readonly numbers: NumberBook;
}

const askServices = { svc_support: 5, svc_quick: 4, svc_sales: 4, svc_slow: 2, svc_strict: 2, svc_told: 3 } as const;
const slotServices = { svc_support: 3, svc_strict: 3, svc_sales: 3, svc_video: 2 } as const;
const inboundNumbers = { '+12025550190': 5, '+12025550191': 3, '+12025550193': 1 } as const;

/** Customers: each calls in, asks for a callback now, or picks a time; some come again, move it, or call it off. */
export class Customers {
  private readonly around: CustomerSurroundings;
  private readonly random: Random;
  private count = 0;

  constructor(around: CustomerSurroundings, random: Random) {
    this.around = around;
    this.random = random;
  }

  /** How many have come. */
  get arrivedCount(): number {
    return this.count;
  }

  /** One more customer does what customers do. */
  arrive(): void {
    this.count += 1;
    const random = this.random.fork(`customer ${this.count}`);
    const phoneNumber = this.numberOf(random);
    this.around.numbers.add(phoneNumber);
    const wish = random.weighted({ call: 60, ask: 28, slot: 12 });
    const odd = 0.004 * this.around.profile.mischief;
    const isGreedy = random.chance(odd);
    if (isGreedy) this.askEverywhere(random);
    else if (random.chance(odd)) this.rushForSlot(random);
    else if (random.chance(odd / 4)) this.comeAsCrowd(random);
    else if (wish === 'call') this.callIn(random, phoneNumber);
    else if (wish === 'ask') this.ask(random, { serviceId: random.weighted(askServices), phoneNumber });
    else this.pickSlot(random, phoneNumber);
  }

  /** German, British and American numbers; some customers come back, so that one number has several matters. */
  private numberOf(random: Random): string {
    const isKnown = this.count > 20 && random.chance(0.05 * this.around.profile.mischief);
    const index = isKnown ? random.int(Math.max(0, this.count - 20), this.count) : this.count;
    const country = index % 10;
    if (country < 7) return `+4930${String(1_000_000 + index)}`;
    if (country < 9) return `+44207${String(1_000_000 + index)}`;
    return `+1212555${String(1_000 + (index % 9_000))}`;
  }

  /** Asks for the same thing in every way there is, and is soon tired of being rung. */
  private askEverywhere(random: Random): void {
    const phoneNumber = `${TIRED_PREFIX}${1_000_000 + this.count}`;
    for (const serviceId of ['svc_support', 'svc_sales', 'svc_slow', 'svc_quick'])
      this.around.scheduler.quietlyAfter(random.int(0, 4_000), () => this.request(random, { serviceId, phoneNumber }));
    this.pickSlot(random, phoneNumber);
    for (let times = 0; times < 3; times += 1) this.around.numbers.add(phoneNumber);
    // And has second thoughts, whatever was said on the telephone meanwhile.
    for (const serviceId of ['svc_sales', 'svc_support'])
      this.around.scheduler.quietlyAfter(minutes(random.int(2, 40)), () =>
        this.request(random, { serviceId, phoneNumber }),
      );
  }

  /** More want the next hour of a service than it has places for, all at once. */
  private rushForSlot(random: Random): void {
    const { desk, scheduler } = this.around;
    const serviceId = random.weighted(slotServices);
    const fromAt = scheduler.now;
    const wanted = {
      kind: 'availability',
      serviceId,
      fromAt,
      toAt: fromAt + minutes(60 * 30),
      isFullIncluded: true,
      countMax: 8,
    } as const;
    desk.ask(wanted, (answer) => {
      const slot = answer?.slots[random.int(0, 3)];
      if (slot === undefined) return;
      for (let index = 0; index < 6; index += 1) {
        const phoneNumber = `+4930${String(5_000_000 + this.count * 10 + index)}`;
        const wish = { serviceId, phoneNumber, scheduledFor: slot.startsAt };
        scheduler.quietlyAfter(random.int(0, 2_000), () => this.takeSlot(random, wish));
      }
    });
  }

  /** Everybody who saw it on television asks in the same moment: more than one commit takes. */
  private comeAsCrowd(random: Random): void {
    for (let index = 0; index < CROWD_COUNT; index += 1) {
      const phoneNumber = `+4930${String(7_000_000 + this.count * CROWD_COUNT + index)}`;
      const serviceId = random.weighted({ svc_slow: 2, svc_quick: 1 });
      this.around.scheduler.quietlyAfter(random.int(0, CROWD_MS), () =>
        this.request(random, { serviceId, phoneNumber }),
      );
    }
  }

  private takeSlot(random: Random, wish: { serviceId: string; phoneNumber: string; scheduledFor: number }): void {
    const subjectId = wish.serviceId === 'svc_support' && random.chance(0.5) ? 'billing' : null;
    if (random.chance(0.3)) this.holdThenAsk(random, wish);
    else this.request(random, { ...wish, subjectId });
  }

  private callIn(random: Random, phoneNumber: string): void {
    const { switchboard, profile } = this.around;
    switchboard.callIn(phoneNumber, random.weighted(inboundNumbers), new CallerPhone(profile, random.fork('phone')));
  }

  private ask(random: Random, wish: Pick<CallbackRequest, 'serviceId' | 'phoneNumber'>): void {
    this.request(random, {
      ...wish,
      subjectId: wish.serviceId === 'svc_support' && random.chance(0.2) ? 'billing' : null,
      preferredAgentId: random.chance(0.05) ? random.pick(this.around.agentIds) : null,
      externalId: random.chance(0.05) ? `x${random.int(0, 30)}` : null,
      delivery: random.chance(0.05) ? random.pick(['customer_first', 'agent_first'] as const) : null,
    });
  }

  private pickSlot(random: Random, phoneNumber: string): void {
    const { desk, scheduler } = this.around;
    const serviceId = random.weighted(slotServices);
    const fromAt = scheduler.now;
    desk.ask(
      {
        kind: 'availability',
        serviceId,
        fromAt,
        toAt: fromAt + minutes(60 * 30),
        isFullIncluded: random.chance(0.1),
        countMax: 40,
      },
      (answer) => {
        const slots = (answer?.slots ?? []).slice(0, random.chance(0.7) ? 6 : 40);
        if (slots.length === 0) return;
        const scheduledFor = random.pick(slots).startsAt;
        if (random.chance(0.5)) this.holdThenAsk(random, { serviceId, phoneNumber, scheduledFor });
        else this.request(random, { serviceId, phoneNumber, scheduledFor });
      },
    );
  }

  private holdThenAsk(random: Random, wish: { serviceId: string; phoneNumber: string; scheduledFor: number }): void {
    const { desk, scheduler } = this.around;
    desk.send({ kind: 'hold_slot', serviceId: wish.serviceId, startsAt: wish.scheduledFor }, 'customer', (reply) => {
      if (!reply.ok || reply.id === null) return;
      const slotHoldId = reply.id;
      if (random.chance(0.1)) return;
      scheduler.quietlyAfter(random.int(5_000, 150_000), () => {
        if (random.chance(0.1)) desk.send({ kind: 'release_hold', holdId: slotHoldId }, 'customer');
        else this.request(random, { ...wish, slotHoldId });
      });
    });
  }

  private request(random: Random, wish: Partial<CallbackRequest>): void {
    const request = aRequest(wish);
    this.around.desk.send({ kind: 'request_callback', request }, 'customer', (reply) => {
      if (reply.ok && reply.id !== null) this.live(random, reply.id, request);
      else this.react(random, reply, request);
    });
  }

  /** A full slot is answered with others: most take one. */
  private react(random: Random, reply: Reply, request: CallbackRequest): void {
    if (reply.ok || request.scheduledFor === null) return;
    const [other] = reply.rejection.alternatives ?? [];
    if (other !== undefined && random.chance(0.6))
      this.request(random, { ...request, scheduledFor: other, slotHoldId: null });
  }

  /** What a customer does with a callback they were promised. */
  private live(random: Random, callbackId: string, request: CallbackRequest): void {
    const { scheduler, desk, profile } = this.around;
    const later = (meanMs: number, body: () => CommandBody): void =>
      void scheduler.quietlyAfter(random.exponential(meanMs), () => desk.send(body(), 'customer'));
    if (request.serviceId === TOLD_SERVICE_ID)
      new ToldToCall(this.around, random.fork('told'), request.phoneNumber).wait(callbackId);
    const odd = 0.03 * profile.mischief;
    // Impatient: calls in although a callback is promised.
    if (random.chance(odd))
      scheduler.quietlyAfter(random.exponential(minutes(5)), () => this.callIn(random, request.phoneNumber));
    if (random.chance(odd))
      later(minutes(4), () => ({ kind: 'cancel_callback', callbackId, by: 'customer', reason: null }));
    if (random.chance(odd))
      later(minutes(3), () => ({ kind: 'delay_callback', callbackId, forMs: minutes(random.int(1, 30)) }));
    if (random.chance(odd)) scheduler.quietlyAfter(random.exponential(minutes(2)), () => this.ask(random, request));
    if (random.chance(request.scheduledFor === null ? odd / 3 : odd * 2))
      scheduler.quietlyAfter(random.exponential(minutes(8)), () =>
        this.reschedule(random, callbackId, request.serviceId),
      );
  }

  private reschedule(random: Random, callbackId: string, serviceId: string): void {
    const { desk, scheduler } = this.around;
    desk.ask({ kind: 'closest_slot', serviceId, at: scheduler.now + minutes(random.int(10, 600)) }, (answer) => {
      const slot = answer?.slot ?? null;
      if (slot === null) return;
      // Some want a time that is not to be had: beside the grid of the slots.
      const besideMs = random.chance(0.15) ? minutes(7) : 0;
      const body = { kind: 'reschedule_callback', callbackId, scheduledFor: slot.startsAt + besideMs } as const;
      if (random.chance(0.7)) return desk.send({ ...body, slotHoldId: null }, 'customer');
      desk.send({ kind: 'hold_slot', serviceId, startsAt: slot.startsAt }, 'customer', (reply) => {
        if (reply.ok) desk.send({ ...body, slotHoldId: reply.id }, 'customer');
      });
    });
  }
}
