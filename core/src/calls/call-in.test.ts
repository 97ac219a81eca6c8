import { aCallInGroup, aService, CoreBench, codeOf, type BenchOptions } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import type { CallInDetails, CallInWish } from '../contact-center/commands.ts';
import { drawAccessCode } from './access-code.ts';

const FROM = '+12025550100';
const OTHER = '+12025550177';
const service = aService({ callInGroupId: 'cig_main', inboundNumbers: ['+12025550190'] });

function bench(options: BenchOptions = {}, group: Parameters<typeof aCallInGroup>[0] = {}): CoreBench {
  return new CoreBench({ services: [service], callInGroups: [aCallInGroup(group)], ...options });
}

function ask(on: CoreBench, wish: Partial<CallInWish> = {}): CallInDetails & { isNew: boolean } {
  const reply = on.do({
    kind: 'request_call_in',
    wish: { serviceId: 'svc_support', phoneNumber: FROM, callbackId: null, context: {}, ...wish },
  });
  if (!reply.ok || reply.callIn === undefined) throw new Error(codeOf(reply));
  return { ...reply.callIn, isNew: reply.isNew };
}

function press(on: CoreBench, keys: string, legId = 'in1'): void {
  for (const digit of keys) on.event({ kind: 'digit', legId, digit });
}

function stepOf(on: CoreBench, legId = 'in1') {
  return on.center.legs.get(legId)?.menu?.step ?? null;
}

describe('a request', () => {
  test('[P3] number, code and expiry; a repeat finds it while it is valid', () => {
    const on = bench();
    const first = ask(on);
    expect(first).toMatchObject({ isNew: true, number: '+12025550195', expiresAt: on.now + 900_000 });
    expect(first.accessCode).toMatch(/^\d{4}$/);
    on.advance(60_000);
    expect(ask(on)).toEqual({ ...first, isNew: false });
    on.advance(900_000);
    expect(ask(on).isNew).toBe(true);
  });

  test('[P3] no code where callers are known by their number', () => {
    expect(ask(bench({}, { matchBy: 'caller_number' })).accessCode).toBeNull();
  });

  test('[P5] requests are spread over the numbers, and no two of one number have the same code', () => {
    const on = bench();
    const asked = Array.from({ length: 200 }, (_, index) => ask(on, { phoneNumber: `+1202555${1000 + index}` }));
    for (const number of ['+12025550195', '+12025550196']) {
      const codes = asked.filter((one) => one.number === number).map((one) => one.accessCode);
      expect(codes).toHaveLength(100);
      expect(new Set(codes).size).toBe(100);
    }
  });

  test('[P5] every code is drawn once before none is left', () => {
    const taken = new Set<string>();
    for (let i = 0; i < 10_000; i += 1) {
      const code = drawAccessCode(`seed ${i}`, 4, taken);
      if (code === null) throw new Error('a code was left');
      expect(taken.has(code)).toBe(false);
      taken.add(code);
    }
    expect(drawAccessCode('one more', 4, taken)).toBeNull();
  });

  test.each([
    ['an unknown service', { serviceId: 'svc_none' }, {}, 'unknown_service'],
    ['an unknown callback', { callbackId: 'cb_none' }, {}, 'unknown_callback'],
    ['a paused service', {}, { isPaused: true }, 'service_paused'],
    ['a service without a group', {}, { callInGroupId: null }, 'no_call_in_number'],
  ])('[P3] refused: %s', (_what, wish, policy, code) => {
    const on = bench({ services: [{ ...service, ...policy }] });
    const body = { serviceId: 'svc_support', phoneNumber: FROM, callbackId: null, context: {}, ...wish };
    expect(codeOf(on.do({ kind: 'request_call_in', wish: body }))).toBe(code);
    expect([...on.center.callIns.values()]).toEqual([]);
  });

  test('[P6][I1] expires at its time, is remembered a day, and then forgotten; also over a restart', () => {
    const on = bench();
    const { id } = ask(on);
    on.restart();
    on.advance(900_000);
    expect(on.stored('call_in', id)).toMatchObject({ ending: 'expired' });
    on.restart();
    on.advance(86_400_000);
    expect(() => on.stored('call_in', id)).toThrow('not stored');
    expect([...on.center.callIns.values()]).toEqual([]);
  });
});

