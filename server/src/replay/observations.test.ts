import type { LiveEvent } from '@ringback/client';
import { expect, test } from 'vitest';
import { createObserver } from './observations.ts';

let sequence = 0;
function event(type: LiveEvent['type'], detail: LiveEvent['detail'], more: Partial<LiveEvent> = {}): LiveEvent {
  sequence += 1;
  return {
    sequence,
    type,
    at: '2026-11-23T09:00:00.000Z',
    callbackId: null,
    serviceId: 'svc_bank',
    queueId: 'q_bank',
    agentId: null,
    offerId: null,
    callId: null,
    callback: null,
    queue: null,
    agent: null,
    offer: null,
    detail,
    ...more,
  };
}

test('[M4] callers are counted by how they left the line, with their waits', () => {
  const observer = createObserver();
  for (const one of [
    event('live_call.queued', {}),
    event('live_call.queued', {}),
    event('live_call.queued', {}),
    event('live_call.invited', { number: 1 }),
    event('live_call.connected', { waitedMs: 1200 }),
    event('live_call.closed', { ending: 'hung_up', waitedMs: 39_000 }),
    event('live_call.closed', { ending: 'took_callback', waitedMs: 4000 }),
    event('live_call.closed', { ending: 'served', note: null }),
  ])
    observer.observe(one);
  expect(observer.observations).toMatchObject({
    queuedCount: 3,
    invitedCount: 1,
    connectedWaitsMs: [1200],
    abandonedWaitsMs: [39_000],
    tookCallbackWaitsMs: [4000],
  });
});

test('[I2] an event that comes again after a reconnect counts once', () => {
  const observer = createObserver();
  const one = event('live_call.queued', {});
  expect([observer.observe(one), observer.observe(one)]).toEqual([true, false]);
  expect(observer.observations.queuedCount).toBe(1);
});
