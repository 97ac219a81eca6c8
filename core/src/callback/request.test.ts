import { CoreBench, aRequest, aService, codeOf, idOf } from '@ringback/testkit';
import { expect, test } from 'vitest';
import { everyWeekday } from '../calendar/business-hours.ts';
import { uniformCapacity } from '../calendar/capacity-plan.ts';

const HALF_HOUR = 1_800_000;
const HOUR = 3_600_000;
const office = {
  h_office: { timeZone: 'UTC', weekly: everyWeekday([{ from: '09:00', to: '17:00' }]), holidays: [], specialDays: [] },
};

test('[R8][R13] one open callback per number and service, and per external id', () => {
  const bench = new CoreBench();
  const first = bench.request({ externalId: 'case-1' });
  expect(bench.do({ kind: 'request_callback', request: aRequest() })).toMatchObject({ id: first, isNew: false });
  expect(
    bench.do({ kind: 'request_callback', request: aRequest({ phoneNumber: '+12025550107', externalId: 'case-1' }) }),
  ).toMatchObject({ id: first, isNew: false });
  expect(bench.center.callbacks.size).toBe(1);
});

/** A callback that was talked about and given to others, while its customer asked for another one and then hung up. */
function backFromTalk(bench: CoreBench): { first: string; second: string } {
  bench.available('agt_ana');
  const first = bench.request();
  bench.customerAnswers(first);
  bench.customerPresses(first, '1');
  bench.accept(first);
  const second = bench.request();
  const callId = bench.callback(first).call?.id ?? '';
  bench.do({ kind: 'transfer_call', callId, queueId: 'q_support', agentId: null });
  bench.customerEnds(first);
  expect(second).not.toBe(first);
  expect([bench.state(first), bench.state(second)]).toEqual(['retry_pending', 'dialing']);
  return { first, second };
}

test('[R13] one that was talked about and rests again is the open one, also once a newer wish has come and gone', () => {
  const bench = new CoreBench();
  const { first, second } = backFromTalk(bench);
  const again = { kind: 'request_callback', request: aRequest() } as const;
  expect(bench.do(again)).toMatchObject({ id: first, isNew: false });
  bench.do({ kind: 'cancel_callback', callbackId: second, by: 'customer', reason: null });
  expect(bench.do(again)).toMatchObject({ id: first, isNew: false });
  bench.restart();
  expect(bench.do(again)).toMatchObject({ id: first, isNew: false });
  bench.do({ kind: 'cancel_callback', callbackId: first, by: 'customer', reason: null });
  expect(bench.do(again)).toMatchObject({ isNew: true });
});

test('[D8] whoever asks never to be rung again is asked for by no older wish either', () => {
  const bench = new CoreBench();
  const { first, second } = backFromTalk(bench);
  bench.customerAnswers(second);
  bench.customerPresses(second, '9');
  expect([bench.outcome(first), bench.outcome(second)]).toEqual(['suppressed', 'cancelled_by_customer']);
});

test('[S4][I3] ten thousand requests for one slot of ten: exactly ten', () => {
  const bench = new CoreBench({
    services: [aService({ capacityId: 'c_ten' })],
    capacity: { c_ten: uniformCapacity(10) },
  });
  const { center } = bench;
  const scheduledFor = bench.now + HALF_HOUR;
  let booked = 0;
  for (let count = 0; count < 10_000; count += 1) {
    const phoneNumber = `+1202${String(5_600_000 + count)}`;
    // Full requests change nothing: the invariants are checked for those that were let in.
    if (booked < 10 || count % 1_000 === 0) {
      const reply = bench.do({ kind: 'request_callback', request: aRequest({ phoneNumber, scheduledFor }) });
      if (reply.ok) booked += 1;
      else
        expect(reply.rejection).toMatchObject({
          code: 'slot_full',
          alternatives: [scheduledFor + HALF_HOUR, scheduledFor + 2 * HALF_HOUR, scheduledFor + 3 * HALF_HOUR],
        });
    }
  }
  expect(booked).toBe(10);
  expect(Array.from(center.slots.values(), (slot) => slot.booked)).toEqual([10]);
});