describe('calling in', () => {
  test('[P3] known by the number: in the line like any caller, at once', () => {
    const on = bench();
    const { id, number } = ask(on, { context: { order: '17' } });
    on.advance(60_000);
    const call = on.callIn(FROM, 'in1', number);
    expect(on.item(call)).toMatchObject({ state: 'waiting', arrivalAt: on.now, serviceId: 'svc_support' });
    expect(on.stored('callback_details', call)).toMatchObject({ context: { order: '17' } });
    expect(on.phone.spoken).toEqual(['queue_invitation']);
    on.available('agt_ana');
    on.accept(call);
    expect(on.stored('call_in', id)).toMatchObject({ ending: 'served' });
  });

  test('[P3] from another number: by the code, # ends it', () => {
    const on = bench();
    const { number, accessCode } = ask(on);
    const call = on.callIn(OTHER, 'in1', number);
    expect(on.item(call).state).toBe('identifying');
    expect(on.center.line('q_support').size).toBe(0);
    press(on, `${accessCode}#`);
    expect(on.item(call).state).toBe('waiting');
  });

  test('[P5] a wrong code is asked for again, up to the tries of the group; then the line is offered', () => {
    const on = bench();
    const { number, accessCode } = ask(on);
    const wrong = accessCode === '0000' ? '1111' : '0000';
    const call = on.callIn(OTHER, 'in1', number);
    press(on, `${wrong}#`);
    expect(on.phone.spoken.at(-1)).toBe('call_in_wrong_code');
    press(on, `${wrong}#${wrong}#`);
    expect(stepOf(on)).toBe('call_in_unknown');
    press(on, '1');
    expect(on.item(call)).toMatchObject({ state: 'waiting', arrivalAt: on.now });
  });

  test('[P5] a failed match can be tried again while the request is valid', () => {
    const on = bench();
    const { number, accessCode } = ask(on);
    const first = on.callIn(OTHER, 'in1', number);
    press(on, '#');
    on.customerEnds(first);
    const second = on.callIn(OTHER, 'in2', number);
    press(on, `${accessCode}#`, 'in2');
    expect(on.item(second).state).toBe('waiting');
    on.customerEnds(second);
    const third = on.callIn(FROM, 'in3', number);
    expect(on.item(third).state).toBe('waiting');
  });

  test('[P5] a code whose caller is on the line is nobody else’s', () => {
    const on = bench();
    const { number, accessCode } = ask(on);
    on.callIn(FROM, 'in1', number);
    const thief = on.callIn(OTHER, 'in2', number);
    press(on, `${accessCode}#`, 'in2');
    expect(on.item(thief).state).toBe('identifying');
  });

  test('[P5] both: the code counts from the number it was given to only', () => {
    const on = bench({}, { matchBy: 'both' });
    const { number, accessCode } = ask(on);
    on.callIn(OTHER, 'in1', number);
    press(on, `${accessCode}#`);
    expect(on.phone.spoken.at(-1)).toBe('call_in_wrong_code');
    const call = on.callIn(FROM, 'in2', number);
    expect(stepOf(on, 'in2')).toBe('call_in_code');
    press(on, `${accessCode}#`, 'in2');
    expect(on.item(call).state).toBe('waiting');
  });

  test.each(['either', 'caller_number'] as const)('[P6] late, %s: told so, and offered the line', (matchBy) => {
    const on = bench({}, { matchBy });
    const { number, accessCode } = ask(on);
    on.advance(900_000);
    const call = on.callIn(FROM, 'in1', number);
    if (accessCode !== null) press(on, `${accessCode}#`);
    expect(on.phone.spoken.at(-1)).toBe('call_in_expired');
    press(on, '1');
    expect(on.item(call)).toMatchObject({ state: 'waiting', arrivalAt: on.now });
  });

  test('[P6] whoever does not want the line is let go', () => {
    const on = bench({}, { matchBy: 'caller_number' });
    const call = on.callIn(OTHER, 'in1', '+12025550195');
    expect(stepOf(on)).toBe('call_in_unknown');
    press(on, '99');
    expect(on.stored('live_call', call)).toMatchObject({ state: 'closed', ending: 'refused' });
    expect(on.phone.spoken.at(-1)).toBe('call_in_goodbye');
  });

  test('[I1] silence at the code: asked once more, the line offered, goodbye; the leg is never without a deadline', () => {
    const on = bench();
    const call = on.callIn(OTHER, 'in1', '+12025550195');
    on.advance(600_000);
    expect(on.phone.spoken).toEqual([
      'call_in_code',
      'call_in_code',
      'call_in_unknown',
      'call_in_unknown',
      'call_in_goodbye',
    ]);
    expect(on.state(call)).toBe('closed');
  });

  test('[P3] a number that is also the ordinary one of the service: only who is awaited is called in', () => {
    const on = bench({}, { numbers: ['+12025550190'] });
    ask(on);
    const stranger = on.callIn(OTHER, 'in1');
    expect(on.item(stranger)).toMatchObject({ state: 'waiting' });
    on.callIn(FROM, 'in2');
    expect(on.history.filter(({ type }) => type === 'call_in.matched')).toHaveLength(1);
  });

  test('[P3][P7] for a callback that waits: at its place, and it ends when they talk', () => {
    const on = bench();
    const id = on.request();
    on.advance(300_000);
    const { number } = ask(on, { callbackId: id });
    const call = on.callIn(FROM, 'in1', number);
    expect(on.item(call)).toMatchObject({ arrivalAt: on.callback(id).arrivalAt, callbackId: id });
    expect(on.phone.spoken).toEqual(['place_kept']);
    on.available('agt_ana');
    on.accept(call);
    expect(on.outcome(id)).toBe('superseded_by_call_in');
  });

  test('[P7][I10] from another telephone, by the code: the callback is not dialled while they are on the line', () => {
    const on = bench();
    const id = on.request();
    const { number, accessCode } = ask(on, { callbackId: id });
    const call = on.callIn(OTHER, 'in1', number);
    press(on, `${accessCode}#`);
    on.restart();
    on.available('agt_ana');
    expect(on.phone.rungNumbers).toEqual([]);
    expect(on.item(call).agentId).toBe('agt_ana');
    on.customerEnds(call);
    expect(on.phone.rungNumbers).toEqual([FROM]);
    expect(on.state(id)).toBe('dialing');
  });

  test('[P6] for a callback that was cancelled: told so', () => {
    const on = bench({}, { matchBy: 'caller_number' });
    const id = on.request();
    const { number } = ask(on, { callbackId: id });
    on.do({ kind: 'cancel_callback', callbackId: id, by: 'customer', reason: null });
    on.callIn(FROM, 'in1', number);
    expect(on.phone.spoken).toEqual(['call_in_expired']);
  });
});

