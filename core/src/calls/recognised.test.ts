import { aService, anAgent, CoreBench, outcomeRules } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import { everyWeekday } from '../calendar/business-hours.ts';
import { uniformCapacity } from '../calendar/capacity-plan.ts';
import { KEY_WAIT_MS, QUESTION_MAX_MS } from './menu.ts';

const FROM = '+12025550100';
const HALF_HOUR = 1_800_000;
const SALES = '+12025550191';

function press(bench: CoreBench, keys: string): void {
  for (const digit of keys) bench.event({ kind: 'digit', legId: 'in1', digit });
}

function lastPrompt(bench: CoreBench) {
  return bench.effects.flatMap(({ phone }) => (phone.kind === 'play' ? [phone.prompt] : [])).at(-1);
}

/** A customer whose callback waits since ten minutes calls in, behind somebody who came later than they did. */
function calling(bench: CoreBench): { id: string; other: string; call: string } {
  const id = bench.request();
  bench.advance(60_000);
  const other = bench.request({ phoneNumber: '+12025550177' });
  bench.advance(540_000);
  return { id, other, call: bench.callIn(FROM, 'in1') };
}

describe('a caller with an open callback', () => {
  test('[P7][Q1] is asked, and stands at the place of the callback from the first moment', () => {
    const bench = new CoreBench();
    const { id, call } = calling(bench);
    expect(lastPrompt(bench)).toMatchObject({
      name: 'recognised_caller',
      values: { serviceName: 'Support', hasTimes: 1, isOtherService: 0, scheduledFor: null },
    });
    expect(bench.item(call)).toMatchObject({
      arrivalAt: bench.callback(id).arrivalAt,
      callbackId: id,
      state: 'waiting',
    });
    bench.available('agt_ana');
    expect(bench.item(call).agentId).toBe('agt_ana');
  });

  test('[P7][I10] key 1: waits there; the callback ends when they talk with somebody, not before', () => {
    const bench = new CoreBench();
    const { id, call } = calling(bench);
    press(bench, '1');
    expect(bench.phone.spoken.at(-1)).toBe('place_kept');
    bench.available('agt_ana');
    expect(bench.state(id)).toBe('waiting');
    bench.accept(call);
    expect(bench.state(call)).toBe('connected');
    expect(bench.outcome(id)).toBe('superseded_by_call_in');
    expect(bench.phone.rungNumbers).toEqual([]);
    bench.customerEnds(call);
    bench.advance(24 * 3_600_000);
    expect(bench.phone.rungNumbers).not.toContain(FROM);
  });

  test('[P7][I10] who hangs up while waiting is called back, at the place they had', () => {
    const bench = new CoreBench();
    const { id, call } = calling(bench);
    const { arrivalAt } = bench.callback(id);
    press(bench, '1');
    bench.customerEnds(call);
    expect(bench.callback(id)).toMatchObject({ state: 'waiting', arrivalAt });
    bench.available('agt_ana');
    expect(bench.phone.rungNumbers).toEqual([FROM]);
  });

  test('[P7] no key: asked once more, then as key 1', () => {
    const bench = new CoreBench();
    const { id } = calling(bench);
    bench.advance(QUESTION_MAX_MS);
    expect(bench.phone.spoken.filter((name) => name === 'recognised_caller')).toHaveLength(2);
    const playId = bench.center.legs.get('in1')?.menu?.playId ?? '';
    bench.event({ kind: 'play_finished', legId: 'in1', playId });
    bench.advance(KEY_WAIT_MS);
    expect(bench.phone.spoken.at(-1)).toBe('place_kept');
    expect(bench.state(id)).toBe('waiting');
  });

  test('[P7][S6] key 2: the next times are spoken, and the callback is moved', () => {
    const bench = new CoreBench();
    const { id, call } = calling(bench);
    press(bench, '2');
    const startsAt = bench.now - (bench.now % HALF_HOUR) + HALF_HOUR;
    expect(lastPrompt(bench)).toMatchObject({ name: 'time_choices', values: { slot1StartsAt: startsAt } });
    press(bench, '1');
    expect(bench.callback(id)).toMatchObject({ state: 'scheduled', scheduledFor: startsAt });
    expect(bench.stored('live_call', call)).toMatchObject({ ending: 'took_callback', callbackId: id });
    expect(lastPrompt(bench)).toMatchObject({ name: 'scheduled_confirmed', values: { startsAt } });
  });

  test('[P7] key 2 and then nothing: the callback is as it was, the caller waits', () => {
    const bench = new CoreBench();
    const { id, call } = calling(bench);
    press(bench, '299');
    expect(bench.phone.spoken.at(-1)).toBe('place_kept');
    expect(bench.callback(id)).toMatchObject({ state: 'waiting', scheduledFor: null });
    expect(bench.state(call)).toBe('waiting');
  });

  test('[P7] key 2 of a service without times is a wrong key', () => {
    const bench = new CoreBench({ services: [aService({ capacityId: 'cap' })], capacity: { cap: uniformCapacity(0) } });
    calling(bench);
    expect(lastPrompt(bench)).toMatchObject({ values: { hasTimes: 0 } });
    press(bench, '2');
    expect(bench.phone.spoken.at(-1)).toBe('recognised_caller');
  });

  test('[P7][I4] key 3: cancelled, goodbye, never dialled', () => {
    const bench = new CoreBench();
    const { id, call } = calling(bench);
    press(bench, '3');
    expect(bench.outcome(id)).toBe('cancelled_by_customer');
    expect(bench.stored('live_call', call)).toMatchObject({ ending: 'cancelled_callback' });
    expect(bench.phone.spoken.at(-1)).toBe('cancelled_goodbye');
    bench.available('agt_ana');
    expect(bench.phone.rungNumbers).not.toContain(FROM);
  });

  test('[P7] cancelled on the web while they are asked: nothing is left to choose, they wait', () => {
    const bench = new CoreBench();
    const { id, call } = calling(bench);
    bench.do({ kind: 'cancel_callback', callbackId: id, by: 'customer', reason: null });
    press(bench, '3');
    expect(bench.phone.spoken.at(-1)).toBe('still_in_line');
    expect(bench.state(call)).toBe('waiting');
  });

  test('[P7][R2] who has waited long is invited as anybody; taking it, the callback stands as before', () => {
    const bench = new CoreBench();
    const { id, call } = calling(bench);
    press(bench, '1');
    bench.advance(120_000);
    expect(bench.phone.spoken.at(-1)).toBe('queue_invitation');
    press(bench, '11');
    expect(bench.stored('live_call', call)).toMatchObject({ ending: 'took_callback', callbackId: id });
    expect(bench.center.callbacks.size).toBe(2);
  });

  test('[P7][A5] the callback does not expire while its customer waits for an agent', () => {
    const bench = new CoreBench({ services: [aService({ expireAfterMs: 900_000 })] });
    const { id, call } = calling(bench);
    press(bench, '1');
    bench.advance(600_000);
    expect(bench.state(id)).toBe('waiting');
    bench.customerEnds(call);
    bench.advance(120_000);
    expect(bench.outcome(id)).toBe('expired');
  });

  test('[P7][I7] asked, and the centre starts anew: the answer counts', () => {
    const bench = new CoreBench();
    const { id } = calling(bench);
    bench.restart();
    press(bench, '3');
    expect(bench.outcome(id)).toBe('cancelled_by_customer');
  });
});

