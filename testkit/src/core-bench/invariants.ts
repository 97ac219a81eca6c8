import {
  applicableZones,
  alwaysOpen,
  callingWindowOf,
  createServiceCalendar,
  isCallableAt,
  parsePhoneNumber,
  uniformCapacity,
  zonesOfNumber,
  type Callback,
  type LiveCall,
  type PhoneEffect,
  type ServicePolicy,
} from '@ringback/core';
import { canonicalJson, type CoreBench, type Step } from './bench.ts';
import { checkDecisions } from './routing-invariants.ts';

type Item = Callback | LiveCall;

/** Throws, with the number of the invariant, when the centre broke its word in this step. Knows nothing of how core does it. */
export function checkInvariants(bench: CoreBench, step: Step): void {
  // Comparing every row is most of the work, and a forgotten row stays forgotten: now and then is enough.
  if (bench.steps.length < 50 || bench.steps.length % 7 === 0) checkStored(bench);
  checkLines(bench);
  for (const callback of bench.center.callbacks.values()) checkHasWayOn(bench, callback);
  checkAttempts(bench);
  checkSlots(bench);
  checkAgents(bench);
  checkLegs(bench);
  checkDials(bench, step);
  checkDecisions(bench, step);
}

/** Fails the run with the invariant's number and the last thing that happened. */
export function broken(bench: CoreBench, invariant: string, what: string): never {
  const { body } = bench.steps.at(-1) ?? { body: null };
  throw new Error(`[${invariant}] ${what} (step ${bench.steps.length}: ${JSON.stringify(body)})`);
}

/** [I7] What memory says is what was recorded to be stored. */
function checkStored(bench: CoreBench): void {
  const { center } = bench;
  compare(bench, 'callback', center.callbacks);
  compare(bench, 'live_call', center.liveCalls);
  compare(bench, 'leg', center.legs);
  compare(bench, 'offer', center.offers);
  compare(bench, 'agent_state', center.agents);
  compare(bench, 'slot', center.slots);
  compare(bench, 'slot_hold', center.holds);
}

function compare(
  bench: CoreBench,
  table: 'callback' | 'live_call' | 'leg' | 'offer' | 'agent_state' | 'slot' | 'slot_hold',
  live: ReadonlyMap<string, unknown>,
): void {
  const rows = bench.rows.get(table) ?? new Map<string, string>();
  for (const [id, row] of live) {
    const json = canonicalJson(row);
    if (rows.get(id) !== json)
      broken(bench, 'I7', `${table} ${id} was changed and not stored: ${json} but ${rows.get(id)}`);
  }
}

/** Does it stand in its line, free for any agent? */
export function standsInLine(item: Item): boolean {
  if (item.agentId !== null || item.offerId !== null || item.closedAt !== null) return false;
  return item.state === 'waiting' || item.state === 'holding';
}

/** [I1] The lines hold exactly those who wait, each once, and nobody is left to be matched. */
function checkLines(bench: CoreBench): void {
  const { center } = bench;
  const expected = [...center.callbacks.values(), ...center.liveCalls.values()].filter(standsInLine);
  const inLines = Array.from(center.lines.values()).flatMap((line) => Array.from(line.items()));
  const sizes = Array.from(center.lines.values(), (line) => line.size).reduce((sum, size) => sum + size, 0);
  if (new Set(inLines).size !== inLines.length || inLines.length !== expected.length || sizes !== expected.length) {
    broken(
      bench,
      'I1',
      `lines hold ${inLines.map((item) => item.id)} but ${expected.map((item) => item.id)} wait (counted ${sizes})`,
    );
  }
  const known = new Set(inLines);
  for (const item of expected) if (!known.has(item)) broken(bench, 'I1', `${item.id} waits and stands in no line`);
  for (const item of inLines)
    if (item.queueId !== undefined && !Array.from(center.line(item.queueId).items()).includes(item))
      broken(bench, 'I1', `${item.id} stands in a foreign line`);
  if (center.agentsToMatch.size + center.itemsToMatch.size > 0) broken(bench, 'I1', 'something was left unmatched');
}

