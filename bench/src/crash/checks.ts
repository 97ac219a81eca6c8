import { callbackStates, type Callback } from '@ringback/contract';
import { RefusedError, type Api } from './api.ts';
import { attemptFaults, lineFaults } from './callback-faults.ts';
import { agentIds, SLOT_CAPACITY, SLOTTED_SERVICE } from './center.ts';
import type { Acknowledged, Ledger, SentRequest } from './ledger.ts';
import { note } from './load.ts';
import type { NetworkProcess } from './network-process.ts';
import { logFaults, missingRings, strangers, surplusRings, untimelyRings, type NumberPromise } from './witness.ts';

/** How many repeats are sent after each restart. */
const REPEATS_MAX = 8;
/** A line may move between two pages of a list. What is out of order in so many looks in a row is out of order. */
const LINE_LOOKS_MAX = 3;

const openStates = callbackStates.filter((state) => state !== 'closed').join(',');

/** What is compared: what the server says, what it acknowledged, and what the network has seen. */
export interface Evidence {
  readonly api: Api;
  readonly ledger: Ledger;
  readonly network: Pick<NetworkProcess, 'witnessed'>;
}

/**
 * Compares what a restarted server says with what was acknowledged before it was killed and with the network's own log; one
 * line for each broken promise. Cites the invariants of the design.
 * @param isWhole everything there ever was, after the drain; otherwise what was not seen closed before.
 */
export async function brokenPromises(evidence: Evidence, isWhole: boolean): Promise<string[]> {
  const { api } = evidence;
  // The server's time stands still while we look. The network's goes on: it knows nothing of us.
  await api.put('/simulated/clock', { speed: 0 });
  const faults = await look(evidence, isWhole);
  await api.put('/simulated/clock', { speed: 1 });
  return faults;
}

async function look({ api, ledger, network }: Evidence, isWhole: boolean): Promise<string[]> {
  const logBefore = await network.witnessed();
  const listed = await api.callbacks(isWhole ? {} : { state: openStates });
  const all = new Map(listed.map((callback) => [callback.id, callback]));
  const entries = isWhole ? [...ledger.acknowledged.values()] : ledger.open();
  await addMissing(api, all, entries);
  const callbacks = [...all.values()];
  const logAfter = await network.witnessed();
  return [
    ...entries.flatMap((entry) => entryFaults(entry, all.get(entry.id) ?? null)),
    ...callbacks.flatMap(attemptFaults),
    ...(await lineFaultsThatStay(api, listed)),
    ...(await slotFaults(api, callbacks)),
    ...logFaults(logBefore),
    ...surplusRings(logBefore, callbacks),
    ...missingRings(logAfter, callbacks),
    ...untimelyRings(
      logAfter,
      entries.map((entry) => promiseOf(entry, isWhole)),
    ),
    ...(isWhole ? strangers(logBefore, callbacks) : []),
    ...ledger.broken.splice(0),
    ...(await repeatFaults(api, ledger)),
    ...(await presenceFaults(api, ledger)),
  ];
}

/** What was not in the list is asked for by its id. */
async function addMissing(api: Api, all: Map<string, Callback>, entries: readonly Acknowledged[]): Promise<void> {
  for (const { id } of entries) {
    const found = all.has(id) ? null : await api.callback(id);
    if (found !== null) all.set(id, found);
  }
}

async function lineFaultsThatStay(api: Api, listed: readonly Callback[]): Promise<string[]> {
  let faults = lineFaults(listed);
  for (let looks = 1; looks < LINE_LOOKS_MAX && faults.length > 0; looks += 1)
    faults = lineFaults(await api.callbacks({ state: openStates }));
  return faults;
}

/** [I4] Once the server's clock was set forward, as it is before a whole look, no time of ours says when something was due. */
function promiseOf(entry: Acknowledged, isWhole: boolean): NumberPromise {
  const { phoneNumber, cancelledAt, scheduledFor, isMoved } = entry;
  const isDueLater = scheduledFor !== null && !isMoved && !isWhole;
  return { phoneNumber, notAfterAt: cancelledAt, notBeforeAt: isDueLater ? Date.parse(scheduledFor) : null };
}

