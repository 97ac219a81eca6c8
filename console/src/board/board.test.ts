import { expect, test } from 'vitest';
import { countAgents } from './agentGroups.ts';
import { columnsOf } from './columns.ts';
import { placesOf } from './places.ts';
import { byMinute, samplesMax, withSample, type WaitingSample } from './series.ts';

const sample = (atMs: number): WaitingSample => ({ atMs, liveCount: 1, callbackCount: 2 });

test('[M1] the series grows by newer samples only and forgets the oldest', () => {
  expect(withSample([sample(5)], sample(5))).toHaveLength(1);
  const full = Array.from({ length: samplesMax }, (_, index) => sample(index));
  const grown = withSample(full, sample(samplesMax));
  expect([grown.length, grown[0]?.atMs, grown.at(-1)?.atMs]).toEqual([samplesMax, 1, samplesMax]);
});

test('[M1] the table has the last sample of each minute, newest first', () => {
  expect(byMinute([0, 30_000, 60_000, 119_000, 120_000].map(sample)).map(({ atMs }) => atMs)).toEqual([
    120_000, 119_000, 30_000,
  ]);
});

test('[M1] every agent is counted once', () => {
  const agents = [
    { presence: 'available', activity: 'idle' },
    { presence: 'available', activity: 'talking' },
    { presence: 'busy', activity: 'idle' },
    { presence: 'away', activity: 'idle' },
    { presence: 'offline', activity: 'idle' },
  ] as const;
  expect(countAgents(agents)).toEqual({ readyCount: 1, atWorkCount: 1, notReadyCount: 2, offlineCount: 1 });
});

test('[M1] places add up', () => {
  expect(
    placesOf([
      { free: 3, capacity: 5 },
      { free: 0, capacity: 5 },
    ]),
  ).toEqual({ freeCount: 3, capacityCount: 10 });
  expect(placesOf([])).toEqual({ freeCount: 0, capacityCount: 0 });
});

test('[M1] a young series is drawn over five minutes, an older one over its own length', () => {
  expect(columnsOf([])).toEqual([[], [], []]);
  expect(columnsOf([sample(600_000)])).toEqual([
    [300, 600],
    [null, 1],
    [null, 2],
  ]);
  expect(columnsOf([sample(0), sample(300_000)])).toEqual([
    [0, 300],
    [1, 1],
    [2, 2],
  ]);
});
