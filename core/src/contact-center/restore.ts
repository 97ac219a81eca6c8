import { z } from 'zod';
import { agentStateRow } from '../agents/agent-state.ts';
import { slotHoldRow, slotKey, slotRow } from '../calendar/slot-book.ts';
import { attemptRow } from '../callback/attempt.ts';
import type { Callback } from '../callback/callback.ts';
import { readCallback } from '../callback/read-callback.ts';
import { callInRow, dueAtOf } from '../calls/call-in-request.ts';
import { legRow } from '../calls/leg.ts';
import { countCustomerLeg } from '../calls/legs.ts';
import { liveCallRow, type LiveCall } from '../calls/live-call.ts';
import { wrongCodesDueAt, wrongCodesRow } from '../calls/wrong-codes.ts';
import { hashOf, Hashes } from '../callback/text-hash.ts';
import { isInLine } from '../routing/matching.ts';
import { offerRow } from '../routing/offer.ts';
import { newLearnedRates, type LearnedRates } from '../waiting/index.ts';
import { Center } from './center.ts';
import type { TableName } from './changes.ts';
import type { ConfigurationChange } from './configuration.ts';
import { adoptConfiguration } from './configure.ts';
import { DueList } from './due-times.ts';
import { parseRow } from './parse-row.ts';
import { Turn } from './turn.ts';

const suppressionRow = z.object({ phoneNumber: z.string(), at: z.number(), reason: z.string() });

const fadingRatio = z.object({ at: z.number().nullable(), weightCount: z.number(), totalMs: z.number() });
const learnedRow = z.object({
  queueId: z.string(),
  settings: z.object({
    handleHalfLifeMs: z.number(),
    patienceHalfLifeMs: z.number(),
    handlePrior: z.object({ expectedHandleMs: z.number(), weightCount: z.number() }).nullable(),
    patiencePrior: z.object({ abandonedCount: z.number(), waitedMs: z.number() }),
  }),
  handle: fadingRatio,
  patience: fadingRatio,
  handleObservedCount: z.number(),
  lastServiceStarts: z.array(z.object({ at: z.number(), waitedMs: z.number() })),
  paces: z
    .record(
      z.string(),
      z.object({
        at: z.number().nullable(),
        dialCount: z.number(),
        confirmedCount: z.number(),
        confirmingMs: z.number(),
        answerCount: z.number(),
        lateCount: z.number(),
      }),
    )
    .default({}),
});

/** Everything that is stored of a centre, as unknown rows, and its configuration already parsed. */
export interface Stored {
  readonly rows: Readonly<Record<Exclude<TableName, 'configuration'>, readonly unknown[]>>;
  readonly configuration: readonly ConfigurationChange[];
  readonly historySequence: number;
}

/**
 * A centre that is being loaded: callbacks are taken in as they arrive, so that a million of them need not lie in memory as
 * they came. The indexes are made at the end, when their size is known: growing them step by step took three times as long.
 * What they are made of is gathered while each callback is at hand; later it would have to be fetched from memory again.
 */
export class Restoring {
  private readonly center = new Center();
  private readonly callbacks: Callback[] = [];
  private readonly idHashes = new Hashes();
  private readonly numberHashes = new Hashes();
  private readonly items = new DueList('item');
  private readonly reviews = new DueList('review');
  private readonly expiries = new DueList('expiry');
  private readonly openCounts = new Map<string, Counter>();

  /** Takes a row in, and gives what is to stand in its place in `Stored`. Throws on one that is not readable. */
  read(table: TableName, row: unknown): unknown {
    if (table !== 'callback') return row;
    this.take(readCallback(row));
    return TAKEN;
  }

  /** Builds the live state from what was read and the other rows. */
  finish(stored: Stored, now: number): Center {
    for (const row of stored.rows.callback) if (row !== TAKEN) this.read('callback', row);
    const { center } = this;
    center.historySequence = stored.historySequence;
    restoreConfiguration(center, stored.configuration);
    this.restoreCallbacks(center);
    restoreRows(center, stored.rows);
    const turn = new Turn(center, now, { id: 'restore', actor: 'timer' });
    restoreDueTimes(turn);
    adoptConfiguration(turn);
    return center;
  }

  private take(callback: Callback): void {
    const { id, serviceId } = callback;
    this.callbacks.push(callback);
    this.idHashes.push(hashOf(id));
    this.numberHashes.push(hashOf(callback.phoneNumber));
    const { dueAt, reviewAt, expiresAt } = callback;
    if (dueAt !== null) this.items.push(dueAt, id);
    if (reviewAt !== null) this.reviews.push(reviewAt, id);
    if (expiresAt !== null) this.expiries.push(expiresAt, id);
    if (callback.call !== null) this.center.itemByCallId.set(callback.call.id, id);
    if (callback.externalId !== null) this.center.openByExternalId.set(callback.externalId, id);
    const known = this.openCounts.get(serviceId);
    if (known === undefined) this.openCounts.set(serviceId, { count: 1 });
    else known.count += 1;
  }

