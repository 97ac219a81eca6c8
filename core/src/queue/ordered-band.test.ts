import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OrderedBand } from './ordered-band.ts';

interface Place {
  readonly arrivalAt: number;
  readonly sequence: number;
}

const byKey = (a: Place, b: Place): number => a.arrivalAt - b.arrivalAt || a.sequence - b.sequence;
const sameKey = (a: Place, b: Place): boolean => byKey(a, b) === 0;

/** A small generator of our own (mulberry32), so that a failing run can be repeated. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const place = fc.record({ arrivalAt: fc.integer({ min: 0, max: 40 }), sequence: fc.integer({ min: 0, max: 40 }) });

test('[Q1] inserts and removals leave the same line as a sorted array', () => {
  const steps = fc.array(fc.record({ isInsert: fc.boolean(), place }), { maxLength: 600 });
  fc.assert(
    fc.property(steps, (list) => {
      const band = new OrderedBand<Place>();
      const model: Place[] = [];
      for (const step of list) {
        const found = model.findIndex((other) => sameKey(other, step.place));
        if (step.isInsert && found === -1) {
          band.insert(step.place);
          model.push(step.place);
          model.sort(byKey);
        } else if (!step.isInsert) {
          expect(band.remove({ ...step.place })).toBe(found !== -1);
          if (found !== -1) model.splice(found, 1);
        }
        expect(band.size).toBe(model.length);
        expect(band.first()).toEqual(model[0] ?? null);
      }
      expect([...band]).toEqual(model);
    }),
    { numRuns: 60 },
  );
});

test('[Q9] rank counts those strictly before, whether or not the key is present', () => {
  fc.assert(
    fc.property(fc.uniqueArray(place, { comparator: sameKey, maxLength: 300 }), place, (places, asked) => {
      const band = new OrderedBand<Place>();
      for (const item of places) band.insert(item);
      expect(band.rank(asked.arrivalAt, asked.sequence)).toBe(places.filter((item) => byKey(item, asked) < 0).length);
    }),
    { numRuns: 100 },
  );
});

/** Compares every answer with the model's; used where trees are three levels deep. */
function expectSameLine(band: OrderedBand<Place>, model: readonly Place[], probes: number): void {
  expect(band.size).toBe(model.length);
  const step = Math.max(1, Math.floor(model.length / probes));
  for (let i = 0; i < model.length; i += step) {
    const item = model[i];
    if (item === undefined) throw new Error('the model has a hole');
    expect(band.at(i)).toBe(item);
    expect(band.rank(item.arrivalAt, item.sequence)).toBe(i);
    expect(band.from(i).next().value).toBe(item);
  }
  let at = 0;
  for (const item of band) if (item !== model[at++]) throw new Error(`iteration differs at ${at - 1}`);
  expect(at).toBe(model.length);
}

test('[Q1] a line of 40,000 keeps its order through growth, churn and emptying', () => {
  const random = seededRandom(7);
  const all = Array.from({ length: 40_000 }, (_, sequence) => ({ arrivalAt: Math.floor(random() * 9_000), sequence }));
  const band = new OrderedBand<Place>();
  for (const item of all) band.insert(item);
  expectSameLine(band, all.toSorted(byKey), 500);

  const shuffled = all.map((item) => ({ item, order: random() })).toSorted((a, b) => a.order - b.order);
  const kept = shuffled.slice(0, 3_000).map(({ item }) => item);
  for (const { item } of shuffled.slice(3_000)) expect(band.remove(item)).toBe(true);
  expectSameLine(band, kept.toSorted(byKey), 500);

  for (const { item } of shuffled.slice(3_000, 30_000)) band.insert(item);
  const grown = [...kept, ...shuffled.slice(3_000, 30_000).map(({ item }) => item)].toSorted(byKey);
  expectSameLine(band, grown, 500);

  for (const item of grown) expect(band.remove(item)).toBe(true);
  expect(band.size).toBe(0);
  expect(band.first()).toBeNull();
  expect([...band]).toEqual([]);
});

test('[Q1] served from the front while others join at the end, the line stays in order', () => {
  const band = new OrderedBand<Place>();
  let joined = 0;
  const join = (): void => band.insert({ arrivalAt: joined, sequence: joined++ });
  for (let i = 0; i < 20_000; i += 1) join();
  for (let served = 0; served < 30_000; served += 1) {
    const front = band.first();
    expect(front?.arrivalAt).toBe(served);
    if (front !== null) band.remove(front);
    join();
  }
  expect(band.size).toBe(20_000);
});

test('[Q1] a line that was long once does not keep its leaves', () => {
  const random = seededRandom(3);
  const all = Array.from({ length: 20_000 }, (_, sequence) => ({ arrivalAt: random(), sequence }));
  const band = new OrderedBand<Place>();
  for (const item of all) band.insert(item);
  expect(band.leafCount).toBeLessThan(20_000 / 32);
  for (const item of all.slice(200)) band.remove(item);
  expect(band.leafCount).toBeLessThan(200 / 16 + 2);
  expect([...band]).toEqual(all.slice(0, 200).toSorted(byKey));

  const served = OrderedBand.fromSorted(all.toSorted(byKey));
  for (let front = served.first(); front !== null && served.size > 200; front = served.first()) served.remove(front);
  expect(served.leafCount).toBeLessThan(200 / 16 + 2);
});

test('[Q1] a bulk-loaded line answers and changes like one built by inserts', () => {
  for (const length of [0, 1, 55, 56, 57, 3_136, 3_137, 30_000]) {
    const items = Array.from({ length }, (_, sequence) => ({ arrivalAt: Math.floor(sequence / 3) * 2, sequence }));
    const band = OrderedBand.fromSorted(items);
    expectSameLine(band, items, 100);
    const late = { arrivalAt: 7, sequence: 0.5 };
    band.insert(late);
    expectSameLine(band, [...items, late].toSorted(byKey), 100);
  }
});

test('[Q1] equal keys and unsorted bulk loads are refused and change nothing', () => {
  const band = OrderedBand.fromSorted(Array.from({ length: 500 }, (_, sequence) => ({ arrivalAt: 1, sequence })));
  expect(() => band.insert({ arrivalAt: 1, sequence: 250 })).toThrow(RangeError);
  expect(band.size).toBe(500);
  expect(band.rank(2, 0)).toBe(500);
  expect(() =>
    OrderedBand.fromSorted([
      { arrivalAt: 2, sequence: 0 },
      { arrivalAt: 1, sequence: 1 },
    ]),
  ).toThrow(RangeError);
  expect(() =>
    OrderedBand.fromSorted([
      { arrivalAt: 2, sequence: 0 },
      { arrivalAt: 2, sequence: 0 },
    ]),
  ).toThrow(RangeError);
});

test('[Q9] places outside the line are null, never -1', () => {
  const band = OrderedBand.fromSorted([{ arrivalAt: 1, sequence: 0 }]);
  expect([band.at(-1), band.at(1), band.at(0.5), band.at(Number.NaN)]).toEqual([null, null, null, null]);
  expect([...band.from(1)]).toEqual([]);
  expect(band.remove({ arrivalAt: 1, sequence: 9 })).toBe(false);
});
