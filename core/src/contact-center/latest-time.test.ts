import { aService, anAgent, CoreBench } from '@ringback/testkit';
import { expect, test } from 'vitest';
import { latestTimeOf } from './latest-time.ts';

const FROM = '+12025550100';
const HALF_AN_HOUR_MS = 1_800_000;

test('[I9][X1] a caller who takes up a callback with a time stands in the line from then on, and the next writer knows the time', () => {
  const sales = aService({ id: 'svc_sales', inboundNumbers: ['+12025550191'] });
  const bench = new CoreBench({ services: [aService(), sales], agents: [anAgent()] });
  bench.request({ scheduledFor: bench.now + HALF_AN_HOUR_MS, phoneNumber: FROM });
  const call = bench.callIn(FROM, 'in1', '+12025550191');
  bench.advance(13_000);
  bench.event({ kind: 'digit', legId: 'in1', digit: '1' });
  expect(bench.item(call).arrivalAt).toBe(bench.now);
  expect(latestTimeOf(bench.center)).toBe(bench.now);
});
