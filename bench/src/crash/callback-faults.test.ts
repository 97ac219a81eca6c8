import type { Callback } from '@ringback/contract';
import { describe, expect, test } from 'vitest';
import { attemptFaults, lineFaults } from './callback-faults.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 2, 2, 10, 0, second)).toISOString();
type Attempt = Callback['attempts'][number];
const attempt = (n: number, from: number, to: number | null, outcome: Attempt['outcome'] = 'busy'): Attempt => ({
  id: `att_${n}`,
  n,
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
  outcome: to === null ? null : outcome,
});

type Checked = Pick<Callback, 'id' | 'attempts' | 'queueId' | 'position' | 'arrivedAt'>;

function callbackWith(parts: Partial<Checked>): Checked {
  return { id: 'cb_1', attempts: [], queueId: 'q_work', position: null, arrivedAt: at(0), ...parts };
}

describe('[I2] the checker of attempts', () => {
  test('takes attempts one after the other, the last one running', () => {
    expect(attemptFaults(callbackWith({ attempts: [attempt(1, 0, 1), attempt(2, 5, null)] }))).toEqual([]);
  });

  test.each([
    ['a number twice', [attempt(1, 0, 1), attempt(1, 2, 3)]],
    ['a number left out', [attempt(1, 0, 1), attempt(3, 2, 3)]],
    ['two at once', [attempt(1, 0, 5), attempt(2, 4, 6)]],
    ['one that never ended before another', [attempt(1, 0, null), attempt(2, 4, 6)]],
    ['too many', [attempt(1, 0, 1), attempt(2, 2, 3), attempt(3, 4, 5), attempt(4, 6, 7)]],
  ])('finds %s', (_what, attempts) => {
    expect(attemptFaults(callbackWith({ attempts }))).not.toEqual([]);
  });

  test('[A3] does not count a failure of the network', () => {
    const attempts = [attempt(1, 0, 1), attempt(2, 2, 3, 'network_failure'), attempt(3, 4, 5), attempt(4, 6, 7)];
    expect(attemptFaults(callbackWith({ attempts }))).toEqual([]);
  });
});

test('[I6] the checker of the line finds somebody before an earlier one', () => {
  const first = callbackWith({ position: 1, arrivedAt: at(1) });
  const second = callbackWith({ position: 2, arrivedAt: at(2) });
  expect(lineFaults([second, first])).toEqual([]);
  expect(
    lineFaults([
      { ...first, position: 2 },
      { ...second, position: 1 },
    ]),
  ).toHaveLength(1);
});

test('[I6][D5] who answered and found no agent may stand at the front', () => {
  const first = callbackWith({ position: 2, arrivedAt: at(1) });
  const front = callbackWith({ position: 1, arrivedAt: at(2), attempts: [attempt(1, 0, 1, 'unattended_answer')] });
  expect(lineFaults([first, front])).toEqual([]);
});
