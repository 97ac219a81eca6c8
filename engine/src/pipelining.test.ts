import { describe, expect, test } from 'vitest';
import { createMemoryStore, createStepClock, idOf, type MemoryStore } from '@ringback/testkit';
import { TryAgainError } from './index.ts';
import { aMachine, START, bench, configuration, requestOf, staff, ready, typesOf, type Bench } from './test-bench.ts';

describe('a slow database', () => {
  test('[I1][X1] an answer that came in time counts, although its deadline passed while the commit was under way', async () => {
    const clock = createStepClock(START);
    const store = createMemoryStore();
    let release: (() => void) | null = null;
    let isSlow = false;
    const slow: MemoryStore = {
      ...store,
      commit: async (batch) => {
        const taken = structuredClone(batch);
        if (isSlow) await new Promise<void>((resolve) => (release = resolve));
        return store.commit(taken);
      },
    };
    const b = await bench({ clock, store: slow });
    await ready(b);
    const id = idOf(await b.engine.submit(requestOf('+12025550100'), staff));
    isSlow = true;
    await clock.advance(500);
    void b.engine.submit({ kind: 'set_presence', agentId: 'agt_ana', presence: 'available', reason: 'x' }, staff);
    await clock.advance(60_000);
    isSlow = false;
    (release as (() => void) | null)?.();
    await clock.advance(1);
    expect(typesOf(b, id)).toContain('callback.answered');
    expect(store.rows('main', 'attempt')).toMatchObject([{ answeredAt: START + 1_000 }]);
  });
});