  private restoreCallbacks(center: Center): void {
    const { callbacks } = this;
    center.dueTimes.pushAll([this.items, this.reviews, this.expiries]);
    center.openByNumber.addAll(callbacks, this.numberHashes);
    for (const [serviceId, { count }] of this.openCounts) center.openCountByService.set(serviceId, count);
    center.callbacks.adopt(callbacks, this.idHashes);
    // Not as they arrive: what is old by now need not be told to the collector when it points to what is new.
    for (const callback of callbacks) if (isInLine(callback)) center.standInLine(callback);
  }
}

/** In place of a row that was read on its arrival. */
const TAKEN = null;

interface Counter {
  count: number;
}

/** Builds the live state from rows. Throws on a row that is not what core wrote: better no start than a wrong one. */
export function restoreCenter(stored: Stored, now: number): Center {
  return new Restoring().finish(stored, now);
}

function restoreConfiguration(center: Center, changes: readonly ConfigurationChange[]): void {
  for (const change of changes) {
    if (change.parsed === null) continue;
    if (change.kind === 'services') center.services.set(change.id, change.parsed);
    else if (change.kind === 'queues') center.queues.set(change.id, change.parsed);
    else if (change.kind === 'agents') center.profiles.set(change.id, change.parsed);
    else if (change.kind === 'hours') center.hours.set(change.id, change.parsed);
    else if (change.kind === 'capacity') center.capacity.set(change.id, change.parsed);
    else if (change.kind === 'number-rules') center.numberRules.set(change.id, change.parsed);
    else center.callInGroups.set(change.id, change.parsed);
  }
}

function restoreRows(center: Center, rows: Stored['rows']): void {
  for (const row of rows.live_call) restoreLiveCall(center, parseRow('live_call', liveCallRow, row));
  for (const row of rows.leg) keep(center.legs, parseRow('leg', legRow, row));
  for (const row of rows.offer) keep(center.offers, parseRow('offer', offerRow, row));
  for (const row of rows.agent_state) keep(center.agents, parseRow('agent_state', agentStateRow, row));
  for (const row of rows.slot_hold) keep(center.holds, parseRow('slot_hold', slotHoldRow, row));
  for (const row of rows.slot) {
    const slot = parseRow('slot', slotRow, row);
    center.slots.set(slotKey(slot.serviceId, slot.startsAt), slot);
  }
  for (const row of rows.suppression) {
    const suppression = parseRow('suppression', suppressionRow, row);
    center.suppressions.set(suppression.phoneNumber, suppression);
  }
  for (const row of rows.call_in) {
    const wrongCodes = wrongCodesRow.safeParse(row);
    if (wrongCodes.success) keep(center.wrongCodes, wrongCodes.data);
    else center.callIns.add(parseRow('call_in', callInRow, row));
  }
  for (const row of rows.learned_rates) {
    const { queueId, ...learned } = parseRow('learned_rates', learnedRow, row);
    center.learned.set(queueId, checked(learned));
  }
  const attempts = rows.attempt.map((row) => parseRow('attempt', attemptRow, row)).sort((a, b) => a.number - b.number);
  for (const attempt of attempts) {
    const known = center.attempts.get(attempt.callbackId);
    if (known === undefined) center.attempts.set(attempt.callbackId, [attempt]);
    else known.push(attempt);
  }
}

function restoreLiveCall(center: Center, call: LiveCall): void {
  keep(center.liveCalls, call);
  if (isInLine(call)) center.standInLine(call);
}

function checked(learned: LearnedRates): LearnedRates {
  newLearnedRates(learned.settings);
  return learned;
}

function keep<T extends { readonly id: string }>(map: Map<string, T>, row: T): void {
  map.set(row.id, row);
}

function restoreDueTimes(turn: Turn): void {
  const { center } = turn;
  for (const call of center.liveCalls.values()) {
    if (call.call !== null) center.itemByCallId.set(call.call.id, call.id);
    turn.due('item', call.id, call.dueAt);
    turn.due('review', call.id, call.reviewAt);
  }
  for (const offer of center.offers.values()) turn.due('offer', offer.id, offer.expiresAt);
  for (const hold of center.holds.values()) turn.due('hold', hold.id, hold.expiresAt);
  for (const agent of center.agents.values()) {
    if (agent.earmarkedItemId !== null) center.earmarks.set(agent.earmarkedItemId, agent.id);
  }
  for (const slot of center.slots.values())
    turn.due('slot', slotKey(slot.serviceId, slot.startsAt), slot.startsAt + 86_400_000);
  for (const callIn of center.callIns.values()) turn.due('call_in', callIn.id, dueAtOf(callIn));
  for (const wrong of center.wrongCodes.values()) turn.due('call_in', wrong.id, wrongCodesDueAt(wrong));
  for (const leg of center.legs.values()) {
    turn.due('leg', leg.id, leg.deadlineAt);
    countCustomerLeg(turn, leg);
  }
}