test('[S5] a held place is kept for 120 s, then anybody may have it', () => {
  const bench = new CoreBench({
    services: [aService({ capacityId: 'c_one' })],
    capacity: { c_one: uniformCapacity(1) },
  });
  const startsAt = bench.now + HALF_HOUR;
  const hold = idOf(bench.do({ kind: 'hold_slot', serviceId: 'svc_support', startsAt }));
  expect(() => bench.request({ scheduledFor: startsAt })).toThrow('slot_full');
  const id = bench.request({ scheduledFor: startsAt, slotHoldId: hold });
  expect(bench.state(id)).toBe('scheduled');
  const other = startsAt + HALF_HOUR;
  bench.do({ kind: 'hold_slot', serviceId: 'svc_support', startsAt: other });
  bench.advance(119_999);
  expect(() => bench.request({ scheduledFor: other, phoneNumber: '+12025550102' })).toThrow('slot_full');
  bench.advance(1);
  expect(bench.state(bench.request({ scheduledFor: other, phoneNumber: '+12025550102' }))).toBe('scheduled');
});

test('[S6][I3] moved: the old place is given up only when the new one is there', () => {
  const bench = new CoreBench({
    services: [aService({ capacityId: 'c_one' })],
    capacity: { c_one: uniformCapacity(1) },
  });
  const [first, second] = [bench.now + HALF_HOUR, bench.now + 2 * HALF_HOUR];
  const id = bench.request({ scheduledFor: first });
  bench.request({ scheduledFor: second, phoneNumber: '+12025550102' });
  expect(
    codeOf(bench.do({ kind: 'reschedule_callback', callbackId: id, scheduledFor: second, slotHoldId: null })),
  ).toBe('slot_full');
  expect(bench.callback(id).scheduledFor).toBe(first);
  expect(
    codeOf(
      bench.do({ kind: 'reschedule_callback', callbackId: id, scheduledFor: second + HALF_HOUR, slotHoldId: null }),
    ),
  ).toBe('ok');
  expect(bench.state(bench.request({ scheduledFor: first, phoneNumber: '+12025550103' }))).toBe('scheduled');
});

test('[S6][Q2] moved to the time it has: a callback in the line keeps its place, its promise and what it waited', () => {
  const bench = new CoreBench();
  const scheduledFor = bench.now + HALF_HOUR;
  const timed = bench.request({ scheduledFor });
  bench.advance(HALF_HOUR - 30_000);
  bench.request({ phoneNumber: '+12025550102' });
  bench.advance(10_000);
  const before = bench.ask({ kind: 'callback', callbackId: timed });
  expect(before).toMatchObject({ callback: { state: 'waiting' }, position: 1 });
  const hold = idOf(bench.do({ kind: 'hold_slot', serviceId: 'svc_support', startsAt: scheduledFor }));
  const move = { kind: 'reschedule_callback', callbackId: timed, scheduledFor, slotHoldId: hold } as const;
  expect(codeOf(bench.do(move))).toBe('ok');
  expect(bench.ask({ kind: 'callback', callbackId: timed })).toEqual(before);
  expect(bench.center.holds.size).toBe(0);
});

test('[S6][Q2] moved to the time it has while it was put off: it comes at that time, with the place it had', () => {
  const bench = new CoreBench();
  const scheduledFor = bench.now + HALF_HOUR;
  const timed = bench.request({ scheduledFor });
  bench.advance(HALF_HOUR - 30_000);
  const { arrivalAt } = bench.callback(timed);
  expect(arrivalAt).toBeLessThan(scheduledFor);
  bench.do({ kind: 'retry_callback', callbackId: timed, at: bench.now + HOUR });
  expect(bench.state(timed)).toBe('retry_pending');
  bench.do({ kind: 'reschedule_callback', callbackId: timed, scheduledFor, slotHoldId: null });
  bench.advance(30_000);
  expect([bench.state(timed), bench.callback(timed).arrivalAt]).toEqual(['waiting', arrivalAt]);
});

