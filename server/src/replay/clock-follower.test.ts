import { createClient } from '@ringback/client';
import { expect, test } from 'vitest';
import { followClock } from './clock-follower.ts';

/** A server that is nothing but a clock: it stands still unless it is set, and writes down what it was asked. */
function clockServer(now: string) {
  const state = { now, speed: 1 };
  const sets: unknown[] = [];
  let isAway = false;
  const client = createClient({
    baseUrl: 'http://clock.example',
    key: 'rb_sk_test',
    pause: async () => undefined,
    fetch: async (_, init) => {
      if (isAway) {
        isAway = false;
        throw new TypeError('fetch failed');
      }
      if (init?.method === 'PUT') {
        const body: unknown = JSON.parse(String(init.body));
        sets.push(body);
        Object.assign(state, body);
      }
      return Response.json(state);
    },
  });
  return { client, state, sets, goAway: () => (isAway = true) };
}

test('[M6] the clock jumps forward only, and survives a server that is away for a moment', async () => {
  const server = clockServer('2026-11-23T07:00:00.000Z');
  const clock = await followClock(server.client);
  server.goAway();
  await clock.jump(Date.parse('2026-11-23T08:00:00.000Z'));
  await clock.jump(Date.parse('2026-11-23T06:00:00.000Z'));
  expect(server.sets).toEqual([{ now: '2026-11-23T08:00:00.000Z' }]);
  expect(clock.now()).toBeGreaterThanOrEqual(Date.parse('2026-11-23T08:00:00.000Z'));
});

test('[M6] time runs at the speed that was set', async () => {
  const server = clockServer('2026-11-23T07:00:00.000Z');
  const clock = await followClock(server.client);
  await clock.setSpeed(10_000);
  await clock.reach(Date.parse('2026-11-23T07:02:00.000Z'));
  expect(server.sets).toEqual([{ speed: 10_000 }]);
  expect(clock.now()).toBeGreaterThanOrEqual(Date.parse('2026-11-23T07:02:00.000Z'));
});
