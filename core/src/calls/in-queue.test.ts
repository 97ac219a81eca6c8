import { CoreBench, aService, anAgent } from '@ringback/testkit';
import { expect, test } from 'vitest';

const FROM = '+12025550100';

test('[R1][R2] invited when nobody is there; taking it keeps the very place, and the line is freed', () => {
  const bench = new CoreBench();
  const early = bench.callIn(FROM, 'in1');
  bench.advance(5_000);
  bench.callIn('+12025550101', 'in2');
  const { arrivalAt } = bench.item(early);
  expect(bench.phone.spoken).toContain('queue_invitation');
  bench.customerPresses(early, '1');
  expect(bench.phone.spoken.at(-1)).toBe('number_confirmation');
  expect(bench.item(early)).toMatchObject({ state: 'waiting', arrivalAt });
  bench.customerPresses(early, '1');
  expect(bench.state(early)).toBe('closed');
  const [callback] = Array.from(bench.center.callbacks.values());
  expect(callback).toMatchObject({ state: 'waiting', arrivalAt, channel: 'ivr', phoneNumber: FROM });
  expect(bench.ask({ kind: 'callback', callbackId: callback?.id ?? '' })?.position).toBe(1);
  expect(bench.phone.spoken.at(-1)).toBe('invitation_confirmed');
});

test('[I10] the pending callback is not dialled before the caller has hung up, and at once after', () => {
  const bench = new CoreBench();
  const call = bench.callIn(FROM, 'in1');
  bench.customerPresses(call, '1');
  bench.customerPresses(call, '1');
  bench.available('agt_ana');
  expect(bench.phone.rungNumbers).toEqual([]);
  // The end of the sentence that the key cut short is not the end of the last one.
  bench.event({ kind: 'play_finished', legId: 'in1', playId: 'of_the_invitation' });
  expect(bench.phone.rungNumbers).toEqual([]);
  bench.event({ kind: 'play_finished', legId: 'in1', playId: bench.center.legs.get('in1')?.goodbyePlayId ?? '' });
  expect(bench.phone.rungNumbers).toEqual([FROM]);
});

test('[R1] a caller whose agent is being rung is connected: keys count no more, whatever they were asked', () => {
  const bench = new CoreBench({ agentPhonesAnswer: false });
  const call = bench.callIn(FROM, 'in1');
  bench.customerPresses(call, '1');
  bench.available('agt_ana');
  bench.accept(call);
  expect(bench.phone.spoken.at(-1)).toBe('connecting');
  expect(bench.center.legs.get('in1')).toMatchObject({ menu: null, deadlineAt: null });
  bench.customerPresses(call, '1');
  bench.customerPresses(call, '1');
  bench.event({ kind: 'answered', legId: bench.item(call).agentLegId ?? '' });
  expect(bench.state(call)).toBe('connected');
  expect(bench.center.callbacks.size).toBe(0);
});

test('[R1] a caller who takes it while an agent looks at the offer lets that agent go', () => {
  const bench = new CoreBench();
  const call = bench.callIn(FROM, 'in1');
  bench.customerPresses(call, '1');
  bench.available('agt_ana');
  expect(bench.agent('agt_ana').activity).toBe('offered');
  bench.customerPresses(call, '1');
  expect(bench.state(call)).toBe('closed');
  expect(bench.agent('agt_ana')).toMatchObject({ activity: 'idle', itemId: null });
});

test('[Q1][Q7] a live caller is offered, served and wrapped up', () => {
  const bench = new CoreBench();
  const call = bench.callIn(FROM, 'in1');
  bench.available('agt_ana');
  bench.accept(call);
  expect(bench.state(call)).toBe('connected');
  bench.customerEnds(call);
  expect(bench.agent('agt_ana').activity).toBe('wrap_up');
  bench.advance(30_000);
  expect(bench.stored('live_call', call)).toMatchObject({ state: 'closed', ending: 'served' });
  expect(bench.agent('agt_ana').activity).toBe('idle');
});

test('[R2] a caller who hangs up leaves the line', () => {
  const bench = new CoreBench({ services: [aService()], agents: [anAgent()] });
  const call = bench.callIn(FROM, 'in1');
  bench.customerEnds(call);
  expect(bench.stored('live_call', call)).toMatchObject({ ending: 'hung_up', callbackId: null });
});

test.each([
  ['withheld', 'anonymous'],
  ['premium rate', '+19005550123'],
])('[R1][X5] a caller whose number is %s is invited, and types one that can be rung', (_, from) => {
  const bench = new CoreBench();
  const call = bench.callIn(from, 'in1');
  expect(bench.phone.spoken).toContain('queue_invitation');
  bench.customerPresses(call, '1');
  expect(bench.phone.spoken.at(-1)).toBe('number_entry');
});

test('[R2][D8] who asked never to be rung again is not invited', () => {
  const bench = new CoreBench();
  const id = bench.request();
  bench.available('agt_ana');
  bench.customerAnswers(id);
  bench.customerPresses(id, '9');
  bench.do({ kind: 'set_presence', agentId: 'agt_ana', presence: 'offline', reason: null });
  bench.event({
    kind: 'ended',
    legId: [...bench.center.legs.keys()][0] ?? '',
    end: { sipStatus: null, q850Cause: 16, endedBy: 'us' },
  });
  bench.callIn(FROM, 'in1');
  expect(bench.phone.spoken).not.toContain('queue_invitation');
});

test('[Q13] nobody is invited to a paused service, nor above its watermark', () => {
  const paused = new CoreBench({ services: [aService({ isPaused: true })] });
  paused.callIn(FROM, 'in1');
  expect(paused.phone.spoken).toEqual(['queue_greeting']);
  const full = new CoreBench({ services: [aService({ inviteWatermark: 1 })] });
  full.request({ phoneNumber: '+12025550177' });
  full.callIn(FROM, 'in1');
  expect(full.phone.spoken).toEqual(['queue_greeting']);
});

test('[Q13] taking it when the service was paused, or is full, meanwhile: nothing untrue is said, the place stays', () => {
  const bench = new CoreBench({ services: [aService({ openMax: 1 })] });
  const call = bench.callIn(FROM, 'in1');
  bench.customerPresses(call, '1');
  bench.request({ phoneNumber: '+12025550177' });
  const { arrivalAt } = bench.item(call);
  bench.customerPresses(call, '1');
  expect(bench.phone.spoken.at(-1)).toBe('still_in_line');
  expect(bench.item(call)).toMatchObject({ state: 'waiting', arrivalAt });
});

test('[Q1][I1] a call that is reported again after its end makes no second caller', () => {
  const bench = new CoreBench({});
  const id = bench.callIn('+12025550101', 'in1');
  bench.event({ kind: 'ended', legId: 'in1', end: { sipStatus: null, q850Cause: 16, endedBy: 'far_end' } });
  expect(bench.state(id)).toBe('closed');
  bench.event({ kind: 'inbound', legId: 'in1', from: '+12025550101', to: '+12025550190' });
  expect(bench.center.liveCalls.size).toBe(0);
  bench.advance(30_000);
  expect(bench.center.legs.size).toBe(0);
});
