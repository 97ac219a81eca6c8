import type {
  AnswerTo,
  CommandBody,
  Effect,
  HistoryEntry,
  PhoneEffect,
  PhoneEvent,
  Question,
  Reply,
} from '@ringback/core';
import { TryAgainError, type Engine, type EngineOptions, type SubmitOptions } from './engine.ts';
import { EffectOrder } from './effect-order.ts';
import { isKeptUntilDone } from './kept-effects.ts';
import { forwardCommand, forwardQuestion, serveInbox } from './forwarding.ts';
import { realMachine, type Machine } from './machine.ts';
import { Writer, type Message } from './writer.ts';

/** How long a lease lasts; a dead writer's work goes on after at most this and one look more (X3: 5 s). */
const LEASE_MS = 3_000;

/** Makes a centre's engine on this node. Nothing happens until `start`. */
export function createEngine(options: EngineOptions): Engine {
  return new RunningEngine(options);
}

/**
 * The engine around a writer: lease, recovery, wake-ups, effects, and the way to another node's writer. All state is the
 * writer's; this object can always begin again from the database.
 */
class RunningEngine implements Engine {
  private readonly options: EngineOptions;
  private readonly leaseMs: number;
  private readonly machine: Machine;
  private readonly effectOrder = new EffectOrder();
  private readonly listeners = new Set<(entries: readonly HistoryEntry[]) => void>();
  private writer: Writer | null = null;
  private state: 'starting' | 'writer' | 'standby' | 'stopped' = 'starting';
  private cancelWakeUp: (() => void) | null = null;
  private wakeUpAt: number | null = null;
  private endLeaseTimer: (() => void) | null = null;
  private isLeaseBusy = false;
  /** The fence of a commit whose outcome is unknown: it may yet be written, so nothing may be decided under this fence again. */
  private spentFence: number | null = null;
  /** Until when this node certainly holds the lease; a renewal counts from when it was asked for. */
  private leaseUntilAt = 0;
  private endWatch: (() => Promise<void>) | null = null;
  /** The phone's reports while there is no writer; they are handled, in order, once there is one. */
  private phoneBacklog: PhoneEvent[] = [];
  private isPhoneStarted = false;

  constructor(options: EngineOptions) {
    this.options = options;
    this.leaseMs = options.leaseMs ?? LEASE_MS;
    this.machine = options.machine ?? realMachine;
  }

  async start(): Promise<void> {
    const { store, tenantId } = this.options;
    this.endWatch = await store.watch(tenantId, (seen) => {
      if (seen === 'inbox') void this.drainInbox();
    });
    await this.lookAfterLease();
    this.endLeaseTimer = this.machine.every(this.leaseMs / 3, () => void this.lookAfterLease());
  }

  role(): 'starting' | 'writer' | 'standby' {
    return this.state === 'stopped' ? 'starting' : this.state;
  }

