/** Where in a call the server is killed: a state of the callback, a point in its code, or some moment. */
export type CrashPlan =
  | { readonly kind: 'phase'; readonly phase: CrashPhase }
  /** RINGBACK_CRASH_POINT, set from the start of the process on. */
  | { readonly kind: 'point'; readonly point: string }
  /** So long after the callback was asked for, milliseconds. */
  | { readonly kind: 'moment'; readonly afterMs: number };

/** A state of the callback in which the server is killed. */
export type CrashPhase = 'ringing' | 'announcing' | 'holding' | 'bridged';

const phases: readonly CrashPhase[] = ['ringing', 'announcing', 'holding', 'bridged'];
/** Points that a call goes through, each with the most times that it does so. */
const points: readonly (readonly [name: string, countMax: number])[] = [
  ['before-commit', 12],
  ['in-commit', 12],
  // Its requests with a key are two: the customer's, and the agent's who accepts.
  ['before-reply', 2],
  ['before-effect', 2],
  ['after-dial', 2],
  ['before-event', 8],
];
const MOMENT_MAX_MS = 3_000;

/** The places where a run kills, the same for the same `random`: a third each of phases, points and moments. */
export function planCrashes(count: number, random: () => number): readonly CrashPlan[] {
  const below = (max: number): number => Math.floor(random() * max);
  return Array.from({ length: count }, (_, index): CrashPlan => {
    if (index % 3 === 0) return { kind: 'phase', phase: phases[Math.floor(index / 3) % phases.length] ?? 'ringing' };
    if (index % 3 === 2) return { kind: 'moment', afterMs: below(MOMENT_MAX_MS) };
    const [name, countMax] = points[Math.floor(index / 3) % points.length] ?? ['after-dial', 1];
    return { kind: 'point', point: `${name}:${1 + below(countMax)}` };
  });
}

/** A plan in a few words. */
export function planText(plan: CrashPlan): string {
  if (plan.kind === 'phase') return plan.phase;
  return plan.kind === 'point' ? plan.point : `${plan.afterMs} ms`;
}
