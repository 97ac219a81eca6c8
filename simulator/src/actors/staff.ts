import type { CommandBody, ServicePolicy } from '@ringback/core';
import type { Centre } from '../centre.ts';
import type { Desk } from '../desk.ts';
import type { Profile } from '../profiles.ts';
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';

const minutes = (count: number): number => count * 60_000;

/** What staff need of the world. */
export interface StaffSurroundings {
  readonly scheduler: Scheduler;
  readonly desk: Desk;
  readonly profile: Profile;
  readonly centre: Centre;
  readonly agentIds: readonly string[];
  /** Some callback that is open now, or null. */
  readonly someOpenCallback: (random: Random) => string | null;
}

/** Supervisors and administrators: pause services, change numbers and callbacks, clear up. */
export class Staff {
  private readonly around: StaffSurroundings;
  private readonly random: Random;
  private readonly services: Map<string, ServicePolicy>;

  constructor(around: StaffSurroundings, random: Random) {
    this.around = around;
    this.random = random;
    this.services = new Map(around.centre.services.map((service) => [service.id, service]));
  }

  /** Does something now and then until a time. */
  workUntil(untilAt: number): void {
    const { scheduler, profile } = this.around;
    const nextAt = scheduler.now + 1 + this.random.exponential(minutes(6) / profile.mischief);
    if (nextAt >= untilAt) return;
    scheduler.quietlyAt(nextAt, () => {
      this.act();
      this.workUntil(untilAt);
    });
  }

  private act(): void {
    if (this.random.chance(0.25)) this.changeService();
    else this.touchCallback();
  }

  private changeService(): void {
    const { desk } = this.around;
    const id = this.random.pick([...this.services.keys()]);
    const service = this.services.get(id);
    if (service === undefined) return;
    const parsed: ServicePolicy = this.random.chance(0.6)
      ? { ...service, isPaused: !service.isPaused }
      : this.random.chance(0.3)
        ? { ...service, ...this.someCallPolicy() }
        : this.random.chance(0.5)
          ? {
              ...service,
              callingWindow: this.someWindow(),
            }
          : {
              ...service,
              offerTimeoutMs: this.random.pick([12_000, 20_000]),
              wrapUpMs: this.random.pick([0, 15_000, 30_000]),
            };
    this.services.set(id, parsed);
    desk.send({ kind: 'configure', changes: [{ kind: 'services', id, document: parsed, parsed }] }, 'staff:admin');
    if (parsed.isPaused) this.resumeLater(id);
  }

  /** Recording is switched on or off while people talk, and listening for machines while it rings. */
  private someCallPolicy(): Pick<ServicePolicy, 'recording' | 'machines'> {
    const { random } = this;
    return {
      recording: random.pick(['off', 'mixed', 'mixed_and_sides']),
      machines: { isDetected: random.chance(0.5), hasMessage: random.chance(0.5) },
    };
  }

  /** Usual windows, and some that close over the heads of those who wait. */
  private someWindow(): ServicePolicy['callingWindow'] {
    const { random, around } = this;
    const soon = new Date(around.scheduler.now + minutes(60 + random.int(1, 20))).toISOString().slice(11, 16);
    return random.pick([
      { from: '08:00', to: '21:00', perCountry: {} },
      { from: '08:00', to: '21:00', perCountry: {} },
      { from: random.pick(['10:00', '12:00']), to: '21:00', perCountry: {} },
      { from: '00:00', to: soon, perCountry: {} },
    ]);
  }

  private resumeLater(id: string): void {
    this.around.scheduler.quietlyAfter(minutes(this.random.int(1, 15)), () => {
      const service = this.services.get(id);
      if (service === undefined) return;
      const parsed = { ...service, isPaused: false };
      this.services.set(id, parsed);
      this.around.desk.send(
        { kind: 'configure', changes: [{ kind: 'services', id, document: parsed, parsed }] },
        'staff:admin',
      );
    });
  }

  private touchCallback(): void {
    const callbackId = this.around.someOpenCallback(this.random);
    if (callbackId !== null) this.around.desk.send(this.commandFor(callbackId), 'staff:supervisor');
  }

  private commandFor(callbackId: string): CommandBody {
    const { random, around } = this;
    const kind = random.weighted({ cancel: 2, requeue: 4, retry: 2, close: 1, transfer: 3, delay: 2 });
    if (kind === 'cancel') return { kind: 'cancel_callback', callbackId, by: 'staff', reason: null };
    if (kind === 'requeue') return { kind: 'requeue_callback', callbackId };
    if (kind === 'retry')
      return {
        kind: 'retry_callback',
        callbackId,
        at: random.chance(0.5) ? null : around.scheduler.now + minutes(random.int(1, 60)),
      };
    if (kind === 'close') return { kind: 'close_callback', callbackId, disposition: 'resolved', note: null };
    if (kind === 'delay') return { kind: 'delay_callback', callbackId, forMs: minutes(random.int(0, 20)) };
    const isToAgent = random.chance(0.5);
    return {
      kind: 'transfer_callback',
      callbackId,
      queueId: isToAgent ? null : random.pick(['q_support', 'q_sales']),
      agentId: isToAgent ? random.pick(around.agentIds) : null,
    };
  }
}
