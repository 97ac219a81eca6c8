import type { Trunk } from './trunk.ts';

/** A trunk as it stands when one is chosen. */
export interface TrunkStanding {
  readonly trunk: Trunk;
  /** Calls on it now, in and out. */
  readonly callCount: number;
  /** Until a new call may be made by its calls per second, milliseconds; 0 when at once. */
  readonly waitMs: number;
  /** It failed a moment ago: taken only when no other can be. */
  readonly isResting: boolean;
}

/** Which trunk a call takes; how long to wait where only the pace stands in the way; `full` when all that are left are. */
export type TrunkChoice =
  | { readonly kind: 'take'; readonly trunk: Trunk }
  | { readonly kind: 'wait'; readonly waitMs: number }
  | { readonly kind: 'full' };

/**
 * Chooses among the trunks that this call has not tried (A6): first those that did not fail a moment ago, then by order, then
 * by weight. A later order is taken when the earlier one has no line free or no call left in this instant.
 * @param random in [0, 1): where the share of equal trunks falls.
 */
export function chooseTrunk(
  standings: readonly TrunkStanding[],
  triedNames: ReadonlySet<string>,
  random: number,
): TrunkChoice {
  const withLine = standings.filter(
    ({ trunk, callCount }) =>
      !triedNames.has(trunk.name) && (trunk.callCountMax === null || callCount < trunk.callCountMax),
  );
  if (withLine.length === 0) return { kind: 'full' };
  const free = withLine.filter(({ waitMs }) => waitMs === 0);
  if (free.length === 0) return { kind: 'wait', waitMs: Math.min(...withLine.map(({ waitMs }) => waitMs)) };
  const rested = free.filter(({ isResting }) => !isResting);
  const usable = rested.length > 0 ? rested : free;
  const firstOrder = Math.min(...usable.map(({ trunk }) => trunk.order));
  const equals = usable.filter(({ trunk }) => trunk.order === firstOrder).map(({ trunk }) => trunk);
  return { kind: 'take', trunk: pickByWeight(equals, random) };
}

function pickByWeight(trunks: readonly Trunk[], random: number): Trunk {
  let left = random * trunks.reduce((sum, { weight }) => sum + weight, 0);
  for (const trunk of trunks) {
    left -= trunk.weight;
    if (left < 0) return trunk;
  }
  const last = trunks.at(-1);
  if (last === undefined) throw new RangeError('no trunk to pick from');
  return last;
}