/** [I1], [I9] */
function checkHasWayOn(bench: CoreBench, callback: Callback): void {
  const { now, center } = bench;
  const service = center.service(callback.serviceId);
  if (callback.state === 'closed') broken(bench, 'I1', `${callback.id} is closed and still open`);
  if (callback.state === 'holding' && (callback.dueAt === null || callback.dueAt > now + service.holdCapMs)) {
    broken(bench, 'I9', `${callback.id} may hold the line longer than the cap`);
  }
  if (standsInLine(callback)) {
    // Who has a time may stand in the line a little before the opening: the review at that time is the way on.
    const isAhead = callback.scheduledFor !== null && callback.scheduledFor > now && callback.reviewAt !== null;
    if (callback.state === 'waiting' && !isAhead && !calendarOf(bench, service).isOpen(now))
      broken(bench, 'I1', `${callback.id} waits in the line of a closed service`);
    return;
  }
  const isDue = callback.dueAt !== null && callback.dueAt >= now;
  const offer = callback.offerId === null ? undefined : center.offers.get(callback.offerId);
  const hasOffer = offer !== undefined && offer.itemId === callback.id && offer.expiresAt >= now;
  const hasLeg = [callback.customerLegId, callback.agentLegId].some((legId) => {
    const deadlineAt = legId === null ? null : (center.legs.get(legId)?.deadlineAt ?? null);
    return deadlineAt !== null && deadlineAt >= now;
  });
  if (!isDue && !hasOffer && !hasLeg)
    broken(bench, 'I1', `${callback.id} in state ${callback.state} has no way on: ${JSON.stringify(callback)}`);
}

/** [I2] */
function checkAttempts(bench: CoreBench): void {
  const { center } = bench;
  for (const callback of center.callbacks.values()) {
    const attempts = center.attempts.get(callback.id) ?? [];
    const running = attempts.filter((attempt) => attempt.endedAt === null);
    if (running.length > 1) broken(bench, 'I2', `${callback.id} has ${running.length} attempts at once`);
    if ((running[0]?.id ?? null) !== callback.attemptId)
      broken(bench, 'I2', `${callback.id} does not know its attempt`);
    if (callback.attemptsConsumed > center.service(callback.serviceId).attemptsMax)
      broken(bench, 'I2', `${callback.id} used ${callback.attemptsConsumed} attempts`);
    for (const attempt of running)
      if (!center.legs.has(attempt.legId)) broken(bench, 'I2', `${attempt.id} runs without a leg`);
  }
}

/** [I3] Bookings count callbacks and holds, and never pass the capacity. */
function checkSlots(bench: CoreBench): void {
  const { center, now } = bench;
  const wanted = new Map<string, number>();
  const count = (serviceId: string, startsAt: number | null): void => {
    if (startsAt !== null) wanted.set(`${serviceId} ${startsAt}`, (wanted.get(`${serviceId} ${startsAt}`) ?? 0) + 1);
  };
  for (const callback of center.callbacks.values()) count(callback.serviceId, callback.scheduledFor);
  for (const hold of center.holds.values()) count(hold.serviceId, hold.startsAt);
  for (const [key, slot] of center.slots) {
    if (slot.booked > slot.capacity) broken(bench, 'I3', `slot ${key} has ${slot.booked} of ${slot.capacity}`);
    if (slot.startsAt > now && slot.booked !== (wanted.get(key) ?? 0))
      broken(bench, 'I3', `slot ${key} counts ${slot.booked}, there are ${wanted.get(key) ?? 0}`);
  }
}

/** [I5] One voice item an agent, and both know of it. */
function checkAgents(bench: CoreBench): void {
  const { center } = bench;
  const ownerOf = new Map<string, string>();
  for (const item of [...center.callbacks.values(), ...center.liveCalls.values()]) {
    if (item.agentId === null) continue;
    if (ownerOf.has(item.agentId))
      broken(bench, 'I5', `${item.agentId} has ${ownerOf.get(item.agentId)} and ${item.id}`);
    ownerOf.set(item.agentId, item.id);
    const asked = item.call?.consult ?? null;
    if (asked === null) continue;
    if (ownerOf.has(asked.agentId)) broken(bench, 'I5', `${asked.agentId} is asked about ${item.id} and has another`);
    ownerOf.set(asked.agentId, item.id);
  }
  for (const agent of center.agents.values()) {
    if (agent.itemId !== (ownerOf.get(agent.id) ?? null))
      broken(bench, 'I5', `${agent.id} knows ${agent.itemId}, but has ${ownerOf.get(agent.id)}`);
    if ((agent.activity === 'idle') !== (agent.itemId === null))
      broken(bench, 'I5', `${agent.id} is ${agent.activity} with ${agent.itemId}`);
    if ((agent.activity === 'offered') !== (agent.offerId !== null))
      broken(bench, 'I5', `${agent.id} is ${agent.activity} with offer ${agent.offerId}`);
    const earmarked = agent.earmarkedItemId;
    if (earmarked !== null && center.earmarks.get(earmarked) !== agent.id)
      broken(bench, 'I5', `${agent.id} is earmarked for ${earmarked}, who does not know`);
    const onTheWay = earmarked === null ? undefined : center.callbacks.get(earmarked);
    const isAskedToCall = onTheWay?.state === 'notified' || onTheWay?.state === 'awaiting_call';
    if (earmarked !== null && !isAskedToCall && onTheWay?.attemptId == null)
      broken(bench, 'I5', `${agent.id} is earmarked for ${earmarked}, who is not being dialled`);
  }
}

