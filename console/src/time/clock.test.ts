import { afterEach, expect, test } from 'vitest';
import { learnServerTime, serverNowMs } from './clock.ts';

const header = 'Mon, 02 Mar 2026 10:00:00 GMT';
const server = Date.parse(header);
afterEach(() => learnServerTime(header, server));

test('[W2] a workstation clock that is a minute behind does not lengthen countdowns', () => {
  learnServerTime(header, server - 60_000);
  expect(Math.abs(serverNowMs(server - 60_000) - server)).toBeLessThanOrEqual(500);
});

test('[W2] the whole seconds of the header do not make the clock jump, and a bad header changes nothing', () => {
  learnServerTime(header, server + 900);
  expect(serverNowMs(server)).toBe(server);
  learnServerTime('nonsense', 0);
  learnServerTime(null, 0);
  expect(serverNowMs(server)).toBe(server);
});
