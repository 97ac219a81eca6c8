import type { PrintedMean } from './reference-tables.ts';
import type { Figure } from './statistics.ts';

/** How near a figure is to the one it is compared with. */
export type Verdict = 'inside' | 'in interval' | 'near' | 'off';

/** One figure of ours beside the one of theory or of somebody else's program. */
export interface Comparison {
  readonly world: string;
  readonly measure: string;
  readonly ours: Figure;
  readonly reference: number;
  /** Where the reference comes from. */
  readonly source: 'exact' | 'simulated' | 'published';
  /** The interval that was printed with a published figure. */
  readonly printed: PrintedMean | null;
  /**
   * `inside`: within 2 % of an exact or simulated figure, or within the printed interval, to the digits that were printed. `in interval`: not so near, but our
   * 95 % interval reaches the reference. `near`: within the interval and 2 % together. `off`: none of these.
   */
  readonly verdict: Verdict;
}

/** What counts as the same figure as an exact one. */
export const TOLERANCE_RATIO = 0.02;

/** Compares with a figure of theory or of a simulator without a printed interval. */
export function compared(
  world: string,
  measure: string,
  ours: Figure,
  reference: number,
  source: 'exact' | 'simulated' = 'exact',
): Comparison {
  const tolerance = TOLERANCE_RATIO * Math.abs(reference);
  const distance = Math.abs(ours.value - reference);
  return { world, measure, ours, reference, source, printed: null, verdict: verdictOf(distance, tolerance, ours) };
}

/** Compares with a mean that was printed with its interval; what rounds to an end of it lies within. */
export function comparedWithPrinted(world: string, measure: string, ours: Figure, printed: PrintedMean): Comparison {
  const outside = Math.max(printed.low - ours.value, ours.value - printed.high);
  const distance = outside <= printed.roundedBy ? 0 : outside;
  const tolerance = TOLERANCE_RATIO * Math.abs(printed.value);
  const verdict = distance === 0 ? 'inside' : beyond(distance, tolerance, ours);
  return { world, measure, ours, reference: printed.value, source: 'published', printed, verdict };
}

function verdictOf(distance: number, tolerance: number, ours: Figure): Verdict {
  return distance <= tolerance ? 'inside' : beyond(distance, tolerance, ours);
}

function beyond(distance: number, tolerance: number, { halfWidth }: Figure): Verdict {
  if (distance <= halfWidth) return 'in interval';
  return distance <= halfWidth + tolerance ? 'near' : 'off';
}

/** A figure in other units. */
export function scaled(figure: Figure, factor: number): Figure {
  return { value: figure.value * factor, halfWidth: figure.halfWidth * factor };
}
