import {
  answer,
  Center,
  handle,
  type CommandBody,
  type ConfigurationChange,
  type PhoneEffect,
  type PhoneEvent,
  type Recorded,
  type Reply,
  type WaitEstimate,
} from '@ringback/core';

/** Sunday, 1 March 2026, 00:00 UTC: when worlds begin. The services of the worlds are always open. */
const WORLD_STARTS_AT = Date.UTC(2026, 2, 1);

/** Told when core has put a caller through to an agent. */
export type ConnectedListener<Caller> = (caller: Caller, agentId: string) => void;

/**
 * The real core, driven in the time of a world: callers are phone events, agents are presence commands, and what core asks
 * of the phone is done at once. Core's clock is whole milliseconds, so it is told the world's time rounded down; timers
 * fire at their own time, as the engine's would.
 */
export class CenterDriver<Caller extends object> {
  private readonly center = new Center();
  /** Commands handled so far, ticks included. */
  commandCount = 0;
  private readonly listener: ConnectedListener<Caller>;
  private readonly callers = new Map<string, { readonly caller: Caller; readonly legId: string }>();
  private readonly legIds = new Map<Caller, string>();
  private readonly reports: PhoneEvent[] = [];
  private legCount = 0;

  constructor(configuration: readonly ConfigurationChange[], listener: ConnectedListener<Caller>) {
    this.listener = listener;
    mustBeTaken(this.handleNow({ kind: 'configure', changes: configuration }, WORLD_STARTS_AT));
  }

  /** What core would tell somebody who asks for this service now; null when it says nothing. */
  estimatedWait(serviceId: string, at: number): WaitEstimate | null {
    return answer(this.center, { kind: 'wait', serviceId }, instantOf(at))?.estimatedWait ?? null;
  }

  /** A call comes in. When an agent is free the listener hears of it before this returns. */
  callIn(caller: Caller, from: string, to: string, at: number): void {
    this.legCount += 1;
    const legId = `leg_in${this.legCount}`;
    const now = instantOf(at);
    const reply = mustBeTaken(this.handleNow({ kind: 'phone', event: { kind: 'inbound', legId, from, to } }, now));
    if (reply.id === null) throw new Error('world: a call came in and core did not name it');
    this.callers.set(reply.id, { caller, legId });
    this.legIds.set(caller, legId);
    this.settle(now);
  }

  /** The caller hangs up: out of the line, or at the end of the conversation. */
  hangUp(caller: Caller, at: number): void {
    const legId = this.legIds.get(caller);
    if (legId === undefined) throw new Error('world: somebody hangs up who is not on the line');
    this.legIds.delete(caller);
    const end = { sipStatus: null, q850Cause: 16, endedBy: 'far_end' } as const;
    this.do({ kind: 'phone', event: { kind: 'ended', legId, end } }, at);
  }

  /** An agent comes or goes. Who is talking goes afterwards. */
  setPresence(agentId: string, presence: 'available' | 'offline', at: number): void {
    this.do({ kind: 'set_presence', agentId, presence, reason: null }, at);
  }

  /** Fires the timers that are due by now, each at its own time. */
  advanceTo(at: number): void {
    this.fireTimers(instantOf(at));
  }

  private do(body: CommandBody, at: number): void {
    const now = instantOf(at);
    mustBeTaken(this.handleNow(body, now));
    this.settle(now);
  }

  /** The phone reports, and timers due at this very time (the end of a wrap-up of 0) fire, until nothing is left. */
  private settle(now: number): void {
    for (let event = this.reports.shift(); event !== undefined; event = this.reports.shift())
      mustBeTaken(this.handleNow({ kind: 'phone', event }, now));
    this.fireTimers(now);
  }

  private fireTimers(now: number): void {
    const { dueTimes } = this.center;
    for (let dueAt = dueTimes.nextAt(); dueAt !== null && dueAt <= now; dueAt = dueTimes.nextAt()) {
      mustBeTaken(this.handleNow({ kind: 'tick' }, dueAt));
      if (this.reports.length > 0) this.settle(now);
    }
  }

  private handleNow(body: CommandBody, now: number): Reply {
    this.commandCount += 1;
    const id = String(this.commandCount).padStart(26, '0');
    const reply = handle(this.center, { id, actor: 'world', body }, now);
    this.follow(this.center.recorder.take());
    return reply;
  }

  private follow(recorded: Recorded): void {
    for (const entry of recorded.history) {
      if (entry.type === 'live_call.connected') this.connected(entry.itemId, entry.agentId);
      else if (entry.type === 'live_call.closed' && entry.itemId !== null) this.callers.delete(entry.itemId);
    }
    for (const effect of recorded.effects) this.act(effect.phone);
  }

  private connected(itemId: string | null, agentId: string | null): void {
    const known = itemId === null ? undefined : this.callers.get(itemId);
    if (known === undefined || agentId === null) throw new Error(`world: core connected ${itemId}, whom nobody knows`);
    this.listener(known.caller, agentId);
  }

  private act(effect: PhoneEffect): void {
    if (effect.kind === 'dial') this.reports.push({ kind: 'answered', legId: effect.legId });
    else if (effect.kind === 'hang_up')
      this.reports.push({
        kind: 'ended',
        legId: effect.legId,
        end: { sipStatus: null, q850Cause: 16, endedBy: 'us' },
      });
  }
}

function instantOf(at: number): number {
  return WORLD_STARTS_AT + Math.floor(at);
}

function mustBeTaken(reply: Reply): Extract<Reply, { ok: true }> {
  if (!reply.ok) throw new Error(`world: core refused: ${reply.rejection.code}: ${reply.rejection.detail}`);
  return reply;
}