/** Legs the core has given up are hung up, and every leg it means to keep serves somebody. */
function checkLegs(bench: CoreBench): void {
  const { center, now } = bench;
  for (const leg of center.legs.values()) {
    const item = center.item(leg.itemId);
    const isOwned = item !== null && [item.customerLegId, item.agentLegId, item.call?.consult?.legId].includes(leg.id);
    if (!isOwned && !leg.hangUpAsked && !leg.isLeaving) broken(bench, 'I1', `leg ${leg.id} serves nobody`);
    if (leg.deadlineAt !== null && leg.deadlineAt < now) broken(bench, 'I1', `leg ${leg.id} is past its deadline`);
  }
}

/** [I4], [I10], and that nothing closed is dialled. */
function checkDials(bench: CoreBench, step: Step): void {
  for (const { phone } of step.recorded.effects)
    if (phone.kind === 'dial' && phone.target.kind === 'number') checkDial(bench, phone, phone.target.phoneNumber);
}

function checkDial(bench: CoreBench, dial: PhoneEffect & { kind: 'dial' }, phoneNumber: string): void {
  const { center, now } = bench;
  const leg = center.legs.get(dial.legId);
  const callback = leg === undefined ? undefined : center.callbacks.get(leg.itemId);
  if (callback === undefined) broken(bench, 'I4', `${dial.legId} is dialled for nothing that is open`);
  const service = center.service(callback.serviceId);
  const parsed = parsePhoneNumber(phoneNumber, null);
  const zones = applicableZones(callback.timeZone, zonesOfNumber(phoneNumber), hoursOf(bench, service).timeZone);
  const window = callingWindowOf(service.callingWindow, parsed.ok ? parsed.country : null);
  if (!calendarOf(bench, service).isOpen(now))
    broken(bench, 'I4', `${callback.id} is dialled while the service is closed`);
  if (!isCallableAt(now, zones, window)) broken(bench, 'I4', `${callback.id} is dialled outside the customer's window`);
  if (callback.scheduledFor !== null && now < callback.scheduledFor)
    broken(bench, 'I4', `${callback.id} is dialled before its time`);
  if (center.suppressions.has(phoneNumber)) broken(bench, 'I4', `${phoneNumber} asked never to be rung again`);
  for (const other of bench.phone.legs.values()) {
    const isOurs = center.legs.get(other.legId)?.hangUpAsked === false;
    if (isOurs && other.role === 'customer' && other.address === phoneNumber && other.legId !== dial.legId)
      broken(bench, 'I10', `${phoneNumber} is rung while on the line`);
  }
}

const calendars = new WeakMap<object, Map<string, ReturnType<typeof createServiceCalendar>>>();

function hoursOf(bench: CoreBench, service: ServicePolicy) {
  return (service.hoursId === null ? undefined : bench.center.hours.get(service.hoursId)) ?? alwaysOpen('UTC');
}

/** The hours of a service, made by the checker itself. */
export function calendarOf(bench: CoreBench, service: ServicePolicy): ReturnType<typeof createServiceCalendar> {
  const known = calendars.get(bench) ?? new Map<string, ReturnType<typeof createServiceCalendar>>();
  calendars.set(bench, known);
  const hours = hoursOf(bench, service);
  const key = `${JSON.stringify(hours)} ${service.slotMinutes}`;
  const found =
    known.get(key) ?? createServiceCalendar({ hours, capacity: uniformCapacity(1), slotMinutes: service.slotMinutes });
  known.set(key, found);
  return found;
}
