import {
  answer,
  Center,
  handle,
  restoreCenter,
  tableNames,
  type AnswerTo,
  type Callback,
  type CallbackRequest,
  type CommandBody,
  type ConfigurationChange,
  type Effect,
  type HistoryEntry,
  type LegEnd,
  type LiveCall,
  type PhoneEvent,
  type Question,
  type Recorded,
  type Reply,
  type Stored,
  type TableName,
} from '@ringback/core';
import { aRequest, changesOf, type BenchConfiguration } from './configuration.ts';
import { checkInvariants } from './invariants.ts';
import { BenchPhone } from './bench-phone.ts';

/** Monday, 2 March 2026, 10:00 UTC: an ordinary working morning. */
export const BENCH_STARTS_AT = Date.UTC(2026, 2, 2, 10);

/** More ticks at one instant than this are an endless loop. */
const TICKS_AT_ONCE_MAX = 100;

/** How a bench behaves beside its configuration. */
export interface BenchOptions extends BenchConfiguration {
  readonly startsAt?: number;
  /** Agents' phones answer at once (the default), or wait for the test. */
  readonly agentPhonesAnswer?: boolean;
  /** Whether the invariants are checked after every command (the default); a long run for its figures goes without. */
  readonly isChecked?: boolean;
}

/** One command with everything that came of it, as it would be committed. */
export interface Step {
  readonly body: CommandBody;
  readonly at: number;
  readonly reply: Reply;
  readonly recorded: Recorded;
}

/**
 * The core on a bench: a centre, a clock that a test moves, rows as a store would keep them, and a phone that does what it is
 * told. After every command the invariants of the design are checked; a violation throws with its number.
 */
export class CoreBench {
  center = new Center();
  now: number;
  readonly phone: BenchPhone;
  readonly steps: Step[] = [];
  readonly history: HistoryEntry[] = [];
  readonly effects: Effect[] = [];
  /** The rows as JSON, by table and key. */
  readonly rows = new Map<TableName, Map<string, string>>();
  private configuration: readonly ConfigurationChange[] = [];
  private readonly isChecked: boolean;
  private commandCount = 0;
  private ticks = { at: 0, count: 0 };

  constructor(options: BenchOptions = {}) {
    this.now = options.startsAt ?? BENCH_STARTS_AT;
    this.isChecked = options.isChecked ?? true;
    this.phone = new BenchPhone(options.agentPhonesAnswer ?? true);
    for (const table of tableNames) this.rows.set(table, new Map());
    this.configure(changesOf(options));
  }

  /** Applies configuration documents and remembers them for a restore. */
  configure(changes: readonly ConfigurationChange[]): Reply {
    const reply = this.do({ kind: 'configure', changes });
    const isReplaced = (old: ConfigurationChange): boolean =>
      changes.some((one) => one.kind === old.kind && one.id === old.id);
    if (reply.ok) this.configuration = [...this.configuration.filter((old) => !isReplaced(old)), ...changes];
    return reply;
  }

  /** Handles a command now, lets the phone act on its effects, and handles what the phone says to them. */
  do(body: CommandBody, actor = 'test'): Reply {
    const reply = this.handleOne(body, actor);
    for (let event = this.phone.takeEvent(); event !== null; event = this.phone.takeEvent())
      this.handleOne({ kind: 'phone', event }, 'phone');
    return reply;
  }

  private handleOne(body: CommandBody, actor: string): Reply {
    const id = this.nextCommandId(body);
    const reply = handle(this.center, { id, actor, body }, this.now);
    const recorded = snapshot(this.center.recorder.take());
    this.keep(recorded);
    const step = { body, at: this.now, reply, recorded };
    this.steps.push(step);
    if (body.kind === 'phone') this.phone.hear(body.event);
    if (this.isChecked) checkInvariants(this, step);
    for (const effect of recorded.effects) this.phone.act(effect.phone);
    return reply;
  }

