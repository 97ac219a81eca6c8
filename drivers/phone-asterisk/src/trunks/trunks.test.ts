import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseTrunk, type TrunkStanding } from './choose-trunk.ts';
import { fullBucket, takeToken, type TokenBucket, tokenWaitMs } from './token-bucket.ts';
import { formatForTrunk, plainTrunk } from './trunk.ts';
import { endpointOf } from './trunk-group.ts';

describe('token bucket', () => {
  test('[A6] a burst, then one at a time as tokens run in', () => {
    const rate = { perSecond: 4, burst: 2 };
    let bucket: TokenBucket | null = fullBucket(rate, 0);
    for (let taken = 0; taken < 2; taken += 1) bucket = bucket === null ? null : takeToken(bucket, rate, 0);
    expect(bucket).toEqual({ tokens: 0, at: 0 });
    if (bucket === null) return;
    expect(takeToken(bucket, rate, 249)).toBeNull();
    expect(tokenWaitMs(bucket, rate, 0)).toBe(250);
    expect(takeToken(bucket, rate, 250)).toEqual({ tokens: 0, at: 250 });
    expect(takeToken(bucket, rate, 60_000)?.tokens).toBe(1);
  });

  test('[A6] never more calls in a span than the burst and what ran in, and a told wait is enough', () => {
    const rates = fc.record({
      perSecond: fc.double({ min: 0.1, max: 50, noNaN: true }),
      burst: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(rates, fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 60 }), (rate, pauses) => {
        let [bucket, now, takenCount] = [fullBucket(rate, 0), 0, 0];
        for (const pauseMs of pauses) {
          now += pauseMs;
          const waitMs = tokenWaitMs(bucket, rate, now);
          const after = takeToken(bucket, rate, now);
          expect(after === null).toBe(waitMs > 0);
          expect(takeToken(bucket, rate, now + waitMs)).not.toBeNull();
          if (after === null) continue;
          bucket = after;
          takenCount += 1;
        }
        expect(takenCount).toBeLessThanOrEqual(rate.burst + (now / 1000) * rate.perSecond + 1e-3);
      }),
    );
  });

  test('[X3] a clock that goes back gives nothing away', () => {
    const rate = { perSecond: 1, burst: 1 };
    const empty = { tokens: 0, at: 10_000 };
    expect(takeToken(empty, rate, 5_000)).toBeNull();
    expect(takeToken(empty, rate, 10_500)).toBeNull();
  });
});

describe('choosing a trunk', () => {
  const standing = (
    name: string,
    more: Partial<TrunkStanding> & { order?: number; weight?: number; callCountMax?: number } = {},
  ) => {
    const { order = 1, weight = 1, callCountMax = null, ...rest } = more;
    const trunk = { ...plainTrunk(name), order, weight, callCountMax };
    return { trunk, callCount: 0, waitMs: 0, isResting: false, ...rest };
  };
  const pick = (standings: readonly TrunkStanding[], tried: readonly string[] = [], random = 0) => {
    const choice = chooseTrunk(standings, new Set(tried), random);
    return choice.kind === 'take' ? choice.trunk.name : choice;
  };

  test('[A6] by order; what is full, at its pace or tried is passed over', () => {
    expect(pick([standing('b', { order: 2 }), standing('a')])).toBe('a');
    expect(pick([standing('b', { order: 2 }), standing('a')], ['a'])).toBe('b');
    expect(pick([standing('b', { order: 2 }), standing('a', { callCount: 3, callCountMax: 3 })])).toBe('b');
    expect(pick([standing('b', { order: 2 }), standing('a', { waitMs: 200 })])).toBe('b');
    expect(pick([standing('a', { waitMs: 200 }), standing('b', { waitMs: 90 })])).toEqual({ kind: 'wait', waitMs: 90 });
    expect(pick([standing('a', { callCount: 3, callCountMax: 3 })])).toEqual({ kind: 'full' });
    expect(pick([])).toEqual({ kind: 'full' });
  });

  test('[A6] one that failed a moment ago comes last, but comes', () => {
    expect(pick([standing('a', { isResting: true }), standing('b', { order: 9 })])).toBe('b');
    expect(pick([standing('a', { isResting: true })])).toBe('a');
  });

  test('[A6] equals share by weight', () => {
    const standings = [standing('a', { weight: 3 }), standing('b', { weight: 1 })];
    const names = Array.from({ length: 400 }, (_, index) => pick(standings, [], index / 400));
    expect(names.filter((name) => name === 'a')).toHaveLength(300);
  });
});

test('[A6] each trunk gets numbers the way it wants them', () => {
  const formats = (['e164', 'digits', 'digits_00'] as const).map((numberFormat) =>
    formatForTrunk({ ...plainTrunk('main'), numberFormat }, '+4930123456'),
  );
  expect(formats).toEqual(['+4930123456', '4930123456', '004930123456']);
});

test('the endpoint of a channel is read from its name', () => {
  expect(endpointOf('PJSIP/by-carrier-b-0000001f')).toBe('by-carrier-b');
});
