import { z } from 'zod';
import { agentStateRow } from '../agents/agent-state.ts';
import { slotHoldRow, slotKey, slotRow } from '../calendar/slot-book.ts';
import { attemptRow } from '../callback/attempt.ts';
import { callbackRow } from '../callback/callback.ts';
import { legRow } from '../calls/leg.ts';
import { countCustomerLeg } from '../calls/legs.ts';
import { liveCallRow } from '../calls/live-call.ts';
import type { WorkItem } from '../queue/line.ts';
import { offerRow } from '../routing/offer.ts';
import { newLearnedRates, type LearnedRates } from '../waiting/index.ts';
import { Center, numberKey } from './center.ts';
import type { TableName } from './changes.ts';
import type { ConfigurationChange } from './configuration.ts';
import { adoptConfiguration } from './configure.ts';
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
});

/** Everything that is stored of a centre, as unknown rows, and its configuration already parsed. */
export interface Stored {
  readonly rows: Readonly<Record<Exclude<TableName, 'configuration'>, readonly unknown[]>>;
  readonly configuration: readonly ConfigurationChange[];
  readonly historySequence: number;
}

/** Builds the live state from rows. Throws on a row that is not what core wrote: better no start than a wrong one. */
export function restoreCenter(stored: Stored, now: number): Center {
  const center = new Center();
  center.historySequence = stored.historySequence;
  restoreConfiguration(center, stored.configuration);
  restoreRows(center, stored.rows);
  const turn = new Turn(center, now, { id: 'restore', actor: 'timer' });
  for (const item of [...center.callbacks.values(), ...center.liveCalls.values()]) restoreItem(turn, item);
  restoreDueTimes(turn);
  adoptConfiguration(turn);
  return center;
}

function restoreConfiguration(center: Center, changes: readonly ConfigurationChange[]): void {
  for (const change of changes) {
    if (change.parsed === null) continue;
    if (change.kind === 'services') center.services.set(change.id, change.parsed);
    else if (change.kind === 'queues') center.queues.set(change.id, change.parsed);
    else if (change.kind === 'agents') center.profiles.set(change.id, change.parsed);
    else if (change.kind === 'hours') center.hours.set(change.id, change.parsed);
    else if (change.kind === 'capacity') center.capacity.set(change.id, change.parsed);
    else center.numberRules.set(change.id, change.parsed);
  }
}

function restoreRows(center: Center, rows: Stored['rows']): void {
  for (const row of rows.callback) keep(center.callbacks, callbackRow.parse(row));
  for (const row of rows.live_call) keep(center.liveCalls, liveCallRow.parse(row));
  for (const row of rows.leg) keep(center.legs, legRow.parse(row));
  for (const row of rows.offer) keep(center.offers, offerRow.parse(row));
  for (const row of rows.agent_state) keep(center.agents, agentStateRow.parse(row));
  for (const row of rows.slot_hold) keep(center.holds, slotHoldRow.parse(row));
  for (const row of rows.slot) {
    const slot = slotRow.parse(row);
    center.slots.set(slotKey(slot.serviceId, slot.startsAt), slot);
  }
  for (const row of rows.suppression) {
    const suppression = suppressionRow.parse(row);
    center.suppressions.set(suppression.phoneNumber, suppression);
  }
  for (const row of rows.learned_rates) {
    const { queueId, ...learned } = learnedRow.parse(row);
    center.learned.set(queueId, checked(learned));
  }
  const attempts = rows.attempt.map((row) => attemptRow.parse(row)).sort((a, b) => a.number - b.number);
  for (const attempt of attempts) {
    const known = center.attempts.get(attempt.callbackId);
    if (known === undefined) center.attempts.set(attempt.callbackId, [attempt]);
    else known.push(attempt);
  }
}

function checked(learned: LearnedRates): LearnedRates {
  newLearnedRates(learned.settings);
  return learned;
}

function keep<T extends { readonly id: string }>(map: Map<string, T>, row: T): void {
  map.set(row.id, row);
}

/** Rebuilds the indexes and due times of one item. */
function restoreItem(turn: Turn, item: WorkItem): void {
  const { center } = turn;
  if (item.call !== null) center.itemByCallId.set(item.call.id, item.id);
  turn.due('item', item.id, item.dueAt);
  turn.due('review', item.id, item.reviewAt);
  if (item.kind === 'live_call') return;
  turn.due('expiry', item.id, item.expiresAt);
  const key = numberKey(item.serviceId, item.phoneNumber);
  // A number may have a newer wish while the older one is being wrapped up: the newer one is its open callback.
  const known = center.callbacks.get(center.openByNumber.get(key) ?? '');
  if (known === undefined || known.sequence < item.sequence) center.openByNumber.set(key, item.id);
  if (item.externalId !== null) center.openByExternalId.set(item.externalId, item.id);
  center.openCountByService.set(item.serviceId, (center.openCountByService.get(item.serviceId) ?? 0) + 1);
}

function restoreDueTimes(turn: Turn): void {
  const { center } = turn;
  for (const offer of center.offers.values()) turn.due('offer', offer.id, offer.expiresAt);
  for (const hold of center.holds.values()) turn.due('hold', hold.id, hold.expiresAt);
  for (const agent of center.agents.values()) {
    if (agent.earmarkedItemId !== null) center.earmarks.set(agent.earmarkedItemId, agent.id);
  }
  for (const slot of center.slots.values())
    turn.due('slot', slotKey(slot.serviceId, slot.startsAt), slot.startsAt + 86_400_000);
  for (const leg of center.legs.values()) {
    turn.due('leg', leg.id, leg.deadlineAt);
    countCustomerLeg(turn, leg);
  }
}