describe('guessing codes', () => {
  const HOUR = 3_600_000;
  const noted = (on: CoreBench, type: string) =>
    on.history.filter((entry) => entry.type === type).map(({ detail }) => detail);
  // No code has five digits here.
  const WRONG = '99999#';

  /** Calls, types wrong codes until the line is offered, and hangs up. */
  function guess(on: CoreBench, from: string, legId: string, number: string): void {
    const call = on.callIn(from, legId, number);
    for (let i = 0; i < 3 && stepOf(on, legId) === 'call_in_code'; i += 1) press(on, WRONG, legId);
    expect(stepOf(on, legId)).toBe('call_in_unknown');
    on.customerEnds(call);
  }

  test('[P5][X5] six wrong codes of a number, over calls: no code is asked for, an agent is offered, the reason is kept', () => {
    const on = bench({}, { matchBy: 'access_code' });
    const { number } = ask(on);
    guess(on, OTHER, 'in1', number);
    guess(on, OTHER, 'in2', number);
    const call = on.callIn(OTHER, 'in3', number);
    expect(stepOf(on, 'in3')).toBe('call_in_unknown');
    expect(noted(on, 'call_in.refused').map(({ reason }) => reason)).toEqual([
      'unknown',
      'too_many_wrong_codes',
      'too_many_wrong_codes',
    ]);
    press(on, '1', 'in3');
    expect(on.item(call).state).toBe('waiting');
  });

  test('[P5] others are asked as before, and a caller known by their number comes in', () => {
    const on = bench();
    const { number } = ask(on, { phoneNumber: OTHER });
    guess(on, FROM, 'in1', number);
    guess(on, FROM, 'in2', number);
    on.callIn('+12025550178', 'in3', number);
    expect(stepOf(on, 'in3')).toBe('call_in_code');
    const mine = ask(on);
    expect(on.item(on.callIn(FROM, 'in4', mine.number)).state).toBe('waiting');
  });

  test.each([false, true])(
    '[P5][I8] one more code after each sixth of an hour; restarted meanwhile: %s',
    (isRestarted) => {
      const on = bench({}, { matchBy: 'access_code', validForMs: 10 * HOUR });
      const { number, accessCode } = ask(on);
      guess(on, OTHER, 'in1', number);
      guess(on, OTHER, 'in2', number);
      if (isRestarted) on.restart();
      on.advance(HOUR / 6 - 1);
      guess(on, OTHER, 'in3', number);
      expect(noted(on, 'call_in.refused')).toHaveLength(3);
      expect(on.phone.spoken.filter((name) => name === 'call_in_code')).toHaveLength(2);
      on.advance(1);
      guess(on, OTHER, 'in4', number);
      expect(on.phone.spoken.filter((name) => name === 'call_in_code')).toHaveLength(3);
      on.advance(HOUR);
      expect(() => on.stored('call_in', `wrong_from_${OTHER}`)).toThrow('not stored');
      expect(() => on.stored('call_in', 'wrong_in_cig_main')).toThrow('not stored');
      const late = on.callIn(OTHER, 'in5', number);
      press(on, `${accessCode}#`, 'in5');
      expect(on.item(late).state).toBe('waiting');
    },
  );

  test('[P5][X5] many guess, or hide their numbers: a code counts from its own number only, and that is told', () => {
    const on = bench({}, { matchBy: 'access_code', validForMs: 10 * HOUR, numbers: ['+12025550195'] });
    // Ten of ten thousand codes are given out: ten wrong ones find one of them in a hundred.
    const [mine] = Array.from({ length: 10 }, (_, index) => ask(on, { phoneNumber: `+1202555011${index}` }));
    if (mine === undefined) throw new Error('ten were asked for');
    const comesIn = (from: string, legId: string): boolean => {
      const call = on.callIn(from, legId, mine.number);
      press(on, `${mine.accessCode}#`, legId);
      const { state } = on.item(call);
      on.customerEnds(call);
      return state === 'waiting';
    };
    for (const legId of ['in1', 'in2', 'in3']) guess(on, 'anonymous', legId, mine.number);
    expect(comesIn(OTHER, 'in4')).toBe(true);
    expect(noted(on, 'call_in.guarded')).toEqual([]);
    guess(on, 'anonymous', 'in5', mine.number);
    expect(noted(on, 'call_in.guarded')).toEqual([{ groupId: 'cig_main' }]);
    expect(comesIn(OTHER, 'in6')).toBe(false);
    expect(comesIn('+12025550110', 'in7')).toBe(true);
    on.advance(HOUR);
    expect(comesIn(OTHER, 'in8')).toBe(true);
  });
});
