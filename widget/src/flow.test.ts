import { browserNow } from './browser-clock.ts';
import { expect, test, vi } from 'vitest';
import { tokenOf } from './api.ts';
import type { Api } from './api.ts';
import { RequestFlow } from './flow.ts';
import { Problem } from './problem.ts';
import { callbackView } from './testing.ts';
import type { CallbackRequest } from './wire.ts';

const startsAt = '2026-11-24T13:30:00Z';
const never = (): never => {
  throw new Error('not expected in this test');
};

function fakeApi(values: Partial<Api> = {}): Api {
  return {
    services: async () => [],
    wait: async () => ({ estimatedWait: null, waiting: 0, agentsReady: 0, invite: true, reason: 'nobody_available' }),
    availability: async () => ({ timeZone: 'UTC', slotMinutes: 30, slots: [] }),
    hold: async () => ({
      id: 'hold_1',
      serviceId: 'svc_support',
      startsAt,
      expiresAt: new Date(browserNow() + 120_000).toISOString(),
    }),
    request: async () => ({ callback: callbackView(), existed: false }),
    selfService: never,
    selfServiceAvailability: never,
    reschedule: never,
    cancel: never,
    ...values,
  };
}

function flowOver(api: Api, medium: 'phone' | 'video' = 'phone'): { flow: RequestFlow; told: string[] } {
  const told: string[] = [];
  const frame = { serviceId: 'svc_support', medium, language: 'en', timeZone: 'UTC', context: { page: '/shop' } };
  const flow = new RequestFlow(
    api,
    frame,
    () => undefined,
    (name) => void told.push(name),
  );
  Object.assign(flow.form, { name: ' Ada ', phoneNumber: '+1 202 555 0110' });
  return { flow, told };
}

test('[S5] choosing a slot holds it, and the request names the hold', async () => {
  const sent: CallbackRequest[] = [];
  const { flow, told } = flowOver(
    fakeApi({ request: async (body) => (sent.push(body), { callback: callbackView(), existed: false }) }),
  );
  await flow.chooseSlot(startsAt);
  expect(flow.view).toBe('details');
  await flow.submit();
  expect(sent).toEqual([
    {
      serviceId: 'svc_support',
      medium: 'phone',
      language: 'en',
      timeZone: 'UTC',
      context: { page: '/shop' },
      channel: 'web',
      name: 'Ada',
      phoneNumber: '+12025550110',
      scheduledFor: startsAt,
      slotHoldId: 'hold_1',
    },
  ]);
  expect(flow.booked).toEqual({
    token: 'token_1',
    link: 'http://localhost:8080/c/token_1',
    existed: false,
    fresh: true,
  });
  expect(told).toEqual(['requested']);
});

test('[S5] a slot taken meanwhile leads back to fresh times, with its alternatives', async () => {
  const full = new Problem(409, { code: 'slot_full', alternatives: [{ startsAt: '2026-11-24T14:00:00Z' }] });
  const availability = vi.fn(fakeApi().availability);
  const { flow, told } = flowOver(fakeApi({ hold: () => Promise.reject(full), availability }));
  await flow.chooseSlot(startsAt);
  expect(flow.view).toBe('slots');
  expect(flow.problem?.alternatives).toEqual(['2026-11-24T14:00:00Z']);
  expect(availability).toHaveBeenCalledOnce();
  expect(told).toEqual(['error', 'slots-loaded']);
});

test('[S5] a hold that has run out is left away', async () => {
  const sent: (string | null | undefined)[] = [];
  const request: Api['request'] = async (body) => {
    sent.push(body.slotHoldId);
    if (sent.length === 1) throw new Problem(409, { code: 'hold_expired' });
    return { callback: callbackView(), existed: false };
  };
  const { flow } = flowOver(fakeApi({ request }));
  await flow.chooseSlot(startsAt);
  await flow.submit();
  expect(sent).toEqual(['hold_1', undefined]);
  expect(flow.view).toBe('status');
});

test('[R13] pressing twice sends once', async () => {
  const request = vi.fn(fakeApi().request);
  const { flow } = flowOver(fakeApi({ request }));
  flow.chooseAsap();
  await Promise.all([flow.submit(), flow.submit()]);
  expect(request).toHaveBeenCalledOnce();
});

test('[X1] after no answer the repeat has the same idempotency key; after a refusal a new one', async () => {
  const keys: string[] = [];
  const refusals = [
    new Problem(0, { code: 'network' }),
    new Problem(503, { code: 'try_again' }),
    new Problem(422, { code: 'invalid_phone_number' }),
  ];
  const request: Api['request'] = async (_body, key) => {
    keys.push(key);
    const refusal = refusals.shift();
    if (refusal !== undefined) throw refusal;
    return { callback: callbackView(), existed: false };
  };
  const { flow } = flowOver(fakeApi({ request }));
  for (let n = 0; n < 4; n += 1) await flow.submit();
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).toBe(keys[0]);
  expect(keys[3]).not.toBe(keys[0]);
  expect(flow.problem).toBeNull();
});

test('[R12] video is never immediate; a closed service neither', async () => {
  expect(flowOver(fakeApi(), 'video').flow.asapPossible).toBe(false);
  const closed = fakeApi({
    wait: async () => ({ estimatedWait: null, waiting: 0, agentsReady: 0, invite: false, reason: 'closed' }),
  });
  const { flow } = flowOver(closed);
  await flow.load();
  expect(flow.asapPossible).toBe(false);
});

test('[Q9] a wait that cannot be had is unknown, and the rest goes on', async () => {
  const { flow } = flowOver(
    fakeApi({
      wait: () => Promise.reject(new Problem(503, null)),
      services: () => Promise.reject(new Problem(403, null)),
    }),
  );
  await flow.load();
  expect(flow.wait).toBe('unknown');
  expect(flow.availability).not.toBeNull();
  expect(flow.problem).toBeNull();
});

test('[S3] times that could not be had are asked for again when the customer wants to pick one', async () => {
  const answers = [Promise.reject(new Problem(0, { code: 'network' })), fakeApi().availability('svc_support', 'UTC')];
  const { flow } = flowOver(fakeApi({ availability: async () => answers.shift() ?? never() }));
  await flow.load();
  expect(flow.availability).toBeNull();
  await flow.pickTime();
  expect(flow).toMatchObject({ view: 'slots', problem: null, availability: { slots: [] } });
});

test('[C2] the token is the last part of the link', () => {
  expect(tokenOf('https://callbacks.example/c/abc.def-1')).toBe('abc.def-1');
  expect(tokenOf('/c/abc%2B/?lang=de#top')).toBe('abc+');
  expect(tokenOf('')).toBeNull();
});
