import type { Random } from '@ringback/testkit';

export { pick, type Random } from '@ringback/testkit';

/** A random choice of at most `countMax` items, in their old order. */
export function thinned<Item>(items: readonly Item[], random: Random, countMax: number): Item[] {
  if (items.length <= countMax) return [...items];
  const lots = items.map((item, index) => ({ item, index, lot: random() }));
  const chosen = lots.toSorted((one, other) => one.lot - other.lot).slice(0, countMax);
  return chosen.toSorted((one, other) => one.index - other.index).map(({ item }) => item);
}
