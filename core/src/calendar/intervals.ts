/** A stretch of time `[startsAt, endsAt)`: the start belongs to it, the end does not. Empty when `endsAt <= startsAt`. */
export interface Interval {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The canonical form: ascending, disjoint, no two touching, none empty. Every function here returns this form. */
export function normalize(intervals: readonly Interval[]): readonly Interval[] {
  const ascending = intervals.filter((one) => one.endsAt > one.startsAt).sort((a, b) => a.startsAt - b.startsAt);
  const merged: Interval[] = [];
  let last: Interval | null = null;
  for (const one of ascending) {
    if (last !== null && one.startsAt <= last.endsAt) {
      last = { startsAt: last.startsAt, endsAt: Math.max(last.endsAt, one.endsAt) };
      merged[merged.length - 1] = last;
    } else {
      last = { startsAt: one.startsAt, endsAt: one.endsAt };
      merged.push(last);
    }
  }
  return merged;
}

/** The time in `a`, in `b` or in both. */
export function union(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  return normalize([...a, ...b]);
}

/** The time in both `a` and `b`. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const left = normalize(a);
  const right = normalize(b);
  const common: Interval[] = [];
  let i = 0;
  let j = 0;
  for (let x = left[i], y = right[j]; x !== undefined && y !== undefined; x = left[i], y = right[j]) {
    const startsAt = Math.max(x.startsAt, y.startsAt);
    const endsAt = Math.min(x.endsAt, y.endsAt);
    if (startsAt < endsAt) common.push({ startsAt, endsAt });
    if (x.endsAt < y.endsAt) i += 1;
    else j += 1;
  }
  return common;
}

/** The time in `a` that is not in `b`. */
export function subtract(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const holes = normalize(b);
  const rest: Interval[] = [];
  for (const one of normalize(a)) {
    let startsAt = one.startsAt;
    for (const hole of holes) {
      if (hole.endsAt <= startsAt) continue;
      if (hole.startsAt >= one.endsAt) break;
      if (hole.startsAt > startsAt) rest.push({ startsAt, endsAt: hole.startsAt });
      startsAt = hole.endsAt;
    }
    if (startsAt < one.endsAt) rest.push({ startsAt, endsAt: one.endsAt });
  }
  return rest;
}

/** The interval of a canonical list that holds `at`, or null. */
export function intervalAt(intervals: readonly Interval[], at: number): Interval | null {
  for (const one of intervals) {
    if (at < one.startsAt) return null;
    if (at < one.endsAt) return one;
  }
  return null;
}

/** Does a canonical list hold the point `at`? */
export function contains(intervals: readonly Interval[], at: number): boolean {
  return intervalAt(intervals, at) !== null;
}

/** Does a canonical list hold the whole of `inner` without a break? */
export function containsInterval(intervals: readonly Interval[], inner: Interval): boolean {
  const outer = intervalAt(intervals, inner.startsAt);
  return outer !== null && inner.endsAt <= outer.endsAt;
}
