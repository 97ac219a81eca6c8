import { pick, type Random } from '../fuzz/seeded.ts';
import { NoAnswerError, RefusedError, type Api } from './api.ts';
import type { Acknowledged, Ledger, SentRequest } from './ledger.ts';
import { agentIds, services, SLOTTED_SERVICE } from './center.ts';

/** Work for one connection: random actions, one after the other, until the server is gone or `isOver`. Refusals are part of life. */
export async function runWorker(api: Api, ledger: Ledger, random: Random, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    try {
      await oneAction(api, ledger, random);
    } catch (error) {
      if (error instanceof NoAnswerError) return;
      if (!(error instanceof RefusedError) || error.status >= 500) throw error;
    }
  }
}

function oneAction(api: Api, ledger: Ledger, random: Random): Promise<void> {
  const share = random();
  if (share < 0.5) return ask(api, ledger, requestNow(random));
  if (share < 0.65) return askForSlot(api, ledger, random);
  if (share < 0.72) return hold(api, ledger, random);
  if (share < 0.78) return act(api, ledger, random, 'cancel');
  if (share < 0.84) return act(api, ledger, random, 'reschedule');
  if (share < 0.88) return act(api, ledger, random, 'delay');
  if (share < 0.94) return repeat(api, ledger, random);
  return changePresence(api, ledger, random);
}

/** Sends a request for a callback and notes what became of it. */
export async function ask(api: Api, ledger: Ledger, sent: SentRequest): Promise<void> {
  try {
    note(ledger, sent, await api.createCallback(sent.body, sent.idempotencyKey));
  } catch (error) {
    if (error instanceof NoAnswerError) ledger.unanswered.push(sent);
    throw error;
  }
}

function note(ledger: Ledger, sent: SentRequest, made: Awaited<ReturnType<Api['callback']>>): void {
  const { id, arrivedAt, scheduledFor, promise } = made;
  ledger.add({
    id,
    sent,
    arrivedAt,
    scheduledFor,
    promise: promise === null ? null : { from: promise.from, to: promise.to },
  });
}

function requestOf(random: Random, more: Readonly<Record<string, unknown>>): SentRequest {
  const idempotencyKey = `key-${Math.floor(random() * 2 ** 48).toString(36)}`;
  return { idempotencyKey, body: { phoneNumber: numberOf(random), externalId: idempotencyKey, ...more } };
}

/** Mostly ordinary customers; some of the magic numbers, who are busy, do not answer, hang up. */
function numberOf(random: Random): string {
  const digits = (count: number): string => String(Math.floor(random() * 10 ** count)).padStart(count, '0');
  return random() < 0.3
    ? `+120255501${pick(random, ['01', '02', '03', '05', '06', '09'])}`
    : `+1212${2 + Math.floor(random() * 7)}${digits(6)}`;
}

function requestNow(random: Random): SentRequest {
  return requestOf(random, { serviceId: pick(random, services) });
}

async function askForSlot(api: Api, ledger: Ledger, random: Random): Promise<void> {
  const startsAt = await wantedSlot(api, random);
  await ask(api, ledger, requestOf(random, { serviceId: SLOTTED_SERVICE, scheduledFor: startsAt }));
}

async function hold(api: Api, ledger: Ledger, random: Random): Promise<void> {
  const held = await api.holdSlot(SLOTTED_SERVICE, await wantedSlot(api, random));
  ledger.holds.set(held.id, held.startsAt);
}

/** One of a few slots, so that they fill up. Full ones too: the server must refuse them. */
async function wantedSlot(api: Api, random: Random): Promise<string> {
  const from = new Date(Date.parse(await api.now()) + 3_600_000).toISOString();
  const slots = await api.slots(SLOTTED_SERVICE, from);
  return pick(random, slots.slice(0, 6)).startsAt;
}

async function act(api: Api, ledger: Ledger, random: Random, action: 'cancel' | 'reschedule' | 'delay'): Promise<void> {
  const open = [...ledger.acknowledged.values()].filter((entry) => entry.outcome === null && entry.cancel === 'none');
  if (open.length === 0) return;
  const entry = pick(random, open);
  if (action === 'cancel') return cancel(api, entry);
  entry.isMoved = true;
  await api.act(
    entry.id,
    action,
    action === 'delay' ? { forMs: 2_000 } : { scheduledFor: await wantedSlot(api, random) },
  );
}

async function cancel(api: Api, entry: Acknowledged): Promise<void> {
  entry.cancel = 'sent';
  await api.act(entry.id, 'cancel', { reason: 'crash test' });
  entry.cancel = 'acknowledged';
}

/** An idempotent repeat gives the same callback. */
async function repeat(api: Api, ledger: Ledger, random: Random): Promise<void> {
  const known = [...ledger.acknowledged.values()];
  if (known.length === 0) return;
  const { sent, id } = pick(random, known);
  const again = await api.createCallback(sent.body, sent.idempotencyKey);
  if (again.id !== id) throw new Error(`a repeat of ${sent.idempotencyKey} gave ${again.id} in place of ${id}`);
}

/** One change of an agent at a time: of two in flight, nobody outside can say which the server took last. */
async function changePresence(api: Api, ledger: Ledger, random: Random): Promise<void> {
  const agentId = pick(random, agentIds.changing);
  const presence = pick(random, ['available', 'busy', 'away', 'offline']);
  const before = ledger.presences.get(agentId) ?? ['offline'];
  if (before.length > 1) return;
  ledger.presences.set(agentId, [...before, presence]);
  await api.setPresence(agentId, presence);
  ledger.presences.set(agentId, [presence]);
}
