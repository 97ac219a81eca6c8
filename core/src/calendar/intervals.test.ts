import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, containsInterval, intersect, normalize, subtract, union, type Interval } from './intervals.ts';

const MINUTES = 60;
const someIntervals = fc.array(
  fc.record({ startsAt: fc.integer({ min: 0, max: MINUTES }), endsAt: fc.integer({ min: 0, max: MINUTES }) }),
  { maxLength: 8 },
);

/** The oracle: one boolean a minute. */
const minutesOf = (intervals: readonly Interval[]): boolean[] =>
  Array.from({ length: MINUTES }, (_, minute) =>
    intervals.some((one) => one.startsAt <= minute && minute < one.endsAt),
  );

function expectCanonical(intervals: readonly Interval[]): void {
  for (const [index, one] of intervals.entries()) {
    expect(one.startsAt).toBeLessThan(one.endsAt);
    const next = intervals[index + 1];
    if (next !== undefined) expect(one.endsAt).toBeLessThan(next.startsAt);
  }
}

test('[S1] set operations agree with one boolean a minute, and answer in canonical form', () => {
  fc.assert(
    fc.property(someIntervals, someIntervals, (a, b) => {
      const inA = minutesOf(a);
      const inB = minutesOf(b);
      const cases: [readonly Interval[], (minute: number) => boolean | undefined][] = [
        [normalize(a), (minute) => inA[minute]],
        [union(a, b), (minute) => inA[minute] || inB[minute]],
        [intersect(a, b), (minute) => inA[minute] && inB[minute]],
        [subtract(a, b), (minute) => inA[minute] && !inB[minute]],
      ];
      for (const [result, expected] of cases) {
        expectCanonical(result);
        expect(minutesOf(result)).toEqual(Array.from({ length: MINUTES }, (_, minute) => expected(minute)));
      }
    }),
  );
});

test('[S1] contains and containsInterval agree with one boolean a minute', () => {
  fc.assert(
    fc.property(
      someIntervals,
      fc.integer({ min: 0, max: MINUTES - 1 }),
      fc.integer({ min: 1, max: 10 }),
      (a, at, length) => {
        const canonical = normalize(a);
        const inA = minutesOf(a);
        const endsAt = Math.min(MINUTES, at + length);
        expect(contains(canonical, at)).toBe(inA[at]);
        expect(containsInterval(canonical, { startsAt: at, endsAt })).toBe(inA.slice(at, endsAt).every(Boolean));
      },
    ),
  );
});

test('[S1] the end of an interval does not belong to it', () => {
  expect(contains([{ startsAt: 1, endsAt: 2 }], 1)).toBe(true);
  expect(contains([{ startsAt: 1, endsAt: 2 }], 2)).toBe(false);
  expect(
    normalize([
      { startsAt: 3, endsAt: 4 },
      { startsAt: 1, endsAt: 3 },
    ]),
  ).toEqual([{ startsAt: 1, endsAt: 4 }]);
});
