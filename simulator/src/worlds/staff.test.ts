import { expect, test } from 'vitest';
import { Staff } from './staff.ts';

function staffOf(count: number): { readonly staff: Staff; readonly said: string[] } {
  const said: string[] = [];
  const agentIds = Array.from({ length: count }, (_, index) => `a${index}`);
  return { staff: new Staff(agentIds, (agentId, presence) => said.push(`${agentId} ${presence}`)), said };
}

test('the idle leave at once', () => {
  const { staff, said } = staffOf(3);
  staff.resize(3);
  staff.begins('a0');
  staff.resize(1);
  expect(said.slice(3)).toEqual(['a1 offline', 'a2 offline']);
  expect(staff.presentCount).toBe(1);
});

test('where all are busy the first who finish leave, whoever they are', () => {
  const { staff, said } = staffOf(3);
  staff.resize(3);
  for (const agentId of ['a0', 'a1', 'a2']) staff.begins(agentId);
  staff.resize(1);
  expect(said).toHaveLength(3);
  expect(staff.presentCount).toBe(3);
  staff.finishes('a1');
  staff.finishes('a0');
  expect(said.slice(3)).toEqual(['a1 offline', 'a0 offline']);
  staff.finishes('a2');
  expect([said.length, staff.presentCount, staff.busyCount]).toEqual([5, 1, 0]);
});

test('who has not left yet stays when more are wanted again', () => {
  const { staff, said } = staffOf(3);
  staff.resize(3);
  for (const agentId of ['a0', 'a1', 'a2']) staff.begins(agentId);
  staff.resize(1);
  staff.resize(3);
  staff.finishes('a1');
  expect(said).toHaveLength(3);
});
