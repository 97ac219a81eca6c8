import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Callback } from './callback.ts';
import { CallbackTable } from './callback-table.ts';
import { CompactCallback } from './compact-callback.ts';
import { hashOf, Hashes } from './text-hash.ts';

const callbackOf = (id: string, sequence: number): Callback =>
  new CompactCallback({
    id,
    serviceId: 'svc',
    queueId: 'q',
    arrivalAt: 0,
    sequence,
    priority: 0,
    language: 'en',
    createdAt: 0,
    version: 0,
    state: 'waiting',
    phoneNumber: '+1',
    medium: 'phone',
    channel: 'web',
    delivery: 'customer_first',
    isAgentReserved: true,
    requestedAt: 0,
  });

function hashesOf(callbacks: readonly Callback[]): Hashes {
  const hashes = new Hashes();
  for (const { id } of callbacks) hashes.push(hashOf(id));
  return hashes;
}

const step = fc.record({ isRemoval: fc.boolean(), id: fc.nat(200).map((index) => `cb_${index}`) });

test('[I8] under any joining and leaving it holds, and walks through, what a Map does', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 800 }), fc.nat(150), (steps, adoptedCount) => {
      const adopted = Array.from({ length: adoptedCount }, (_, index) => callbackOf(`cb_${index}`, index));
      const expected = new Map(adopted.map((callback) => [callback.id, callback]));
      const table = new CallbackTable();
      table.adopt(adopted, hashesOf(adopted));
      steps.forEach(({ isRemoval, id }, index) => {
        if (isRemoval) {
          expect(table.delete(id)).toBe(expected.delete(id));
        } else {
          const callback = callbackOf(id, index);
          table.add(callback);
          expected.set(id, callback);
        }
        expect(table.size).toBe(expected.size);
      });
      expect([...table.keys()]).toEqual([...expected.keys()]);
      for (let index = 0; index <= 200; index += 1) expect(table.get(`cb_${index}`)).toBe(expected.get(`cb_${index}`));
    }),
    { numRuns: 60 },
  );
});

test('[I8] a walk during which everybody leaves and others join sees nobody who had left', () => {
  const table = new CallbackTable();
  for (let index = 0; index < 100; index += 1) table.add(callbackOf(`cb_${index}`, index));
  const seen: string[] = [];
  for (const { id } of table.values()) {
    seen.push(id);
    if (seen.length > 1) continue;
    for (let index = 1; index < 99; index += 1) table.delete(`cb_${index}`);
    for (let index = 100; index < 400; index += 1) table.add(callbackOf(`cb_${index}`, index));
  }
  expect(seen.slice(0, 2)).toEqual(['cb_0', 'cb_99']);
});

test('[X1] two rows of the same id are no centre', () => {
  const twice = [callbackOf('cb_1', 1), callbackOf('cb_2', 2), callbackOf('cb_1', 3)];
  expect(() => {
    new CallbackTable().adopt(twice, hashesOf(twice));
  }).toThrow('callback cb_1 is there twice');
});

test('[I8] two ids of the same hash are two callbacks', () => {
  const byHash = new Map<number, string>();
  let [first, second] = ['', ''];
  for (let index = 0; first === ''; index += 1) {
    second = `cb_${index}`;
    const hash = hashOf(second);
    first = byHash.get(hash) ?? '';
    byHash.set(hash, second);
  }
  const table = new CallbackTable();
  const callbacks = [callbackOf(first, 1), callbackOf(second, 2)];
  for (const callback of callbacks) table.add(callback);
  expect([table.get(first), table.get(second)]).toEqual(callbacks);
  table.delete(first);
  expect([table.get(first), table.get(second)]).toEqual([undefined, callbacks[1]]);
});