  /** Commands count. Ticks have numbers of their own: a restarted centre fires fewer of them that find nothing to do. */
  private nextCommandId(body: CommandBody): string {
    if (body.kind !== 'tick') {
      this.commandCount += 1;
      return String(this.commandCount).padStart(26, '0');
    }
    this.ticks =
      this.ticks.at === this.now ? { at: this.now, count: this.ticks.count + 1 } : { at: this.now, count: 1 };
    return `T${this.now}N${this.ticks.count}`.padEnd(26, '0');
  }

  private keep(recorded: Recorded): void {
    for (const change of recorded.changes) {
      const table = this.table(change.table);
      if (change.row === null) table.delete(change.key);
      else table.set(change.key, canonicalJson(change.row));
    }
    this.history.push(...recorded.history);
    this.effects.push(...recorded.effects);
  }

  private table(name: TableName): Map<string, string> {
    const table = this.rows.get(name);
    if (table === undefined) throw new Error(`bench: there is no table ${name}`);
    return table;
  }

  /** Moves the clock on, firing what is due in order, each at exactly its time. */
  advance(durationMs: number): void {
    const targetAt = this.now + durationMs;
    for (
      let dueAt = this.center.dueTimes.nextAt();
      dueAt !== null && dueAt <= targetAt;
      dueAt = this.center.dueTimes.nextAt()
    ) {
      this.now = Math.max(this.now, dueAt);
      this.do({ kind: 'tick' }, 'timer');
      if (this.ticks.count > TICKS_AT_ONCE_MAX)
        throw new Error(`[I1] time stands still at ${this.now}: due again and again`);
    }
    this.now = targetAt;
  }

  /** Asks for a callback; fails when it is refused. Gives the id. */
  request(overrides: Partial<CallbackRequest> = {}): string {
    return idOf(this.do({ kind: 'request_callback', request: aRequest(overrides) }));
  }

  /** Sets agents available. */
  available(...agentIds: readonly string[]): void {
    for (const agentId of agentIds) this.do({ kind: 'set_presence', agentId, presence: 'available', reason: null });
  }

  /** Feeds a phone event. */
  event(event: PhoneEvent): Reply {
    return this.do({ kind: 'phone', event });
  }

  /** A new writer looks the legs up: the phone system has these, answered where somebody picked up. */
  recover(legIds: readonly string[]): Reply {
    const isAnswered = (legId: string): boolean => this.phone.legs.get(legId)?.isAnswered ?? false;
    const livingLegs = legIds.map((legId) => ({ legId, isAnswered: isAnswered(legId) }));
    return this.do({ kind: 'recover', livingLegs }, 'timer');
  }

  /** A call comes in; gives the live call's id. The leg is `legId`. */
  callIn(from: string, legId: string, to = '+12025550190'): string {
    return idOf(this.event({ kind: 'inbound', legId, from, to }));
  }

  /** The customer's phone is answered. */
  customerAnswers(itemId: string): void {
    this.event({ kind: 'answered', legId: this.customerLeg(itemId) });
  }

  /** The customer presses a key. */
  customerPresses(itemId: string, digit: string): void {
    this.event({ kind: 'digit', legId: this.customerLeg(itemId), digit });
  }

  /** The customer's leg ends: unanswered with this cause, or hung up. */
  customerEnds(itemId: string, end: Partial<LegEnd> = {}): void {
    this.event({
      kind: 'ended',
      legId: this.customerLeg(itemId),
      end: { sipStatus: null, q850Cause: 16, endedBy: 'far_end', ...end },
    });
  }

  /** The agent's leg ends. */
  agentEnds(itemId: string): void {
    const legId = this.item(itemId).agentLegId;
    if (legId === null) throw new Error(`bench: ${itemId} has no agent's leg`);
    this.event({ kind: 'ended', legId, end: { sipStatus: null, q850Cause: 16, endedBy: 'far_end' } });
  }

  /** Accepts the offer of an item. */
  accept(itemId: string): Reply {
    return this.do({ kind: 'accept_offer', offerId: this.offerOf(itemId) });
  }

  /** Declines the offer of an item. */
  decline(itemId: string, reason = 'not_ready'): Reply {
    return this.do({ kind: 'decline_offer', offerId: this.offerOf(itemId), reason });
  }

