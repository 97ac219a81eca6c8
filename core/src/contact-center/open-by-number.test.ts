import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CompactCallback } from '../callback/compact-callback.ts';
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

const step = fc.record({
  isRemoval: fc.boolean(),
  serviceId: fc.constantFrom('svc_a', 'svc_b'),
  number: fc.nat(150).map((index) => `+4930${index}`),
});

test('[R13] under any order of joining and leaving it answers as a map by service and number does', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
      const table = new OpenByNumber();
      const expected = new Map<string, CompactCallback>();
      steps.forEach(({ isRemoval, serviceId, number }, index) => {
        const key = `${serviceId} ${number}`;
        const known = expected.get(key);
        if (!isRemoval) {
          const callback = callbackOf(serviceId, number, index);
          table.set(callback);
          expected.set(key, callback);
        } else if (known !== undefined) {
          table.remove(known);
          expected.delete(key);
        }
        expect(table.size).toBe(expected.size);
      });
      for (const serviceId of ['svc_a', 'svc_b'])
        for (let index = 0; index <= 150; index += 1)
          expect(table.get(serviceId, `+4930${index}`)).toBe(expected.get(`${serviceId} +4930${index}`) ?? null);
      for (let index = 0; index <= 150; index += 1) {
        const ofNumber = ['svc_a', 'svc_b'].flatMap((serviceId) => expected.get(`${serviceId} +4930${index}`) ?? []);
        expect(table.ofNumber(`+4930${index}`)).toEqual(ofNumber.sort((a, b) => a.sequence - b.sequence));
      }
    }),
    { numRuns: 60 },
  );
});

test('[R13] who was replaced by a newer wish takes nobody out', () => {
  const table = new OpenByNumber();
  const [older, newer] = [callbackOf('svc_a', '+1', 1), callbackOf('svc_a', '+1', 2)];
  table.set(older);
  table.set(newer);
  table.remove(older);
  expect(table.get('svc_a', '+1')).toBe(newer);
});
