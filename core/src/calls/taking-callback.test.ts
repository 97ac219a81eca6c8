import { aService, CoreBench } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import { uniformCapacity } from '../calendar/capacity-plan.ts';
import { DIGIT_WAIT_MS, KEY_WAIT_MS } from './menu.ts';

const FROM = '+12025550100';
const HALF_HOUR = 1_800_000;

/** A caller who has pressed 1 at the invitation. */
function taking(bench: CoreBench, from = FROM): string {
  const call = bench.callIn(from, 'in1');
  bench.advance(3_000);
  bench.customerPresses(call, '1');
  return call;
}

function press(bench: CoreBench, keys: string): void {
  for (const digit of keys) bench.event({ kind: 'digit', legId: 'in1', digit });
}

/** The question is spoken to its end. */
function heard(bench: CoreBench): void {
  bench.event({ kind: 'play_finished', legId: 'in1', playId: menuOf(bench)?.playId ?? '' });
}

function menuOf(bench: CoreBench) {
  return bench.center.legs.get('in1')?.menu ?? null;
}

function lastPrompt(bench: CoreBench) {
  const plays = bench.effects.flatMap(({ phone }) => (phone.kind === 'play' ? [phone.prompt] : []));
  return plays.at(-1);
}

function open(bench: CoreBench) {
  return Array.from(bench.center.callbacks.values());
}

describe('the number', () => {
  test('[R1] spoken, and confirmed by 1', () => {
    const bench = new CoreBench();
    const call = taking(bench);
    expect(lastPrompt(bench)).toMatchObject({
      name: 'number_confirmation',
      values: { phoneNumber: FROM, hasTimes: 1 },
    });
    press(bench, '1');
    expect(bench.stored('live_call', call)).toMatchObject({ ending: 'took_callback', callbackId: open(bench)[0]?.id });
    expect(open(bench)[0]).toMatchObject({ phoneNumber: FROM, liveCallId: call });
  });

  test('[R1] not asked where the service does not want it', () => {
    const bench = new CoreBench({
      services: [aService({ invitation: { ...aService().invitation, isNumberConfirmed: false } })],
    });
    taking(bench);
    expect(open(bench)).toHaveLength(1);
    expect(bench.phone.spoken.at(-1)).toBe('invitation_confirmed');
  });

  test.each([
    ['national, as typed in the country of the number they called', '2025550123', '+12025550123'],
    ['international with the prefix of that country', '011442079460123', '+442079460123'],
    ['begun anew with a star', '999*2025550123', '+12025550123'],
  ])('[R1] typed: %s', (_what, keys, phoneNumber) => {
    const bench = new CoreBench();
    taking(bench);
    press(bench, `2${keys}#`);
    expect(lastPrompt(bench)).toMatchObject({ name: 'number_confirmation', values: { phoneNumber } });
    press(bench, '1');
    expect(open(bench)[0]).toMatchObject({ phoneNumber });
    expect(lastPrompt(bench)).toMatchObject({ name: 'invitation_confirmed', values: { phoneNumber } });
  });

  test('[R1] a pause ends the number as # does', () => {
    const bench = new CoreBench();
    taking(bench);
    press(bench, '22025550123');
    bench.advance(DIGIT_WAIT_MS - 1);
    expect(menuOf(bench)?.step).toBe('number_entry');
    bench.advance(1);
    expect(lastPrompt(bench)).toMatchObject({ values: { phoneNumber: '+12025550123' } });
  });

  test('[R1][X5] a number that cannot be rung is asked for again twice, then the caller is in the line as before', () => {
    const bench = new CoreBench();
    const call = taking(bench, 'anonymous');
    const { arrivalAt } = bench.item(call);
    expect(menuOf(bench)?.step).toBe('number_entry');
    press(bench, '123#');
    expect(bench.phone.spoken.at(-1)).toBe('number_invalid');
    press(bench, '9005550123#');
    expect(bench.phone.spoken.at(-1)).toBe('number_invalid');
    press(bench, '#');
    expect(bench.phone.spoken.at(-1)).toBe('still_in_line');
    expect(menuOf(bench)).toBeNull();
    expect(bench.item(call)).toMatchObject({ state: 'waiting', arrivalAt });
    press(bench, '1');
    expect(menuOf(bench)?.step).toBe('number_entry');
  });

  test('[D8][X5] a number that asked never to be rung again cannot be typed', () => {
    const bench = new CoreBench();
    const id = bench.request({ phoneNumber: '+12025550123' });
    bench.available('agt_ana');
    bench.customerAnswers(id);
    bench.customerPresses(id, '9');
    bench.do({ kind: 'set_presence', agentId: 'agt_ana', presence: 'offline', reason: null });
    taking(bench);
    press(bench, '22025550123#');
    expect(bench.phone.spoken.at(-1)).toBe('number_invalid');
  });
});

