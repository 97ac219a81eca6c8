import { pause, pick, type Random } from '@ringback/testkit';
import type { Callback } from '@ringback/contract';
import { NoAnswerError, RefusedError, type Api } from './api.ts';
import type { Acknowledged, Ledger, SentRequest } from './ledger.ts';
import { agentIds, services, SLOTTED_SERVICE } from './center.ts';
import type { NetworkProcess } from './network-process.ts';

/** What a worker works with. */
export interface Load {
  readonly api: Api;
  readonly ledger: Ledger;
  readonly network: NetworkProcess['controls'];
  readonly random: Random;
}

/** So many callbacks may be open before no more are asked for: what piles up is looked at less closely. */
const OPEN_MAX = 120;

/** Between two actions of a worker, milliseconds: the processor is for the server, too. */
const ACTION_PAUSE_MS = 4;

/** Work for one connection: random actions, one after the other, until the server is gone or `isOver`. Refusals are part of life. */
export async function runWorker(load: Load, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    try {
      await oneAction(load);
      await pause(ACTION_PAUSE_MS);
    } catch (error) {
      if (error instanceof NoAnswerError) return;
      if (!(error instanceof RefusedError)) throw error;
      if (error.status >= 500) load.ledger.broken.push(`[X4] the server failed: ${error.message}`);
    }
  }
}

function oneAction(load: Load): Promise<void> {
  const { random, ledger } = load;
  const share = random();
  const mayAsk = ledger.open().length < OPEN_MAX;
  if (share < 0.4) return mayAsk ? askNow(load) : repeat(load);
  if (share < 0.5) return mayAsk ? askForSlot(load) : repeat(load);
  if (share < 0.58) return hold(load);
  if (share < 0.64) return act(load, 'cancel');
  if (share < 0.72) return act(load, 'reschedule');
  if (share < 0.78) return act(load, 'delay');
  if (share < 0.88) return repeat(load);
  return changePresence(load);
}

/** Sends a request for a callback and notes what became of it. */
async function ask({ api, ledger }: Load, sent: SentRequest): Promise<void> {
  try {
    note(ledger, sent, await api.createCallback(sent.body, sent.idempotencyKey));
  } catch (error) {
    if (error instanceof NoAnswerError || isFailure(error)) ledger.unanswered.set(sent.idempotencyKey, sent);
    throw error;
  }
}

function isFailure(error: unknown): boolean {
  return error instanceof RefusedError && error.status >= 500;
}

/** Notes what the server acknowledged. */
export function note(ledger: Ledger, sent: SentRequest, made: Callback): void {
  const { id, phoneNumber, arrivedAt, scheduledFor, promise } = made;
  const window = promise === null ? null : { from: promise.from, to: promise.to };
  ledger.add({ id, sent, phoneNumber, arrivedAt, scheduledFor, promise: window });
}

/** What the customer behind a new number does; most answer, confirm and talk. */
const behaviours: readonly (Parameters<NetworkProcess['controls']['setSubscriber']>[1] & object)[] = [
  { answers: 'busy' },
  { answers: false },
  { answers: 'rejects' },
  { answers: 'voicemail' },
  { keys: '' },
  { patienceMs: 5_000 },
  { answers: 'unallocated' },
];
const SPECIAL_RATIO = 0.35;

async function requestOf(load: Load, more: Readonly<Record<string, unknown>>): Promise<SentRequest> {
  const { random, ledger, network } = load;
  const phoneNumber = ledger.newNumber();
  if (random() < SPECIAL_RATIO) await network.setSubscriber(phoneNumber, pick(random, behaviours));
  const idempotencyKey = `key-${Math.floor(random() * 2 ** 48).toString(36)}`;
  return { idempotencyKey, body: { phoneNumber, externalId: idempotencyKey, ...more } };
}

async function askNow(load: Load): Promise<void> {
  await ask(load, await requestOf(load, { serviceId: pick(load.random, services) }));
}

async function askForSlot(load: Load): Promise<void> {
  const startsAt = await wantedSlot(load);
  await ask(load, await requestOf(load, { serviceId: SLOTTED_SERVICE, scheduledFor: startsAt }));
}

async function hold(load: Load): Promise<void> {
  const held = await load.api.holdSlot(SLOTTED_SERVICE, await wantedSlot(load));
  load.ledger.holds.set(held.id, held.startsAt);
}

/** One of a few slots, so that they fill up. Full ones too: the server must refuse them. */
async function wantedSlot({ api, random }: Load): Promise<string> {
  const from = new Date(Date.parse(await api.now()) + 3_600_000).toISOString();
  const slots = await api.slots(SLOTTED_SERVICE, from);
  return pick(random, slots.slice(0, 8)).startsAt;
}

async function act(load: Load, action: 'cancel' | 'reschedule' | 'delay'): Promise<void> {
  const { api, ledger, random } = load;
  const open = ledger.open().filter((entry) => entry.cancel === 'none');
  if (open.length === 0) return;
  const entry = pick(random, open);
  if (action === 'cancel') return cancel(api, entry);
  entry.isMoved = true;
  const body = action === 'delay' ? { forMs: 2_000 } : { scheduledFor: await wantedSlot(load) };
  await api.act(entry.id, action, body);
}

async function cancel(api: Api, entry: Acknowledged): Promise<void> {
  entry.cancel = 'sent';
  await api.act(entry.id, 'cancel', { reason: 'crash test' });
  entry.cancel = 'acknowledged';
  entry.cancelledAt = Date.now();
}

/** [R8] An idempotent repeat gives the same callback. */
async function repeat({ api, ledger, random }: Load): Promise<void> {
  const known = [...ledger.acknowledged.values()];
  if (known.length === 0) return;
  const { sent, id } = pick(random, known.slice(-200));
  const again = await api.createCallback(sent.body, sent.idempotencyKey);
  if (again.id !== id) ledger.broken.push(`[R8] a repeat of ${sent.idempotencyKey} gave ${again.id} in place of ${id}`);
}

/** One change of an agent at a time: of two in flight, nobody outside can say which the server took last. */
async function changePresence({ api, ledger, random }: Load): Promise<void> {
  const agentId = pick(random, agentIds.changing);
  const presence = pick(random, ['available', 'busy', 'away', 'offline']);
  const before = ledger.presences.get(agentId) ?? ['offline'];
  if (before.length > 1) return;
  ledger.presences.set(agentId, [...before, presence]);
  await api.setPresence(agentId, presence);
  ledger.presences.set(agentId, [presence]);
}