describe('their callback was in hand', () => {
  const agentFirst = (): CoreBench => new CoreBench({ services: [aService({ delivery: 'agent_first' })] });

  test('[P7][Q8] offered to an agent: taken back, and that agent gets the caller', () => {
    const bench = agentFirst();
    const id = bench.request();
    bench.available('agt_ana');
    const call = bench.callIn(FROM, 'in1');
    expect(bench.state(id)).toBe('waiting');
    expect(bench.item(call).agentId).toBe('agt_ana');
  });

  test('[P7][D3] looked at by an agent: the agent gets the caller', () => {
    const bench = agentFirst();
    const id = bench.request();
    bench.available('agt_ana');
    bench.accept(id);
    expect(bench.state(id)).toBe('previewing');
    const call = bench.callIn(FROM, 'in1');
    expect(bench.state(id)).toBe('waiting');
    bench.accept(call);
    expect(bench.outcome(id)).toBe('superseded_by_call_in');
  });

  test('[P7][I2][I10] being dialled: the dial is given up, uses no attempt, and the caller gets that agent', () => {
    const bench = new CoreBench();
    const id = bench.request();
    bench.available('agt_ana');
    expect(bench.state(id)).toBe('dialing');
    const call = bench.callIn(FROM, 'in1');
    expect(bench.callback(id)).toMatchObject({ state: 'waiting', attemptsConsumed: 0, attemptsMade: 1 });
    expect(bench.phone.legs.size).toBe(1);
    bench.accept(call);
    expect(bench.outcome(id)).toBe('superseded_by_call_in');
    expect(bench.phone.rungNumbers).toEqual([FROM]);
  });

  test('[P7] on the line with us already: an ordinary caller', () => {
    const bench = new CoreBench();
    const id = bench.request();
    bench.available('agt_ana');
    bench.customerAnswers(id);
    const call = bench.callIn(FROM, 'in1');
    expect(bench.phone.spoken).not.toContain('recognised_caller');
    expect(bench.item(call)).toMatchObject({ state: 'waiting', callbackId: null });
    expect(bench.state(id)).toBe('confirming');
  });

  test.each(['scheduled', 'retry_pending'] as const)(
    '[P7] %s: superseded when they talk, the slot is free again',
    (state) => {
      const bench = new CoreBench({
        services: [aService({ outcomeRules: outcomeRules() })],
        agents: [anAgent(), anAgent({ id: 'agt_ben' })],
      });
      const id = bench.request(state === 'scheduled' ? { scheduledFor: bench.now + 8 * HALF_HOUR } : {});
      if (state === 'retry_pending') {
        bench.available('agt_ana');
        bench.customerEnds(id, { q850Cause: 17 });
      }
      expect(bench.state(id)).toBe(state);
      const call = bench.callIn(FROM, 'in1');
      expect(bench.item(call).arrivalAt).toBeLessThanOrEqual(bench.now);
      bench.available('agt_ben');
      bench.accept(call);
      expect(bench.outcome(id)).toBe('superseded_by_call_in');
      expect([...bench.center.slots.values()].map(({ booked }) => booked)).toEqual(state === 'scheduled' ? [0] : []);
    },
  );
});

