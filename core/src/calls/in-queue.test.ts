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
  bench.available('agt_ana');
  expect(bench.phone.rungNumbers).toEqual([]);
  // The end of the sentence that the key cut short is not the end of the last one.
  bench.event({ kind: 'play_finished', legId: 'in1', playId: 'of_the_invitation' });
  expect(bench.phone.rungNumbers).toEqual([]);
  bench.event({ kind: 'play_finished', legId: 'in1', playId: bench.center.legs.get('in1')?.goodbyePlayId ?? '' });
  expect(bench.phone.rungNumbers).toEqual([FROM]);
});

test('[R1] a caller who takes it while an agent is being rung lets that agent go', () => {
  const bench = new CoreBench({ agentPhonesAnswer: false });
  const call = bench.callIn(FROM, 'in1');
  bench.available('agt_ana');
  bench.accept(call);
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

test('[R2] a caller who hangs up leaves the line; nobody is invited who cannot be rung', () => {
  const bench = new CoreBench({ services: [aService()], agents: [anAgent()] });
  const call = bench.callIn('anonymous', 'in1');
  expect(bench.phone.spoken).not.toContain('queue_invitation');
  bench.customerEnds(call);
  expect(bench.stored('live_call', call)).toMatchObject({ ending: 'hung_up' });
});

test.each([
  ['withheld', 'anonymous'],
  ['premium rate', '+19005550123'],
])('[R2][X5] a caller whose number is %s is not invited: nobody could ring them back', (_, from) => {
  const bench = new CoreBench();
  bench.callIn(from, 'in1');
  expect(bench.phone.spoken).not.toContain('queue_invitation');
  bench.callIn(FROM, 'in2');
  expect(bench.phone.spoken).toContain('queue_invitation');
});