  onHistory(listener: (entries: readonly HistoryEntry[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  submit(body: CommandBody, how: SubmitOptions): Promise<Reply> {
    const command = { id: how.id ?? this.options.ids.next(), actor: how.actor, body };
    const writer = this.decidingWriter();
    if (writer === null) return this.elsewhere(() => forwardCommand(this.options, command, how.fingerprint ?? null));
    return new Promise((resolve, reject) => {
      writer.post({ kind: 'command', command, fingerprint: how.fingerprint ?? null, resolve, reject });
    });
  }

  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    const writer = this.decidingWriter();
    if (writer === null) return this.elsewhere(() => forwardQuestion(this.options, question));
    return new Promise((resolve, reject) => {
      // The writer answers with `answer(question)`, whose type belongs to this very question.
      const message: Message = {
        kind: 'question',
        question,
        resolve: (given) => resolve(given as AnswerTo<Q>),
        reject,
      };
      writer.post(message);
    });
  }

  async stop(): Promise<void> {
    this.state = 'stopped';
    this.endLeaseTimer?.();
    this.cancelWakeUp?.();
    await this.endWatch?.();
    const { writer } = this;
    this.writer = null;
    if (this.isPhoneStarted) await this.options.phone.stop();
    await writer?.stop();
    const { store, tenantId, nodeId } = this.options;
    if (writer !== null) await store.releaseLease({ tenantId, nodeId });
  }

  /** The writer once it has recovered: until the legs were looked up nobody may decide, or fire what is due. */
  private decidingWriter(): Writer | null {
    return this.state === 'writer' ? this.writer : null;
  }

  private elsewhere<T>(run: () => Promise<T>): Promise<T> {
    if (this.state !== 'standby') return Promise.reject(new TryAgainError('the contact centre is starting'));
    return run();
  }

  /** Takes or renews the lease; a node that gets it becomes the writer, one that loses it stands by. */
  private async lookAfterLease(): Promise<void> {
    if (this.isLeaseBusy || this.state === 'stopped') return;
    this.isLeaseBusy = true;
    try {
      const lease = await this.holdLease();
      if (lease === null) await this.standBy();
      else if (this.writer === null) await this.takeOffice(lease.fence);
    } catch (error) {
      this.options.log.warn('lease could not be held', { error: String(error) });
    } finally {
      this.isLeaseBusy = false;
    }
  }

  private async holdLease(): Promise<{ fence: number } | null> {
    const at = this.machine.now();
    const { store, tenantId, nodeId } = this.options;
    const lease = await store.holdLease({ tenantId, nodeId, at, ttlMs: this.leaseMs });
    if (lease !== null) this.leaseUntilAt = at + this.leaseMs;
    return lease;
  }

  private async standBy(): Promise<void> {
    const { writer } = this;
    this.writer = null;
    if (this.state !== 'stopped') this.state = 'standby';
    this.cancelWakeUp?.();
    this.cancelWakeUp = null;
    await writer?.stop();
    await this.leavePhone();
  }

  /** What the phone reports is the new writer's to handle; kept here it would be told as news when this node decides again. */
  private async leavePhone(): Promise<void> {
    this.phoneBacklog = [];
    if (!this.isPhoneStarted) return;
    this.isPhoneStarted = false;
    await this.options.phone.stop();
  }

  /** Gives a spent fence up, and with it the lease, so that the commit under way somewhere comes too late (invariant I7). */
  private async takeOffice(fence: number): Promise<void> {
    if (fence !== this.spentFence) return this.becomeWriter(fence);
    const { store, tenantId, nodeId } = this.options;
    await store.releaseLease({ tenantId, nodeId });
    const lease = await this.holdLease();
    if (lease === null) await this.standBy();
    else if (lease.fence !== this.spentFence) await this.becomeWriter(lease.fence);
  }

  /** A million rows take longer to load than a lease lasts: it is renewed meanwhile. */
  private async becomeWriter(fence: number): Promise<void> {
    const endRenewal = this.machine.every(this.leaseMs / 3, () => void this.renewWhileStarting());
    try {
      await this.loadWriter(fence);
    } finally {
      endRenewal();
    }
  }

  /** A lease that went to another node meanwhile needs no answer here: the first commit fails at its fence. */
  private async renewWhileStarting(): Promise<void> {
    if (this.state === 'stopped') return;
    await this.holdLease().catch((error: unknown) => {
      this.options.log.warn('lease could not be renewed while loading', { error: String(error) });
    });
  }

  private async loadWriter(fence: number): Promise<void> {
    const { options } = this;
    if (this.state !== 'stopped') this.state = 'starting';
    const { writer, effects } = await Writer.load({
      tenantId: options.tenantId,
      fence,
      store: options.store,
      now: () => options.clock.now(),
      machine: this.machine,
      parseConfiguration: options.parseConfiguration,
      log: options.log,
      gathering: options.gathering,
      committed: (result) => this.committed(writer, result),
      failed: (error) => this.writerFailed(writer, fence, error),
    });
    this.writer = writer;
    try {
      await this.recover(writer, effects);
    } catch (error) {
      // Without the phone system's word on the legs nothing may be decided: begin again with the next look at the lease.
      this.writer = null;
      await writer.stop();
      throw error;
    }
    // The lease may have gone, or the node have been stopped, while the phone system was asked.
    if (this.writer !== writer) return;
    this.state = 'writer';
    options.log.info('this node decides now', { fence, tenantId: options.tenantId });
    await this.drainInbox();
  }

  /** Looks every leg of the rows up in the phone system before anything else is decided (DESIGN 3, effects). */
  private async recover(writer: Writer, effects: readonly unknown[]): Promise<void> {
    if (!this.isPhoneStarted) {
      await this.options.phone.start((event) => this.phoneReported(event));
      this.isPhoneStarted = true;
    }
    // A dial of an earlier writer of this node may still be on its way: asked now, the phone system would not know it yet.
    await this.effectOrder.idle();
    const legs = await this.options.phone.livingLegs();
    const legIds = legs.map(({ legId }) => legId);
    for (const effect of effects) this.settleOldEffect(writer, effect, legIds);
    const livingLegs = legs.filter(({ legId }) => !this.isArriving(writer, legId));
    await this.post(writer, { kind: 'recover', livingLegs });
    const backlog = this.phoneBacklog;
    this.phoneBacklog = [];
    for (const event of backlog) this.postPhone(writer, event);
  }

  /** A call that came in while nobody decided is no leg left over: its caller is about to be taken in. */
  private isArriving(writer: Writer, legId: string): boolean {
    if (writer.knowsLeg(legId)) return false;
    return this.phoneBacklog.some((event) => event.kind === 'inbound' && event.legId === legId);
  }

  /**
   * Effects of an earlier life are repeated where a leg of theirs still exists, except dials: those are never made twice. A
   * bridge that was committed and not made would leave two people on the line who never hear each other (D1, I9).
   */
  private settleOldEffect(writer: Writer, stored: unknown, legIds: readonly string[]): void {
    const effect = readEffect(stored);
    if (effect === null) return;
    if (effect.phone.kind === 'dial' || !concernsLiving(effect.phone, legIds)) writer.effectDone(effect.id);
    else void this.execute(writer, effect);
  }

  private post(writer: Writer, body: CommandBody): Promise<Reply> {
    const actor = body.kind === 'phone' ? 'phone' : 'timer';
    return new Promise((resolve, reject) => {
      writer.post({
        kind: 'command',
        command: { id: this.options.ids.next(), actor, body },
        fingerprint: null,
        resolve,
        reject,
      });
    });
  }

  private phoneReported(event: PhoneEvent): void {
    const { writer } = this;
    if (writer === null || this.state === 'starting') this.phoneBacklog.push(event);
    else this.postPhone(writer, event);
  }

  /** An event whose commit failed is handled again by the next writer. */
  private postPhone(writer: Writer, event: PhoneEvent): void {
    void this.post(writer, { kind: 'phone', event }).catch(() => this.phoneBacklog.push(event));
  }

  private committed(
    writer: Writer,
    result: { history: readonly HistoryEntry[]; effects: readonly Effect[]; nextDueAt: number | null },
  ): void {
    for (const effect of result.effects) void this.execute(writer, effect);
    if (result.history.length > 0) for (const listener of this.listeners) this.tell(listener, result.history);
    this.planWakeUp(writer, result.nextDueAt);
  }

  private tell(listener: (entries: readonly HistoryEntry[]) => void, entries: readonly HistoryEntry[]): void {
    try {
      listener(entries);
    } catch (error) {
      this.options.log.error('a history listener failed', { error: String(error) });
    }
  }

  private execute(writer: Writer, effect: Effect): Promise<void> {
    return this.effectOrder.run(effect.phone, () => this.askPhone(writer, effect));
  }

  private async askPhone(writer: Writer, effect: Effect): Promise<void> {
    // Who slept past the lease may not ring anybody: another writer may have given this attempt up meanwhile (I2, I4).
    if (effect.phone.kind === 'dial' && this.machine.now() >= this.leaseUntilAt) {
      this.options.log.warn('a dial was not made: the lease has run out', { effectId: effect.id });
      // Whoever decides under the lease again knows at once. If another node does, it has looked the leg up itself, and this fails.
      void this.post(writer, { kind: 'dial_not_made', legId: effect.phone.legId }).catch(() => undefined);
      return;
    }
    try {
      await this.options.phone.execute(effect.phone);
      if (isKeptUntilDone(effect)) writer.effectDone(effect.id);
    } catch (error) {
      this.options.log.error('the phone system refused an effect', { kind: effect.phone.kind, error: String(error) });
    }
  }

  /** One wake-up for the earliest due time. It only posts a tick: what is due is decided by the rows. */
  private planWakeUp(writer: Writer, at: number | null): void {
    if (at === this.wakeUpAt && this.cancelWakeUp !== null) return;
    this.cancelWakeUp?.();
    this.cancelWakeUp = null;
    this.wakeUpAt = at;
    if (at === null || this.writer !== writer) return;
    this.cancelWakeUp = this.options.clock.wakeAt(at, () => {
      this.cancelWakeUp = null;
      if (this.writer === writer) void this.post(writer, { kind: 'tick' }).catch(() => undefined);
    });
  }

  /** Crash-only: memory is dropped and loaded again; the lease decides whether by us. */
  private writerFailed(writer: Writer, fence: number, error: unknown): void {
    this.options.log.warn('a commit failed, the state is loaded again', { error: String(error) });
    this.spentFence = fence;
    if (this.writer !== writer) return;
    this.writer = null;
    if (this.state !== 'stopped') this.state = 'starting';
    this.cancelWakeUp?.();
    this.cancelWakeUp = null;
    void this.lookAfterLease();
  }

  private async drainInbox(): Promise<void> {
    if (this.decidingWriter() === null) return;
    await serveInbox(this.options, this).catch((error: unknown) => {
      this.options.log.warn('the inbox could not be served', { error: String(error) });
    });
  }
}

function concernsLiving(effect: PhoneEffect, legIds: readonly string[]): boolean {
  if (effect.kind === 'bridge') return effect.legIds.some((legId) => legIds.includes(legId));
  // A recording is ended whether its call lives or not; one that began with a bridge nobody is in changes nothing.
  if (effect.kind === 'record' || effect.kind === 'stop_recording') return true;
  return effect.kind === 'unbridge' || legIds.includes(effect.legId);
}

function readEffect(stored: unknown): Effect | null {
  if (typeof stored !== 'object' || stored === null || !('id' in stored) || !('phone' in stored)) return null;
  // Written by core as an Effect and read back whole; a repeat only ever asks the phone system what it was asked before.
  return stored as Effect;
}