test('[S7][I4] never rung before the promised time, and then before those who came later', () => {
  const bench = new CoreBench();
  const timed = bench.request({ scheduledFor: bench.now + HALF_HOUR });
  bench.advance(HALF_HOUR - 1);
  expect(bench.state(timed)).toBe('waiting');
  const later = bench.request({ phoneNumber: '+12025550102' });
  bench.available('agt_ana');
  expect(bench.phone.rungNumbers).toEqual(['+12025550102']);
  bench.do({ kind: 'cancel_callback', callbackId: later, by: 'staff', reason: null });
  expect(bench.phone.rungNumbers).toHaveLength(1);
  bench.advance(1);
  expect(bench.phone.rungNumbers).toEqual(['+12025550102', '+12025550100']);
});

test('[R14] closed: refuse with the opening, take the first slot, or line up for the opening', () => {
  const startsAt = Date.UTC(2026, 2, 2, 20);
  const opening = Date.UTC(2026, 2, 3, 9);
  const closed = (afterHours: 'refuse' | 'first_slot' | 'at_opening') =>
    new CoreBench({ startsAt, hours: office, services: [aService({ hoursId: 'h_office', afterHours })] });
  expect(closed('refuse').do({ kind: 'request_callback', request: aRequest() })).toMatchObject({
    rejection: { code: 'service_closed', alternatives: [opening] },
  });
  const slot = closed('first_slot');
  expect(slot.callback(slot.request())).toMatchObject({ state: 'scheduled', scheduledFor: opening });
  const line = closed('at_opening');
  expect(line.callback(line.request())).toMatchObject({ state: 'retry_pending', dueAt: opening, arrivalAt: opening });
  line.available('agt_ana');
  line.advance(opening - startsAt);
  expect(line.phone.rungNumbers).toHaveLength(1);
});

test('[S8][I4] the customer sleeps: put off until morning where they are, retries too', () => {
  const bench = new CoreBench({
    services: [aService({ callingWindow: { from: '08:00', to: '21:00', perCountry: {} }, expireAfterMs: null })],
    startsAt: Date.UTC(2026, 2, 2, 19, 55),
  });
  const id = bench.request({ phoneNumber: '+4930123456' });
  bench.available('agt_ana');
  bench.customerEnds(id, { q850Cause: 17 });
  expect(bench.callback(id)).toMatchObject({ state: 'retry_pending', dueAt: Date.UTC(2026, 2, 3, 7) });
});

test.each([
  ['purge', 'closed'],
  ['keep', 'retry_pending'],
] as const)('[A5] closing time, %s: what waits is %s', (closingTime, state) => {
  const bench = new CoreBench({ hours: office, services: [aService({ hoursId: 'h_office', closingTime })] });
  const id = bench.request();
  bench.advance(7 * HOUR);
  expect(bench.state(id)).toBe(state);
  if (state === 'closed') expect(bench.outcome(id)).toBe('purged');
  else expect(bench.callback(id).dueAt).toBe(Date.UTC(2026, 2, 3, 9));
});

test('[A5][Q10] expires; the promise is told to be at risk before it is broken', () => {
  const bench = new CoreBench();
  bench.available('agt_ana');
  bench.do({ kind: 'set_presence', agentId: 'agt_ana', presence: 'busy', reason: null });
  const id = bench.request();
  expect(bench.callback(id).promise).not.toBeNull();
  bench.advance(8 * HOUR);
  expect(bench.outcome(id)).toBe('expired');
  const told = bench.story(id).filter((type) => type.startsWith('callback.promise'));
  expect(told).toEqual(['callback.promise_at_risk', 'callback.promise_broken']);
});

test('[R12] video needs a time; [Q13] paused and full services take nothing', () => {
  const bench = new CoreBench({ services: [aService({ openMax: 1 }), aService({ id: 'svc_paused', isPaused: true })] });
  const ask = (overrides: Parameters<typeof aRequest>[0]) =>
    codeOf(bench.do({ kind: 'request_callback', request: aRequest(overrides) }));
  expect(ask({ medium: 'video' })).toBe('scheduled_only');
  expect(ask({ serviceId: 'svc_paused' })).toBe('service_paused');
  expect(ask({})).toBe('ok');
  expect(ask({ phoneNumber: '+12025550102' })).toBe('too_many_open');
});
