import { expect, test } from 'vitest';
import { Random } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { Trace } from './trace.ts';

test('[I8] what happens comes in order of time, then of planning, and every promise chain has gone on before the next', async () => {
  const scheduler = new Scheduler(0);
  const seen: string[] = [];
  const chain = async (name: string, length: number): Promise<void> => {
    for (let step = 0; step < length; step += 1) await Promise.resolve();
    seen.push(`${name} at ${scheduler.now}`);
  };
  scheduler.at(20, () => void chain('third', 50));
  scheduler.at(10, () => void chain('first', 200));
  scheduler.at(10, () => void chain('second', 0));
  scheduler.at(30, () => seen.push('never')).cancel();
  await scheduler.drive(100);
  expect(seen).toEqual(['first at 10', 'second at 10', 'third at 20']);
  expect(scheduler.now).toBe(100);
});

test('[I8] quiet events come at their times among the others, and nothing waits for promises between them', async () => {
  const scheduler = new Scheduler(1_000);
  const seen: string[] = [];
  const note = (what: string): void => void seen.push(`${what} at ${scheduler.now}`);
  scheduler.at(1_010, () => void Promise.resolve().then(() => note('promise')));
  scheduler.quietlyAt(1_010, () => note('quiet'));
  scheduler.quietlyAfter(5, () => note('first'));
  scheduler.quietlyAfter(20, () => note('last'));
  scheduler.quietlyAt(1_015, () => note('never')).cancel();
  scheduler.quietlyAt(900, () => note('what is past comes at once'));
  await scheduler.drive(1_100);
  expect(seen).toEqual([
    'what is past comes at once at 1000',
    'first at 1005',
    'promise at 1010',
    'quiet at 1010',
    'last at 1020',
  ]);
  expect([scheduler.now, scheduler.eventCount]).toEqual([1_100, 5]);
});

test('[I8] an error of what happens ends the run', async () => {
  const scheduler = new Scheduler(0);
  scheduler.at(1, () => {
    throw new Error('planted');
  });
  await expect(scheduler.drive(2)).rejects.toThrow('planted');
});

test('[I8] a stream forked by name is the same however much was drawn before, and like no other', () => {
  const drawn = new Random(7);
  for (let count = 0; count < 100; count += 1) drawn.next();
  const first = [1, 2, 3].map(() => drawn.fork('ana').next());
  expect(first).toEqual([1, 2, 3].map(() => new Random(7).fork('ana').next()));
  expect(drawn.fork('ben').next()).not.toBe(first[0]);
  expect(new Random(8).fork('ana').next()).not.toBe(first[0]);
});

test('numbers are spread evenly: ten buckets of 100,000 draws', () => {
  const random = new Random(1);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let count = 0; count < 100_000; count += 1) {
    const bucket = Math.floor(random.next() * 10);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  // Chi-squared with 9 degrees of freedom: 27.88 is passed once in a thousand.
  const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquared).toBeLessThan(27.88);
});

test('[I8] a trace tells apart what differs in one character, wherever it stands', () => {
  const traceOf = (values: readonly unknown[]): string => {
    const trace = new Trace();
    for (const value of values) trace.add(value);
    return trace.finish();
  };
  const long = 'x'.repeat(100_000);
  expect(traceOf([{ a: 1 }, long])).toBe(traceOf([{ a: 1 }, long]));
  expect(traceOf([{ a: 2 }, long])).not.toBe(traceOf([{ a: 1 }, long]));
  expect(traceOf([{ a: 1 }, `${long}y`])).not.toBe(traceOf([{ a: 1 }, long]));
});
