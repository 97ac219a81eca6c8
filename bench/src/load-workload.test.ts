import { expect, test } from 'vitest';
import { isWorkloadName, loadWorkload } from './load-workload.ts';

test('a workload is loaded by its name', async () => {
  expect(await loadWorkload('accept')).toBeTypeOf('function');
});

test('only workloads of the table have names', () => {
  expect(isWorkloadName('accept')).toBe(true);
  expect(isWorkloadName('toString')).toBe(false);
});
