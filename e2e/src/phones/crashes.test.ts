import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crashThrough, openCrashCentre, type CrashCentre } from './crash-centres.ts';
import type { CrashLife } from './crash-life.ts';
import type { CrashPlan } from './crash-plan.ts';
import { demandsAll, findPhones } from './programs.ts';

const programs = findPhones('crashes with calls up');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const plans: readonly CrashPlan[] = [
  { kind: 'phase', phase: 'ringing' },
  { kind: 'phase', phase: 'announcing' },
  { kind: 'phase', phase: 'holding' },
  { kind: 'phase', phase: 'bridged' },
  { kind: 'point', point: 'before-effect:1' },
  { kind: 'point', point: 'after-dial:1' },
  { kind: 'point', point: 'before-reply:1' },
];

describe.skipIf(programs === null)('the server is killed with calls up, on Asterisk', () => {
  let crashCentre: CrashCentre;
  let lives: readonly CrashLife[];

  beforeAll(async () => {
    crashCentre = await openCrashCentre();
    lives = await crashThrough([crashCentre], plans);
  }, 400_000);
  afterAll(() => crashCentre?.close());

  test('[X1][X2][I2] every callback comes to its conversation, and no attempt rings twice', () => {
    expect(lives.flatMap(({ broken }) => broken)).toEqual([]);
    expect(lives.map(({ isAsPlanned }) => isAsPlanned)).toEqual(plans.map(() => true));
  });

  test('[X1] who is rung, hears the announcement, waits or talks stays in that very call', () => {
    for (const { plan, attemptOutcomes, ringCount } of lives.slice(0, 4))
      expect([plan, attemptOutcomes, ringCount]).toEqual([plan, ['answered_human'], 1]);
  });

  test('[A1][I2] a dial that may or may not have been made is not made again to find out', () => {
    const [notDialled, dialled] = lives.slice(4);
    expect(notDialled?.attemptOutcomes).toEqual(['unknown', 'answered_human']);
    expect(notDialled?.ringCount).toBe(1);
    expect(dialled?.attemptOutcomes).toEqual(['answered_human']);
    expect(dialled?.ringCount).toBe(1);
  });
});
