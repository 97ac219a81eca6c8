import { expect, test } from 'vitest';
import { memory } from './memory.ts';

test('a waiting callback is measured at every count', { timeout: 120_000 }, async () => {
  const report = await memory({ scale: 0.001, say: () => undefined });
  expect(report.growth.map((point) => point.waitingCount)).toEqual([10, 100, 1_000]);
  const [each] = report.figures;
  expect(each).toMatchObject({ name: 'waiting callback', unit: 'bytes', goal: { is: 'at_most', value: 400 } });
  // So few pay for what a service keeps besides; that a million stay below the goal is for the whole run to show.
  expect(each?.value).toBeGreaterThan(100);
  expect(each?.value).toBeLessThan(5_000);
});
