import { expect, test } from 'vitest';
import { dispatch } from './dispatch.ts';

const PATIENCE_MS = 120_000;

test(
  '[D1][A1] a thousandth of the workload: every agent who becomes ready has somebody rung, beside a matcher in SQL',
  async () => {
    const lines: string[] = [];
    const report = await dispatch({ scale: 0.001, say: (line) => lines.push(line) });
    const valueOf = (name: string): number =>
      report.figures.find((figure) => figure.name === name)?.value ?? Number.NaN;
    expect(report.setup).toMatchObject({ waitingCount: 1_000, queueCount: 2, agentCount: 10 });
    expect(valueOf('decisionsMeasured')).toBe(60);
    expect(valueOf('decisions')).toBeGreaterThan(0);
    expect(valueOf('readyToDialP99')).toBeGreaterThanOrEqual(valueOf('readyToDialP50'));
    expect(valueOf('decisionsOverSkipLocked')).toBeGreaterThan(0);
    expect(report.growth.map((point) => point.waitingCount)).toEqual([20, 100, 1_000]);
    expect(lines.length).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
