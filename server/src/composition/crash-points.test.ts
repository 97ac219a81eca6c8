import type { PhoneEvent } from '@ringback/core';
import type { CommitBatch, Phone, Store } from '@ringback/engine';
import { createMemoryStore } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import { crashPoints, createCrashSeam } from './crash-points.ts';

const empty: CommitBatch = {
  tenantId: 'main',
  fence: 1,
  at: 0,
  changes: [],
  history: [],
  effects: [],
  effectIdsDone: [],
  replies: [],
};
const dial = {
  kind: 'dial',
  legId: 'leg_1',
  target: { kind: 'number', phoneNumber: '+12025550100' },
  callerId: null,
  ringMs: 1_000,
} as const;
const withDial: CommitBatch = { ...empty, effects: [{ id: 'eff_1', at: 0, phone: dial }] };
const withReply: CommitBatch = {
  ...empty,
  replies: [{ commandId: 'c1', fingerprint: 'f', reply: { ok: true }, at: 0 }],
};

/** Runs the same small life under a point and tells, in order, what was done until the process ended. */
async function lifeUnder(point: string | null): Promise<string[]> {
  const done: string[] = [];
  let isDead = false;
  const note = (what: string): void => {
    if (!isDead) done.push(what);
  };
  const seam = createCrashSeam(point, () => {
    isDead = true;
    throw new Error('dead');
  });
  const store: Store = { ...createMemoryStore(), commit: async () => note('committed') };
  let report: (event: PhoneEvent) => void = () => undefined;
  const phone: Phone = {
    start: async (listener) => void (report = listener),
    execute: async () => note('dialled'),
    livingLegs: async () => [],
    stop: async () => undefined,
  };
  const [seamed, ringing] = [seam.store(store), seam.phone(phone)];
  const live = async (): Promise<void> => {
    seam.onMigrationStep();
    note('migrated');
    await ringing.start(() => note('heard'));
    await ringing.livingLegs();
    note('looked up');
    for (const batch of [empty, withReply, withDial]) await seamed.commit(batch);
    note('told');
    await ringing.execute(dial);
    note('asked');
    report({ kind: 'ringing', legId: 'leg_1' });
  };
  await live().catch(() => undefined);
  return done;
}

const whole = ['migrated', 'looked up', 'committed', 'committed', 'committed', 'told', 'dialled', 'asked', 'heard'];

describe('[X1] a process kills itself at the named point', () => {
  test.each([
    ['during-migration', 0],
    ['during-recovery', 1],
    ['before-commit', 2],
    ['before-commit:3', 4],
    ['before-reply', 4],
    ['before-effect', 5],
    ['after-dial', 7],
    ['before-event', 8],
  ])('%s', async (point, doneCount) => {
    expect(await lifeUnder(point)).toEqual(whole.slice(0, doneCount));
  });

  test('in-commit: the statement is on its way and nobody waits for it', async () => {
    let committed = (): void => undefined;
    const dead = new Promise<string>((resolve) => {
      const seam = createCrashSeam('in-commit', () => resolve('dead'));
      const store = seam.store({
        ...createMemoryStore(),
        commit: () => new Promise<void>((finish) => (committed = finish)),
      });
      void store.commit(empty).then(() => resolve('committed'));
    });
    expect(await dead).toBe('dead');
    committed();
  });
});

test('without a point, or before its time, everything goes its way', async () => {
  expect(await lifeUnder(null)).toEqual(whole);
  for (const point of Object.keys(crashPoints).filter((name) => name !== 'in-commit'))
    expect(await lifeUnder(`${point}:4`)).toEqual(whole);
});

test('a name that is no point is refused', () => {
  expect(() => createCrashSeam('after-lunch')).toThrow('RINGBACK_CRASH_POINT must be one of during-migration');
});