describe('nothing is pressed', () => {
  test.each([
    ['the confirmation', ''],
    ['the entry', '2'],
    ['the times', '3'],
  ])('[R1][I1] at %s: asked once more, then back in the line at the same place, with music', (_what, keys) => {
    const bench = new CoreBench();
    const call = taking(bench);
    const { arrivalAt } = bench.item(call);
    press(bench, keys);
    const question = bench.phone.spoken.at(-1);
    heard(bench);
    bench.advance(KEY_WAIT_MS - 1);
    expect(bench.phone.spoken.filter((name) => name === question)).toHaveLength(1);
    bench.advance(1);
    expect(bench.phone.spoken.filter((name) => name === question)).toHaveLength(2);
    heard(bench);
    bench.advance(KEY_WAIT_MS);
    expect(bench.phone.spoken.at(-1)).toBe('still_in_line');
    expect(bench.effects.at(-1)?.phone).toMatchObject({ kind: 'hold_music', isOn: true });
    expect(bench.item(call)).toMatchObject({ state: 'waiting', arrivalAt });
    expect(bench.center.line('q_support').size).toBe(1);
  });

  test('[I1] the end of the question is never told: the deadline of the leg asks again all the same, also after a restart', () => {
    const bench = new CoreBench();
    taking(bench);
    bench.restart();
    bench.advance(60_000);
    expect(bench.phone.spoken.filter((name) => name === 'number_confirmation')).toHaveLength(2);
  });

  test('[R1] a wrong key is as no key, only at once', () => {
    const bench = new CoreBench();
    taking(bench);
    press(bench, '7');
    expect(bench.phone.spoken.at(-1)).toBe('number_confirmation');
    press(bench, '7');
    expect(bench.phone.spoken.at(-1)).toBe('still_in_line');
  });
});

describe('hanging up', () => {
  test.each([
    ['number_confirmation', ''],
    ['number_entry', '220255'],
    ['time_choices', '3'],
  ])('[R1] at %s, before anything was confirmed: no callback', (step, keys) => {
    const bench = new CoreBench();
    const call = taking(bench);
    press(bench, keys);
    expect(menuOf(bench)?.step).toBe(step);
    bench.customerEnds(call);
    expect(bench.stored('live_call', call)).toMatchObject({ ending: 'hung_up' });
    expect(open(bench)).toHaveLength(0);
  });

  test('[R1][I7] after the number was confirmed: the callback stands', () => {
    const bench = new CoreBench();
    taking(bench);
    press(bench, '1');
    bench.event({ kind: 'ended', legId: 'in1', end: { sipStatus: null, q850Cause: 16, endedBy: 'far_end' } });
    expect(open(bench)).toHaveLength(1);
    bench.restart();
    expect(open(bench)[0]?.state).toBe('waiting');
  });
});

describe('a time', () => {
  test('[R1][S3] three free slots are spoken, # hears the next, a key books', () => {
    const bench = new CoreBench();
    taking(bench);
    press(bench, '3');
    const first = bench.now - (bench.now % HALF_HOUR) + HALF_HOUR;
    expect(lastPrompt(bench)).toMatchObject({
      name: 'time_choices',
      values: {
        slot1StartsAt: first,
        slot2StartsAt: first + HALF_HOUR,
        slot3StartsAt: first + 2 * HALF_HOUR,
        timeZone: 'UTC',
        hasMore: 1,
        wasTaken: 0,
      },
    });
    press(bench, '#');
    expect(lastPrompt(bench)?.values['slot1StartsAt']).toBe(first + 3 * HALF_HOUR);
    press(bench, '2');
    expect(open(bench)[0]).toMatchObject({ state: 'scheduled', scheduledFor: first + 4 * HALF_HOUR });
    expect(lastPrompt(bench)).toMatchObject({
      name: 'scheduled_confirmed',
      values: { startsAt: first + 4 * HALF_HOUR, phoneNumber: FROM },
    });
  });

  test('[S4][I3] taken by somebody else while it was spoken: others are spoken', () => {
    const bench = new CoreBench({
      services: [aService({ capacityId: 'cap' })],
      capacity: { cap: uniformCapacity(1) },
    });
    taking(bench);
    press(bench, '3');
    const startsAt = menuOf(bench)?.startsAts[0] ?? 0;
    bench.request({ phoneNumber: '+12025550177', scheduledFor: startsAt });
    press(bench, '1');
    expect(lastPrompt(bench)).toMatchObject({ name: 'time_choices', values: { wasTaken: 1 } });
    expect(menuOf(bench)?.startsAts).not.toContain(startsAt);
    press(bench, '1');
    expect(open(bench)).toHaveLength(2);
  });

  test('[R1] not offered by a service without slots', () => {
    const bench = new CoreBench({
      services: [aService({ capacityId: 'cap' })],
      capacity: { cap: uniformCapacity(0) },
    });
    taking(bench);
    expect(lastPrompt(bench)).toMatchObject({ name: 'number_confirmation', values: { hasTimes: 0 } });
    press(bench, '3');
    expect(bench.phone.spoken.at(-1)).toBe('number_confirmation');
  });

  test('[R13] whoever types another’s number cannot move what that one asked for', () => {
    const bench = new CoreBench();
    const id = bench.request({ phoneNumber: '+12025550123' });
    const call = taking(bench);
    press(bench, '22025550123#31');
    expect(bench.callback(id)).toMatchObject({ state: 'waiting', scheduledFor: null });
    expect(bench.state(call)).toBe('waiting');
  });
});

test('[R1][Q8] an agent accepts while the menu runs, and their phone fails: the caller is in the line, and may take it again', () => {
  const bench = new CoreBench({ agentPhonesAnswer: false });
  const call = taking(bench);
  bench.available('agt_ana');
  bench.accept(call);
  expect(menuOf(bench)).toBeNull();
  bench.agentEnds(call);
  expect(bench.item(call)).toMatchObject({ state: 'waiting', agentId: null });
  bench.advance(120_000);
  expect(bench.phone.spoken.at(-1)).toBe('queue_invitation');
  press(bench, '11');
  expect(open(bench)).toHaveLength(1);
});

test('[R2] nobody is invited anew while they are being asked something', () => {
  const bench = new CoreBench();
  taking(bench);
  const count = bench.phone.spoken.filter((name) => name === 'queue_invitation').length;
  for (let i = 0; i < 5; i += 1) {
    press(bench, '2*');
    bench.advance(5_000);
  }
  expect(bench.phone.spoken.filter((name) => name === 'queue_invitation')).toHaveLength(count);
});
