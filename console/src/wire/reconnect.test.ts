import fc from 'fast-check';
import { expect, test } from 'vitest';
import { liveAfter, liveStart, reopenDelayMs } from './reconnect.ts';

test('[W7] the first opening does not read everything twice', () => {
  expect(liveAfter(liveStart, 'opened', 0)).toEqual({
    status: 'live',
    failures: 0,
    reopenAfterMs: null,
    catchUp: false,
  });
});

test('[W7] an interruption leaves reconnecting to the browser, and coming back catches up', () => {
  const lost = liveAfter(liveAfter(liveStart, 'opened', 0), 'interrupted', 0);
  expect(lost).toMatchObject({ status: 'reconnecting', reopenAfterMs: null });
  expect(liveAfter(lost, 'opened', 0)).toMatchObject({ status: 'live', failures: 0, catchUp: true });
});

test('[W7] a refusal is opened anew, later each time', () => {
  const once = liveAfter(liveStart, 'refused', 0);
  const twice = liveAfter(once, 'refused', 0);
  expect([once.reopenAfterMs, twice.reopenAfterMs, liveAfter(twice, 'refused', 0).reopenAfterMs]).toEqual([
    1_000, 2_000, 4_000,
  ]);
});

test('[W7] the delay stays between 750 ms and 30 s', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, luck) => {
      const delay = reopenDelayMs(failures, luck);
      return delay >= 750 && delay <= 30_000;
    }),
  );
});
