import { describe, expect, test } from 'vitest';
import { allPoints, planKills, planText } from './kill-plan.ts';
import { seeded } from '@ringback/testkit';

describe('[X1] the plan of a run', () => {
  test('visits every named point first, the migration on the empty database before all', () => {
    const plans = planKills(10, seeded(1));
    expect(plans[0]).toMatchObject({ kind: 'point', point: 'during-migration' });
    expect(plans.slice(0, allPoints.length).map((plan) => (plan.kind === 'point' ? plan.point : null))).toEqual(
      allPoints,
    );
    expect(plans).toHaveLength(10);
  });

  test('goes on with moments and points, never again with the migration', () => {
    const rest = planKills(200, seeded(2)).slice(allPoints.length);
    const moments = rest.filter(({ kind }) => kind === 'moment').length;
    expect(moments).toBeGreaterThan(70);
    expect(moments).toBeLessThan(120);
    expect(rest.filter((plan) => plan.kind === 'point' && plan.point === 'during-migration')).toEqual([]);
  });

  test('is the same for the same seed', () => {
    expect(planKills(50, seeded(7))).toEqual(planKills(50, seeded(7)));
    expect(planKills(50, seeded(7))).not.toEqual(planKills(50, seeded(8)));
  });

  test('is told in words', () => {
    expect(planText({ kind: 'moment', afterMs: 340 })).toBe('moment, 340 ms');
    expect(planText({ kind: 'point', point: 'before-reply', count: 17 })).toBe('before-reply:17');
  });
});
