import { crashPoints, type CrashPoint } from '@ringback/server';
import { between, pick, type Random } from '@ringback/testkit';

/** How a server is going to die. */
export type KillPlan =
  /** By SIGKILL from outside, so long after the load began. */
  | { readonly kind: 'moment'; readonly afterMs: number }
  /** By itself, the `count`th time it gets to a point. */
  | { readonly kind: 'point'; readonly point: CrashPoint; readonly count: number };

/** The points, in the order in which a run visits them first. */
export const allPoints: readonly CrashPoint[] = Object.keys(crashPoints).filter(isCrashPoint);

/** A kill from outside comes up to this long after the load began, milliseconds. */
const AFTER_MAX_MS = 800;

/** Most times that a point is passed before it counts; points that are rarer or come at the start have fewer. */
const countMax: Readonly<Record<CrashPoint, number>> = {
  'during-migration': 1,
  'during-recovery': 1,
  'before-commit': 40,
  'in-commit': 40,
  'before-reply': 20,
  'before-effect': 6,
  'after-dial': 8,
  'before-event': 24,
};

/**
 * The deaths of a run: on the empty database during the migration, then every point once in between kills at random moments,
 * and after that one or the other by lot.
 */
export function planKills(killCount: number, random: Random): KillPlan[] {
  const plans: KillPlan[] = [];
  const unvisited = [...allPoints];
  while (plans.length < killCount) {
    const next = unvisited.shift();
    if (next !== undefined) plans.push(pointPlan(next, random));
    else if (random() < 0.5) plans.push({ kind: 'moment', afterMs: between(random, 30, AFTER_MAX_MS) });
    // The migration is over after the first start.
    else plans.push(pointPlan(pick(random, allPoints.slice(1)), random));
  }
  return plans;
}

function pointPlan(point: CrashPoint, random: Random): KillPlan {
  return { kind: 'point', point, count: between(random, 1, countMax[point]) };
}

/** A plan in words: `before-reply:17`, or `moment, 340 ms`. */
export function planText(plan: KillPlan): string {
  return plan.kind === 'moment' ? `moment, ${plan.afterMs} ms` : `${plan.point}:${plan.count}`;
}

function isCrashPoint(name: string): name is CrashPoint {
  return Object.hasOwn(crashPoints, name);
}