/** [I7] Present, in its place, with its promise; closed stays closed. */
function entryFaults(entry: Acknowledged, found: Callback | null): string[] {
  if (found === null) return [`[I7] ${entry.id} was acknowledged and is gone`];
  const faults: string[] = [];
  const cancelled = found.outcome === 'cancelled_by_staff';
  if (entry.outcome !== null && found.outcome !== entry.outcome)
    faults.push(`[I7] ${entry.id} was ${entry.outcome} and is ${found.outcome ?? 'open again'}`);
  if (entry.cancel === 'acknowledged' && found.state !== 'closed')
    faults.push(`[I7] the cancel of ${entry.id} was acknowledged and is gone`);
  if (entry.cancel === 'none' && cancelled) faults.push(`[I7] nobody cancelled ${entry.id}`);
  if (!entry.isMoved) faults.push(...placeFaults(entry, found));
  entry.outcome = found.outcome;
  return faults;
}

/** [Q2][Q10] Neither the place nor the promise moves by itself. */
function placeFaults(entry: Acknowledged, found: Callback): string[] {
  const faults: string[] = [];
  // [S7] A scheduled one takes its place when it enters the line, ahead of its time.
  const hasEntered = entry.scheduledFor !== null && found.state !== 'scheduled';
  const isInPlace = hasEntered ? found.arrivedAt <= entry.scheduledFor : found.arrivedAt === entry.arrivedAt;
  if (!isInPlace) faults.push(`[Q2] ${entry.id} arrived at ${entry.arrivedAt} and stands at ${found.arrivedAt}`);
  if (found.scheduledFor !== entry.scheduledFor)
    faults.push(
      `[Q10] ${entry.id} was scheduled for ${entry.scheduledFor ?? 'now'} and is for ${found.scheduledFor ?? 'now'}`,
    );
  const promised = entry.promise === null ? '' : `${entry.promise.from} to ${entry.promise.to}`;
  const kept = found.promise === null ? '' : `${found.promise.from} to ${found.promise.to}`;
  if (promised !== '' && promised !== kept)
    faults.push(`[Q10] ${entry.id} was promised ${promised} and is promised ${kept}`);
  return faults;
}

/** [I3] Open callbacks of a slot never exceed its capacity, and the server counts them all. */
async function slotFaults(api: Api, all: readonly Callback[]): Promise<string[]> {
  const slots = await api.slots(SLOTTED_SERVICE, await api.now());
  return slots.flatMap(({ startsAt, capacity, free }) => {
    const booked = all.filter(
      (callback) =>
        callback.serviceId === SLOTTED_SERVICE && callback.outcome === null && callback.scheduledFor === startsAt,
    ).length;
    const isKept = capacity === SLOT_CAPACITY && free >= 0 && booked + free <= capacity;
    return isKept
      ? []
      : [`[I3] the slot of ${startsAt} has ${capacity} places, ${booked} callbacks and says ${free} are free`];
  });
}

/** [R8] A repeat gives the same callback; what was sent without an answer was made once or not at all, and now is. */
async function repeatFaults(api: Api, ledger: Ledger): Promise<string[]> {
  const faults: string[] = [];
  for (const { id, sent } of [...ledger.acknowledged.values()].slice(-REPEATS_MAX)) {
    const again = await api.createCallback(sent.body, sent.idempotencyKey);
    if (again.id !== id) faults.push(`[R8] a repeat of ${id} gave ${again.id}`);
  }
  for (const sent of ledger.unanswered.values()) faults.push(...(await settle(api, ledger, sent)));
  return faults;
}

async function settle(api: Api, ledger: Ledger, sent: SentRequest): Promise<string[]> {
  const before = await api.callbacks({ externalId: sent.idempotencyKey });
  const made = await api.createCallback(sent.body, sent.idempotencyKey).catch((error: unknown) => {
    if (before.length === 0 && error instanceof RefusedError && error.status < 500) return null;
    throw error;
  });
  ledger.unanswered.delete(sent.idempotencyKey);
  if (made === null) return [];
  const { id } = made;
  note(ledger, sent, made);
  const isOther = before.some((callback) => callback.id !== id);
  return before.length > 1 || isOther
    ? [`[R8] ${sent.idempotencyKey} exists ${before.length} times and a repeat gave ${id}`]
    : [];
}

/** [I7] The presence that was acknowledged last, or one that was asked for without an answer. */
async function presenceFaults(api: Api, ledger: Ledger): Promise<string[]> {
  const faults: string[] = [];
  for (const agentId of agentIds.changing) {
    const possible = ledger.presences.get(agentId) ?? ['offline'];
    const found = await api.presence(agentId);
    if (!possible.includes(found)) faults.push(`[I7] ${agentId} was ${possible.join(' or ')} and is ${found}`);
    ledger.presences.set(agentId, [found]);
  }
  return faults;
}
