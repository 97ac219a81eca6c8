import { expect, test } from 'vitest';
import type { Figure } from '../workload.ts';
import { accept } from './accept.ts';
import { acceptFigures, type Measurement } from './accept-figures.ts';
import type { ContenderName } from './contenders.ts';

const TEST_MS = 180_000;

test(
  '[R8] accept, at a thousandth, takes requests on every contender and tells all its figures',
  async () => {
    const lines: string[] = [];
    const report = await accept({ scale: 0.001, say: (line) => lines.push(line) });
    expect(report.workload).toBe('accept');
    expect(lines).toHaveLength(3);
    expect(report.figures).toHaveLength(process.platform === 'linux' ? 22 : 16);
    for (const figure of report.figures) expect(figure.value, figure.name).toBeGreaterThan(0);
  },
  TEST_MS,
);

function measurement(name: ContenderName, answeredPerS: number, fixedP99Ms = 3): Measurement {
  const load = { p50Ms: 1, p99Ms: 2, maxMs: 9, answeredCount: 10, refusedCount: 0, nextIndex: 10 };
  return {
    name,
    saturating: { ...load, answeredPerS },
    fixed: { ...load, answeredPerS: 4_000, p99Ms: fixedP99Ms },
    perRequestUs: null,
  };
}

function valueOf(figures: readonly Figure[], name: string): number | undefined {
  return figures.find((figure) => figure.name === name)?.value;
}

test('the median round counts, and the ratio is to the better of the two peers', () => {
  const figures = acceptFigures([
    measurement('ringback', 9_000),
    measurement('ringback', 100),
    measurement('ringback', 4_400, 7),
    measurement('graphile-worker', 1_000),
    measurement('pg-boss', 2_200),
  ]);
  expect(valueOf(figures, 'ringback: requests')).toBe(4_400);
  expect(valueOf(figures, 'ringback: p99 at the fixed rate')).toBe(3);
  expect(valueOf(figures, 'ringback to the better peer')).toBe(2);
});