/** A store that writes a commit at once and tells of it when the test says so. */
function aGatedStore() {
  const store = createMemoryStore();
  const waiting: (() => void)[] = [];
  const sizes: number[] = [];
  const lookUps: { fail: boolean; count: number } = { fail: false, count: 0 };
  let isGated = false;
  const gated: MemoryStore = {
    ...store,
    commit: async (batch) => {
      const written = store.commit(batch);
      written.catch(() => undefined);
      if (isGated) {
        sizes.push(batch.changes.filter(({ table }) => table === 'callback').length);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      return written;
    },
    findReplies: async (tenantId, ids) => {
      lookUps.count += 1;
      if (lookUps.fail) throw new Error('the connection was cut');
      return store.findReplies(tenantId, ids);
    },
  };
  return {
    gated,
    lookUps,
    /** Callbacks in each commit that was begun since the gate was shut. */
    sizes,
    shut: () => (isGated = true),
    /** Commits that are begun from now on are told of at once. */
    open: () => (isGated = false),
    /** Tells of the oldest that waits, or of the last one before its turn. */
    tell: (which: 'oldest' | 'last' = 'oldest') => (which === 'oldest' ? waiting.shift() : waiting.pop())?.(),
  };
}

/** More than are left to gather while a commit is under way. */
const MANY = 20;

function sendMany(b: Bench, name: 'many' | 'more' = 'many'): Promise<PromiseSettledResult<unknown>[]> {
  const sent = Array.from({ length: MANY }, (_, index) =>
    b.engine.submit(requestOf(`+12025550${name === 'many' ? '2' : '3'}${String(index).padStart(2, '0')}`), {
      actor: 'api:k',
      id: `${name}${index}`,
      fingerprint: `f${index}`,
    }),
  );
  return Promise.allSettled(sent);
}

async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('while a commit is under way', () => {
  test('[I7] the next commands are decided, committed together after it, and nobody is told before their own commit', async () => {
    const store = aGatedStore();
    const b = await bench({ store: store.gated });
    expect(await b.engine.submit(configuration, staff)).toMatchObject({ ok: true });
    store.shut();
    const told: string[] = [];
    void b.engine.submit(requestOf('+12025550102'), staff).then(() => told.push('first'));
    await turns();
    void sendMany(b).then(() => told.push('many'));
    await turns();
    expect(store.lookUps.count).toBe(1);
    expect([store.sizes, told]).toEqual([[1], []]);
    store.tell();
    await turns();
    expect([store.sizes, told]).toEqual([[1, MANY], ['first']]);
    store.tell();
    await turns();
    expect(told).toEqual(['first', 'many']);
    expect(store.gated.rows('main', 'callback')).toHaveLength(1 + MANY);
  });

  test('[I7][X1] when it fails, whoever was decided after it is told to try again, and is decided once when they do', async () => {
    const store = aGatedStore();
    const b = await bench({ store: store.gated });
    expect(await b.engine.submit(configuration, staff)).toMatchObject({ ok: true });
    store.shut();
    store.gated.failNextCommit('before');
    const first = b.engine.submit(requestOf('+12025550102'), staff).catch((error: unknown) => error);
    await turns();
    const many = sendMany(b);
    await turns();
    store.open();
    store.tell();
    expect(await first).toBeInstanceOf(TryAgainError);
    for (const one of await many) expect(one).toMatchObject({ status: 'rejected', reason: expect.any(TryAgainError) });
    expect(store.gated.rows('main', 'callback')).toEqual([]);
    await expect.poll(() => b.engine.role()).toBe('writer');
    for (const one of await sendMany(b)) expect(one).toMatchObject({ status: 'fulfilled', value: { isNew: true } });
    expect(store.gated.rows('main', 'callback')).toHaveLength(MANY);
  });

  test('[I7] with many decided the next commit is handed over at once, a third one is not, and each is told of in its turn', async () => {
    const store = aGatedStore();
    const b = await bench({ store: store.gated, gathering: { decideMin: 1, commitMin: MANY } });
    expect(await b.engine.submit(configuration, staff)).toMatchObject({ ok: true });
    store.shut();
    const told: string[] = [];
    void b.engine.submit(requestOf('+12025550102'), staff).then(() => told.push('first'));
    await turns();
    void sendMany(b).then(() => told.push('many'));
    await turns();
    expect([store.sizes, told]).toEqual([[1, MANY], []]);
    void sendMany(b, 'more').then(() => told.push('more'));
    await turns();
    expect(store.sizes).toEqual([1, MANY]);
    store.tell('last');
    await turns();
    expect(told).toEqual([]);
    store.tell();
    await turns();
    expect([store.sizes, told]).toEqual([
      [1, MANY, MANY],
      ['first', 'many'],
    ]);
    store.tell();
    await turns();
    expect(told).toEqual(['first', 'many', 'more']);
  });

  test('[I7][I8] a commit handed over behind one that fails is not written either, and everybody is told to try again', async () => {
    const store = aGatedStore();
    const b = await bench({ store: store.gated, gathering: { decideMin: 1, commitMin: MANY } });
    expect(await b.engine.submit(configuration, staff)).toMatchObject({ ok: true });
    store.shut();
    store.gated.failNextCommit('before');
    const first = b.engine.submit(requestOf('+12025550102'), staff).catch((error: unknown) => error);
    await turns();
    const many = sendMany(b);
    await turns();
    expect(store.sizes).toEqual([1, MANY]);
    store.open();
    store.tell();
    store.tell();
    expect(await first).toBeInstanceOf(TryAgainError);
    for (const one of await many) expect(one).toMatchObject({ status: 'rejected', reason: expect.any(TryAgainError) });
    expect(store.gated.rows('main', 'callback')).toEqual([]);
    await expect.poll(() => b.engine.role()).toBe('writer');
    for (const one of await sendMany(b)) expect(one).toMatchObject({ status: 'fulfilled', value: { isNew: true } });
  });

  test('[I7] without history of its own a commit does not go behind another: nothing would tell that it must not', async () => {
    const store = aGatedStore();
    const b = await bench({ store: store.gated, gathering: { decideMin: 1, commitMin: 1 } });
    await ready(b);
    store.shut();
    void b.engine.submit({ kind: 'set_presence', agentId: 'agt_ana', presence: 'away', reason: null }, staff);
    await turns();
    expect(store.sizes).toHaveLength(1);
    void b.engine.submit({ kind: 'configure', changes: [] }, { actor: 'api:k', id: 'nothing', fingerprint: 'f' });
    await turns();
    expect(store.sizes).toHaveLength(1);
    store.tell();
    await turns();
    expect(store.sizes).toHaveLength(2);
    store.tell();
  });

  test('[I2][A1] when the writer falls meanwhile, the dial that it carries is not made: the next writer has given it up', async () => {
    const store = aGatedStore();
    const { machine, turn } = aMachine(START);
    const b = await bench({ store: store.gated, machine, leaseMs: 30_000 });
    await ready(b);
    store.shut();
    const first = b.engine.submit(requestOf('+12025550102'), staff).catch((error: unknown) => error);
    await turns();
    store.lookUps.fail = true;
    store.open();
    await sendMany(b);
    expect(await first).toBeInstanceOf(TryAgainError);
    await turn(1);
    expect(b.engine.role()).toBe('writer');
    expect(store.gated.rows('main', 'attempt')).toMatchObject([{ outcome: 'unknown' }]);
    store.tell();
    await turns();
    expect(b.phone.rings()).toHaveLength(0);
  });
});