describe('a caller with a callback of another service', () => {
  const two = (): CoreBench =>
    new CoreBench({ services: [aService(), aService({ id: 'svc_sales', inboundNumbers: [SALES] })] });

  test('[P7] stands in the line they called, and hears of the callback', () => {
    const bench = two();
    const id = bench.request();
    bench.advance(60_000);
    const call = bench.callIn(FROM, 'in1', SALES);
    expect(lastPrompt(bench)).toMatchObject({ name: 'recognised_caller', values: { isOtherService: 1 } });
    expect(bench.item(call)).toMatchObject({ serviceId: 'svc_sales', arrivalAt: bench.now, callbackId: null });
    press(bench, '77');
    expect(bench.phone.spoken.at(-1)).toBe('still_in_line');
    bench.available('agt_ana');
    bench.accept(call);
    expect(bench.state(id)).toBe('waiting');
  });

  test('[P7] key 1 takes them to the place of the callback, also while an agent looks at the call', () => {
    const bench = two();
    const id = bench.request();
    bench.advance(60_000);
    const call = bench.callIn(FROM, 'in1', SALES);
    bench.available('agt_ana');
    press(bench, '1');
    expect(bench.item(call)).toMatchObject({
      serviceId: 'svc_support',
      arrivalAt: bench.callback(id).arrivalAt,
      callbackId: id,
      agentId: 'agt_ana',
    });
    bench.accept(call);
    expect(bench.outcome(id)).toBe('superseded_by_call_in');
  });
});

