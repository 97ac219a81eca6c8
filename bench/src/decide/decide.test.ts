import { answer } from '@ringback/core';
import { expect, test } from 'vitest';
import { agentIdOf, bigCenter, callbackIdOf, CENTER_STARTS_AT, queuesOf, storedRow } from './big-center.ts';
import { playConversations } from './conversations.ts';
import { CoreDrive } from './core-drive.ts';
import { decide } from './decide.ts';
import { quantile } from './quantile.ts';

const size = { waitingCount: 60, queueCount: 3, agentCount: 6 };

test('a thousandth of the workload answers with its figures at every size', async () => {
  const report = await decide({ scale: 0.001, say: () => undefined });
  expect(report.growth.map((point) => point.waitingCount)).toEqual([20, 100, 1_000]);
  expect(report.figures.map((figure) => figure.name)).toEqual([
    'readyToMatch',
    'createCallback',
    'commandsOfCalls',
    'positionAndEstimateMean',
    'positionAndEstimateP99',
  ]);
  for (const figure of report.figures) expect(figure.value).toBeGreaterThan(0);
});

test('[Q1][Q9] everybody of the big centre stands in line, in the order they came, and has an estimate', () => {
  const center = bigCenter(size);
  const drive = new CoreDrive(center);
  for (let index = 0; index < size.agentCount; index += 1)
    drive.do({ kind: 'set_presence', agentId: agentIdOf(index), presence: 'busy', reason: null });
  // Queue 0 has callbacks 0, 3, 6 ...: the one with index 30 is its eleventh.
  const view = answer(center, { kind: 'callback', callbackId: callbackIdOf(30) }, CENTER_STARTS_AT);
  expect(view?.position).toBe(11);
  expect(view?.estimatedWait?.likelyMs).toBeGreaterThan(0);
});

test('[D1][D12] the conversations played are whole ones: rung, confirmed, connected, wrapped up, and the next is rung', () => {
  const center = bigCenter(size);
  const drive = new CoreDrive(center);
  drive.do({ kind: 'set_presence', agentId: agentIdOf(0), presence: 'available', reason: null });
  expect(playConversations(drive, 40)).toBeGreaterThanOrEqual(40);
  expect(size.waitingCount - center.callbacks.size).toBeGreaterThanOrEqual(3);
});

test('an agent serves different queues, and a stored row says only what is not as in every new callback', () => {
  expect(queuesOf(7, 200)).toEqual([7, 48, 89, 130, 171]);
  expect(queuesOf(0, 2)).toEqual([0, 1]);
  expect(storedRow(0, size)).not.toHaveProperty('agentId');
  expect(storedRow(0, size)).toMatchObject({ state: 'waiting', isAgentReserved: true, attemptsMade: 0, priority: 0 });
});

test('the quantile is the value that so many are not above', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([quantile(values, 0), quantile(values, 0.5), quantile(values, 0.99)]).toEqual([1, 51, 100]);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});
