import { expect, test } from 'vitest';
import type { WorkloadReport } from '../workload.ts';
import { growthPlot } from './growth-plot.ts';
import { textReport, valueText } from './text-report.ts';

const report: WorkloadReport = {
  workload: 'sample',
  setup: { connections: 64 },
  figures: [
    { name: 'requests', value: 4_321.4, unit: 'per_s', goal: { is: 'at_least', value: 4_000 } },
    { name: 'p99', value: 61.25, unit: 'ms', goal: { is: 'at_most', value: 50 } },
    { name: 'p50', value: 3.456, unit: 'ms' },
  ],
  growth: [
    { waitingCount: 1_000, figures: [{ name: 'decide <p50>', value: 10, unit: 'us' }] },
    { waitingCount: 1_000_000, figures: [{ name: 'decide <p50>', value: 100, unit: 'us' }] },
  ],
};

test('values are whole where they are large and have three digits where they are small', () => {
  expect(valueText(4_321.4, 'per_s')).toBe('4,321/s');
  expect(valueText(61.25, 'ms')).toBe('61.3 ms');
  expect(valueText(3.456, 'us')).toBe('3.46 µs');
});

test('the table tells which goals are met and has a column for each size', () => {
  const text = textReport(report);
  expect(text).toMatch(/requests +4,321\/s +at least 4,000\/s +met/u);
  expect(text).toMatch(/p99 +61\.3 ms +at most 50 ms +MISSED/u);
  expect(text).toMatch(/waiting +1,000 +1,000,000/u);
  expect(text).toMatch(/decide <p50> +10 µs +100 µs/u);
});

test('the plot has a panel with a line from corner to corner for a figure that grows with the waiting', () => {
  const svg = growthPlot(report);
  const [from = '', to = ''] = /points="([^"]+)"/u.exec(svg)?.[1]?.split(' ') ?? [];
  const [fromX = 0, fromY = 0] = from.split(',').map(Number);
  const [toX = 0, toY = 0] = to.split(',').map(Number);
  expect(toX).toBeGreaterThan(fromX);
  // Upwards in the picture is a smaller y.
  expect(toY).toBeLessThan(fromY);
  expect(svg).toContain('decide &lt;p50&gt;');
  expect(svg.match(/<circle/gu)).toHaveLength(2);
});

test('without growth the plot says so', () => {
  expect(growthPlot({ ...report, growth: [] })).toContain('Growth means nothing here.');
});