describe('out of hours', () => {
  const weekly = everyWeekday([{ from: '09:00', to: '17:00' }]);
  const hours = { h_office: { timeZone: 'UTC', weekly, holidays: [], specialDays: [] } };
  const NOON = Date.UTC(2026, 2, 2, 12);
  const NEXT_OPENING = Date.UTC(2026, 2, 3, 9);
  const AT_TEN = NEXT_OPENING + 2 * HALF_HOUR;

  /** A customer with a callback of the next day calls at eight in the evening. */
  function callingAtNight(scheduledFor: number | null = AT_TEN): { bench: CoreBench; id: string; call: string } {
    const services = [aService({ hoursId: 'h_office', expireAfterMs: null })];
    const bench = new CoreBench({ startsAt: NOON, hours, services });
    const id = bench.request(scheduledFor === null ? {} : { scheduledFor });
    bench.advance(16 * HALF_HOUR);
    return { bench, id, call: bench.callIn(FROM, 'in1') };
  }

  test('[P7] they hear that it is closed, when it opens, and the time of their callback; they are in no line', () => {
    const { bench, id, call } = callingAtNight();
    expect(lastPrompt(bench)).toMatchObject({
      name: 'recognised_closed',
      values: { serviceName: 'Support', hasTimes: 1, scheduledFor: AT_TEN, opensAt: NEXT_OPENING },
    });
    expect(bench.item(call).state).toBe('identifying');
    expect(bench.center.line('q_support').size).toBe(0);
    bench.available('agt_ana');
    expect(bench.item(call).agentId).toBeNull();
    expect(bench.state(id)).toBe('scheduled');
  });

  test('[P7][S6] key 2 moves it', () => {
    const { bench, id, call } = callingAtNight();
    press(bench, '2');
    expect(lastPrompt(bench)).toMatchObject({ name: 'time_choices', values: { slot1StartsAt: NEXT_OPENING } });
    press(bench, '1');
    expect(bench.callback(id)).toMatchObject({ state: 'scheduled', scheduledFor: NEXT_OPENING });
    expect(bench.stored('live_call', call)).toMatchObject({ state: 'closed', ending: 'took_callback', callbackId: id });
    expect(bench.phone.spoken.at(-1)).toBe('scheduled_confirmed');
  });

  test('[P7] key 3 cancels it', () => {
    const { bench, id, call } = callingAtNight();
    press(bench, '3');
    expect(bench.outcome(id)).toBe('cancelled_by_customer');
    expect(bench.stored('live_call', call)).toMatchObject({ state: 'closed', ending: 'cancelled_callback' });
    expect(bench.phone.spoken.at(-1)).toBe('cancelled_goodbye');
  });

  test('[P7] key 1 brings nobody into a closed line: asked once more, goodbye, and the callback stands', () => {
    const { bench, id, call } = callingAtNight();
    press(bench, '11');
    expect(bench.phone.spoken).toEqual(['recognised_closed', 'recognised_closed', 'call_in_goodbye']);
    expect(bench.stored('live_call', call)).toMatchObject({ state: 'closed', ending: 'refused' });
    expect(bench.callback(id)).toMatchObject({ state: 'scheduled', scheduledFor: AT_TEN });
  });

  test.each([
    ['', false],
    ['', true],
    ['2', false],
    ['2', true],
  ])('[P7][I1] silence after keys "%s": goodbye; restarted meanwhile: %s', (keys, isRestarted) => {
    const { bench, id, call } = callingAtNight();
    press(bench, keys);
    if (isRestarted) bench.restart();
    bench.advance(2 * (QUESTION_MAX_MS + KEY_WAIT_MS));
    expect(bench.phone.spoken.at(-1)).toBe('call_in_goodbye');
    expect(bench.stored('live_call', call)).toMatchObject({ state: 'closed', ending: 'refused' });
    expect(bench.state(id)).toBe('scheduled');
  });

  test('[P7] as soon as possible: no time is told, and it waits for the opening as before', () => {
    const { bench, id } = callingAtNight(null);
    const values = { scheduledFor: null, opensAt: NEXT_OPENING };
    expect(lastPrompt(bench)).toMatchObject({ name: 'recognised_closed', values });
    const before = bench.state(id);
    press(bench, '11');
    expect(bench.state(id)).toBe(before);
  });

  test('[P7] cancelled on the web while they are asked: goodbye', () => {
    const { bench, id } = callingAtNight();
    bench.do({ kind: 'cancel_callback', callbackId: id, by: 'customer', reason: null });
    press(bench, '2');
    expect(bench.phone.spoken.at(-1)).toBe('call_in_goodbye');
  });

  test('[P7] without a callback it is closed, as for anybody', () => {
    const { bench, call } = callingAtNight();
    bench.customerEnds(call);
    bench.callIn('+12025550177', 'in2');
    expect(bench.phone.spoken.at(-1)).toBe('closed');
  });
});
