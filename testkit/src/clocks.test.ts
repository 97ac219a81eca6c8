import { expect, test } from 'vitest';
import { createStepClock } from './clocks.ts';

test('[I8] wake-ups run in time order, and in the order asked for at one instant', async () => {
  const clock = createStepClock(1_000);
  const seen: string[] = [];
  for (const [at, name] of [
    [1_300, 'c'],
    [1_100, 'a'],
    [1_300, 'd'],
    [1_200, 'b'],
    [1_400, 'later'],
  ] as const) {
    clock.wakeAt(at, () => seen.push(`${name}@${clock.now()}`));
  }
  await clock.advance(399);
  expect(seen).toEqual(['a@1100', 'b@1200', 'c@1300', 'd@1300']);
  expect(clock.now()).toBe(1_399);
  expect(clock.nextWakeUpAt()).toBe(1_400);
});

test('[I8] promises settle between wake-ups, and wake-ups they ask for are run', async () => {
  const clock = createStepClock(0);
  const seen: string[] = [];
  clock.wakeAt(10, () => {
    void Promise.resolve()
      .then(() => {})
      .then(() => {
        seen.push(`promise@${clock.now()}`);
        clock.wakeAt(15, () => seen.push(`asked for@${clock.now()}`));
      });
  });
  clock.wakeAt(20, () => seen.push(`last@${clock.now()}`));
  await clock.advance(20);
  expect(seen).toEqual(['promise@10', 'asked for@15', 'last@20']);
});

test('[I8] a wake-up in the past runs now, and one taken back does not run', async () => {
  const clock = createStepClock(1_000);
  const seen: number[] = [];
  clock.wakeAt(5, () => seen.push(clock.now()));
  clock.wakeAt(6, () => seen.push(0))();
  await clock.advance(0);
  expect(seen).toEqual([1_000]);
});

test('[I8] two advances at once are a mistake, and an error of a wake-up is told', async () => {
  const clock = createStepClock(0);
  const first = clock.advance(10);
  await expect(clock.advance(10)).rejects.toThrow('another advance()');
  await first;
  clock.wakeAt(20, () => {
    throw new Error('boom');
  });
  await expect(clock.advance(10)).rejects.toThrow('boom');
  await clock.advance(10);
  expect(clock.now()).toBe(30);
});
