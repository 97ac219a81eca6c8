import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CompactCallback } from '../callback/compact-callback.ts';
import { hashOf, Hashes } from '../callback/text-hash.ts';
import { OpenByNumber } from './open-by-number.ts';

const callbackOf = (serviceId: string, phoneNumber: string, sequence: number): CompactCallback =>
  new CompactCallback({
    id: `cb_${sequence}`,
    serviceId,
    queueId: 'q',
    arrivalAt: 0,
    sequence,
    priority: 0,
    language: 'en',
    createdAt: 0,
    version: 0,
    state: 'waiting',
    phoneNumber,
    medium: 'phone',
    channel: 'web',
    delivery: 'customer_first',
    isAgentReserved: true,
    requestedAt: 0,
  });

/** Numbers that all stand in one of its tables, in each other's way: it has 256 of them, by the upper bits of the hash. */
const crowded = Array.from({ length: 60_000 }, (_, index) => `+4930${index}`).filter(
  (number) => hashOf(number) >>> 24 === 7,
);

const step = fc.record({
  isRemoval: fc.boolean(),
  serviceId: fc.constantFrom('svc_a', 'svc_b'),
  number: fc.constantFrom(...crowded),
});

test("the numbers of the next test are many enough to be in each other's way", () => {
  expect(crowded.length).toBeGreaterThan(150);
});

const bySequence = (a: CompactCallback, b: CompactCallback): number => a.sequence - b.sequence;

test('[R13] under any order of joining and leaving it answers as a plain list does, more than one of a number among them', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
      const table = new OpenByNumber();
      const expected = new Set<CompactCallback>();
      steps.forEach(({ isRemoval, serviceId, number }, index) => {
        const known = [...expected].find((one) => one.serviceId === serviceId && one.phoneNumber === number);
        if (!isRemoval) {
          const callback = callbackOf(serviceId, number, index);
          table.add(callback);
          expected.add(callback);
        } else if (known !== undefined) {
          table.remove(known);
          expected.delete(known);
        }
        expect(table.size).toBe(expected.size);
      });
      for (const number of crowded) {
        const ofNumber = [...expected].filter((one) => one.phoneNumber === number).sort(bySequence);
        expect(table.ofNumber(number)).toEqual(ofNumber);
        for (const serviceId of ['svc_a', 'svc_b'])
          expect(table.ofService(serviceId, number)).toEqual(ofNumber.filter((one) => one.serviceId === serviceId));
      }
    }),
    { numRuns: 60 },
  );
});

test('[R13] after a newer wish of a number has gone the older one is found again, and one that is not there takes nobody out', () => {
  const table = new OpenByNumber();
  const [older, newer] = [callbackOf('svc_a', '+1', 1), callbackOf('svc_a', '+1', 2)];
  table.remove(older);
  table.add(newer);
  table.add(older);
  expect(table.ofService('svc_a', '+1')).toEqual([older, newer]);
  table.remove(newer);
  table.remove(newer);
  expect(table.ofService('svc_a', '+1')).toEqual([older]);
  expect(table.size).toBe(1);
});

test('[R13] of many taken in at once all are found, whatever their order', () => {
  const wish = fc.tuple(fc.constantFrom('svc_a', 'svc_b'), fc.nat(40));
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 400 }), fc.integer(), (wishes, seed) => {
      const callbacks = wishes.map(([serviceId, number], index) => {
        const sequence = ((index * 7_919 + seed) >>> 0) % 100_003;
        return callbackOf(serviceId, `+4930${number}`, sequence);
      });
      const hashes = new Hashes();
      for (const { phoneNumber } of callbacks) hashes.push(hashOf(phoneNumber));
      const table = new OpenByNumber();
      table.addAll(callbacks, hashes);
      for (const { serviceId, phoneNumber } of callbacks) {
        const all = callbacks.filter((one) => one.serviceId === serviceId && one.phoneNumber === phoneNumber);
        expect(table.ofService(serviceId, phoneNumber)).toEqual(all.sort(bySequence));
      }
    }),
  );
});

test('[R13] a table made for one callback takes more and is never full: a search for who is not there ends', () => {
  const numberOf = (index: number): string => `+4930${index}`;
  for (let first = 0; first < 300; first += 1) {
    const table = new OpenByNumber();
    const hashes = new Hashes();
    hashes.push(hashOf(numberOf(first)));
    table.addAll([callbackOf('svc_a', numberOf(first), 1)], hashes);
    for (const [index, serviceId] of ['svc_b', 'svc_c', 'svc_d'].entries()) {
      table.add(callbackOf(serviceId, numberOf(first), 2 + index));
      expect(table.ofNumber(numberOf(first))).toHaveLength(2 + index);
    }
    expect(table.ofService('svc_e', numberOf(first))).toEqual([]);
  }
});