  /** The offer of an item that is being offered. */
  offerOf(itemId: string): string {
    const { offerId } = this.item(itemId);
    if (offerId === null) throw new Error(`bench: ${itemId} is in state ${this.item(itemId).state}, not offered`);
    return offerId;
  }

  /** An open callback or live call. */
  item(itemId: string): Callback | LiveCall {
    const item = this.center.item(itemId);
    if (item === null) throw new Error(`bench: ${itemId} is not open`);
    return item;
  }

  /** An open callback. */
  callback(callbackId: string): Callback {
    const item = this.item(callbackId);
    if (item.kind !== 'callback') throw new Error(`bench: ${callbackId} is no callback`);
    return item;
  }

  /** State of a callback or live call, `closed` when it is. */
  state(itemId: string): string {
    return this.center.item(itemId)?.state ?? 'closed';
  }

  /** How a closed callback ended: its stored row. */
  outcome(callbackId: string): unknown {
    return this.stored('callback', callbackId)['outcome'];
  }

  /** A row as it is stored. */
  stored(table: TableName, key: string): Record<string, unknown> {
    const row = this.table(table).get(key);
    if (row === undefined) throw new Error(`bench: ${table} ${key} is not stored`);
    return JSON.parse(row);
  }

  /** The stored attempts of a callback, in order: their outcomes. */
  attemptOutcomes(callbackId: string): readonly unknown[] {
    return Array.from(this.table('attempt').values(), (row) => JSON.parse(row))
      .filter((row) => row.callbackId === callbackId)
      .sort((a, b) => a.number - b.number)
      .map((row) => row.outcome);
  }

  customerLeg(itemId: string): string {
    const legId = this.item(itemId).customerLegId;
    if (legId === null) throw new Error(`bench: the customer of ${itemId} is not on a line`);
    return legId;
  }

  agent(agentId: string) {
    return this.center.agent(agentId);
  }

  /** Types of the history entries about an item. */
  story(itemId: string): readonly string[] {
    return this.history.filter((entry) => entry.itemId === itemId).map((entry) => entry.type);
  }

  ask<Q extends Question>(question: Q): AnswerTo<Q> {
    return answer(this.center, question, this.now);
  }

  /** Everything stored, as a store would load it: JSON, and of callbacks and calls only what is open. */
  loaded(): Stored {
    const isOpen = (row: { closedAt?: unknown }): boolean => row.closedAt === undefined || row.closedAt === null;
    const load = (name: TableName): { closedAt?: unknown; callbackId?: string }[] =>
      Array.from(this.table(name).values(), (row) => JSON.parse(row)).filter(isOpen);
    const attempt = load('attempt').filter((row) => this.center.callbacks.has(row.callbackId ?? ''));
    const rows: Record<string, unknown[]> = Object.fromEntries(tableNames.map((name) => [name, load(name)]));
    return {
      rows: { ...rows, attempt } as unknown as Stored['rows'], // every table name is in it, by construction
      configuration: this.configuration,
      historySequence: this.center.historySequence,
    };
  }

  /** Throws the centre away and loads it from the stored rows (invariant I7). */
  restart(): void {
    this.center = restoreCenter(this.loaded(), this.now);
    this.keep(snapshot(this.center.recorder.take()));
  }
}

/** JSON that does not depend on the order in which an object's fields were made. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    return isObject ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner;
  });
}

/** The id of a yes; throws the refusal. */
export function idOf(reply: Reply): string {
  if (!reply.ok) throw new Error(`bench: refused: ${reply.rejection.code}: ${reply.rejection.detail}`);
  if (reply.id === null) throw new Error('bench: the reply names nothing');
  return reply.id;
}

/** The code of a refusal, or `ok`. */
export function codeOf(reply: Reply): string {
  return reply.ok ? 'ok' : reply.rejection.code;
}

/** Rows are kept by reference in core: a commit takes them as they are now. */
function snapshot(recorded: Recorded): Recorded {
  return structuredClone(recorded);
}
