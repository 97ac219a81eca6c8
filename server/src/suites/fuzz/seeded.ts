/** A source of pseudo random numbers in [0, 1). */
export type Random = () => number;

/**
 * The mulberry32 generator (Tommy Ettinger, public domain): the same seed gives the same
 * sequence on every machine, so that a failing fuzz or kill sequence can be repeated.
 */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One element of a non-empty list. Throws RangeError when the list is empty. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** A random choice of at most `countMax` items, in their old order. */
export function thinned<Item>(items: readonly Item[], random: Random, countMax: number): Item[] {
  if (items.length <= countMax) return [...items];
  const lots = items.map((item, index) => ({ item, index, lot: random() }));
  const chosen = lots.toSorted((one, other) => one.lot - other.lot).slice(0, countMax);
  return chosen.toSorted((one, other) => one.index - other.index).map(({ item }) => item);
}
