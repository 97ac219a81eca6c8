import { describe, expect, test } from 'vitest';
import { createSimulatedPhone } from '@ringback/driver-phone-simulated';
import { createMemoryStore, createStepClock, idOf, type MemoryStore } from '@ringback/testkit';
import { EffectOrder } from './effect-order.ts';
import { IdReusedError, TryAgainError } from './index.ts';
import { aMachine, START, bench, configuration, requestOf, staff, ready, typesOf } from './test-bench.ts';

describe('the main job', () => {
  test('[D1][D2][A1] asked, rung, confirmed, connected, wrapped up', async () => {
    const b = await bench();
    await ready(b);
    const id = idOf(await b.engine.submit(requestOf('+12025550100'), staff));
    await b.clock.advance(60_000);
    const types = typesOf(b, id);
    for (const type of [
      'callback.created',
      'callback.queued',
      'callback.attempt_started',
      'callback.answered',
      'callback.confirmed',
      'callback.connected',
    ]) {
      expect(types).toContain(type);
    }
    await b.clock.advance(120_000);
    expect(b.store.rows('main', 'callback')).toMatchObject([
      { id, state: 'closed', outcome: 'completed', attemptsMade: 1 },
    ]);
    expect(b.phone.rings()).toHaveLength(2);
  });

  test('[A3] a busy customer is rung again after the pause and closed when the attempts are used up', async () => {
    const b = await bench();
    await ready(b);
    const id = idOf(await b.engine.submit(requestOf('+12025550101'), staff));
    await b.clock.advance(3 * 600_000 + 60_000);
    expect(b.store.rows('main', 'callback')).toMatchObject([
      { id, outcome: 'attempts_exhausted', attemptsMade: 3, lastAttemptOutcome: 'busy' },
    ]);
    expect(b.phone.rings().filter((ring) => ring.number === '+12025550101')).toHaveLength(3);
  });
});

describe('one loop, one writer', () => {
  test('[R8] a repeated command is answered from the record, another request under its id is refused', async () => {
    const b = await bench();
    await ready(b);
    const how = { actor: 'api:k', id: 'idem1', fingerprint: 'f1' };
    const first = await b.engine.submit(requestOf('+12025550102'), how);
    expect(await b.engine.submit(requestOf('+12025550102'), how)).toEqual(first);
    await expect(b.engine.submit(requestOf('+12025550103'), { ...how, fingerprint: 'f2' })).rejects.toThrow(
      IdReusedError,
    );
    expect(b.store.rows('main', 'callback')).toHaveLength(1);
  });

  test('[R8][X1] the record outlives a restart', async () => {
    const b = await bench();
    await ready(b);
    const how = { actor: 'api:k', id: 'idem2', fingerprint: 'f1' };
    const first = await b.engine.submit(requestOf('+12025550102'), how);
    await b.engine.stop();
    const again = await bench({ store: b.store, clock: b.clock });
    expect(await again.engine.submit(requestOf('+12025550102'), how)).toEqual(first);
  });

  test.each(['before', 'after'] as const)(
    '[I7][X1] a commit cut off %s it was written: the sender is told to try again, the state is loaded anew',
    async (when) => {
      const b = await bench();
      await ready(b);
      b.store.failNextCommit(when);
      await expect(
        b.engine.submit(requestOf('+12025550102'), { actor: 'api:k', id: 'idem3', fingerprint: 'f1' }),
      ).rejects.toThrow(TryAgainError);
      await expect.poll(() => b.engine.role()).toBe('writer');
      const reply = await b.engine.submit(requestOf('+12025550102'), {
        actor: 'api:k',
        id: 'idem3',
        fingerprint: 'f1',
      });
      expect(b.store.rows('main', 'callback')).toMatchObject([{ id: idOf(reply) }]);
    },
  );

  test('[X3][I7] a second node stands by, forwards, and takes over when the lease runs out; the old writer cannot write', async () => {
    const b = await bench();
    await ready(b);
    const second = await bench({ store: b.store, clock: b.clock, phone: b.phone, nodeId: 'node_b' });
    expect(second.engine.role()).toBe('standby');
    const id = idOf(await second.engine.submit(requestOf('+12025550102'), staff));
    expect(await second.engine.ask({ kind: 'callback', callbackId: id })).toMatchObject({ callback: { id } });
    b.store.expireLease('main');
    await b.store.holdLease({
      tenantId: 'main',
      nodeId: 'node_b',
      at: performance.timeOrigin + performance.now(),
      ttlMs: 600_000,
    });
    await expect(b.engine.submit(requestOf('+12025550103'), staff)).rejects.toThrow(TryAgainError);
    expect(b.store.rows('main', 'callback')).toHaveLength(1);
  });
});

test('[R8][X3] two requests under one id at once, through a node that stands by: one is decided, the other told that the id is used', async () => {
  const b = await bench();
  await ready(b);
  const second = await bench({ store: b.store, clock: b.clock, phone: b.phone, nodeId: 'node_b' });
  const asked = await Promise.allSettled([
    second.engine.submit(requestOf('+12025550102'), { ...staff, id: 'one', fingerprint: 'f1' }),
    second.engine.submit(requestOf('+12025550103'), { ...staff, id: 'one', fingerprint: 'f2' }),
  ]);
  expect(asked).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: expect.any(IdReusedError) }]);
  expect(b.store.rows('main', 'callback')).toHaveLength(1);
});

describe('recovery', () => {
  test('[A1][I2][X1] a dial that was under way when we died is an attempt of unknown outcome and is not made again at once', async () => {
    const b = await bench();
    await ready(b);
    const id = idOf(await b.engine.submit(requestOf('+12025550102'), staff));
    await b.clock.advance(2_000);
    expect(b.phone.rings().filter((ring) => ring.number === '+12025550102')).toHaveLength(1);
    await b.engine.stop();
    const again = await bench({ store: b.store, clock: b.clock });
    expect(await again.engine.ask({ kind: 'callback', callbackId: id })).toMatchObject({
      callback: { state: 'retry_pending', attemptsConsumed: 1, arrivalAt: START },
      attempts: [{ outcome: 'unknown' }],
    });
    await again.clock.advance(60_000);
    expect(again.phone.rings()).toHaveLength(0);
  });

  test('[X1] a call that the phone system still has goes on', async () => {
    const b = await bench();
    await ready(b);
    const id = idOf(await b.engine.submit(requestOf('+12025550102'), staff));
    await b.clock.advance(2_000);
    await b.engine.stop();
    const again = await bench({ store: b.store, clock: b.clock, phone: b.phone });
    expect(await again.engine.ask({ kind: 'callback', callbackId: id })).toMatchObject({
      callback: { state: 'dialing' },
    });
    await again.clock.advance(60_000);
    expect(b.store.rows('main', 'callback')).toMatchObject([
      { state: 'retry_pending', lastAttemptOutcome: 'no_answer' },
    ]);
    expect(b.phone.rings().filter((ring) => ring.number === '+12025550102')).toHaveLength(1);
  });
});

describe('picked up while nobody decided', () => {
  test('[X1][D1] the announcement is heard at once, not when the deadline of the leg has passed', async () => {
    const b = await bench();
    await ready(b);
    const id = idOf(await b.engine.submit(requestOf('+12025550100'), staff));
    await b.clock.advance(500);
    await b.engine.stop();
    await b.clock.advance(1_000);
    expect(b.phone.legs()).toMatchObject([{ state: 'answered', promptName: null }]);
    const again = await bench({ store: b.store, clock: b.clock, phone: b.phone });
    await again.clock.advance(0);
    expect(b.phone.legs()).toMatchObject([{ state: 'answered', promptName: 'callback_announcement' }]);
    await again.clock.advance(180_000);
    expect(b.store.rows('main', 'callback')).toMatchObject([{ id, outcome: 'completed', attemptsMade: 1 }]);
  });
});

describe('what was committed and not asked of the phone system before we died', () => {
  test('[D1][I9][X1] a bridge is made after the restart: nobody stays connected to silence', async () => {
    const clock = createStepClock(START);
    const phone = createSimulatedPhone({ clock });
    const dying: typeof phone = {
      ...phone,
      execute: (effect) => (effect.kind === 'bridge' ? new Promise<void>(() => undefined) : phone.execute(effect)),
    };
    const b = await bench({ clock, phone: dying });
    await ready(b);
    const id = idOf(await b.engine.submit(requestOf('+12025550100'), staff));
    await clock.advance(10_000);
    const heardByEach = () => phone.legs().map(({ hearsLegIds }) => hearsLegIds.length);
    expect(typesOf(b, id)).toContain('callback.connected');
    expect(heardByEach()).toEqual([0, 0]);
    await b.engine.stop();
    await bench({ store: b.store, clock, phone });
    await clock.advance(10);
    expect(heardByEach()).toEqual([1, 1]);
    await clock.advance(120_000);
    expect(b.store.rows('main', 'callback')).toMatchObject([{ id, state: 'closed', outcome: 'completed' }]);
  });
});

describe('a phone system that is away at the start', () => {
  test('[X1] nothing is decided before its legs are known; it goes on once it answers', async () => {
    const clock = createStepClock(START);
    const phone = createSimulatedPhone({ clock });
    let isAway = true;
    const shaky = {
      ...phone,
      start: (listener: Parameters<typeof phone.start>[0]) =>
        isAway ? Promise.reject(new Error('no answer')) : phone.start(listener),
    };
    const store = createMemoryStore();
    const b = await bench({ clock, phone: shaky, store, leaseMs: 1_000 });
    await expect(b.engine.submit(configuration, staff)).rejects.toThrow(TryAgainError);
    isAway = false;
    await expect.poll(() => b.engine.role()).toBe('writer');
    expect(await b.engine.submit(configuration, staff)).toMatchObject({ ok: true });
  });
});

describe('what happens while another node decides', () => {
  test('[I2][X3] calls that came in meanwhile are not told as news when this node decides again', async () => {
    const clock = createStepClock(START);
    const store = createMemoryStore();
    const { machine, turn } = aMachine(START);
    const phone = createSimulatedPhone({ clock });
    const b = await bench({ clock, store, phone, machine, leaseMs: 30_000 });
    await ready(b);
    const other = { tenantId: 'main', nodeId: 'node_b', ttlMs: 60_000 };
    store.expireLease('main');
    await store.holdLease({ ...other, at: machine.now() });
    await turn(10_000);
    expect(b.engine.role()).toBe('standby');
    const { legId } = phone.callIn({ from: '+12025550177', to: '+12025550190' });
    await clock.advance(100);
    phone.hangUpFarEnd(legId);
    await clock.advance(100);
    await turn(60_001);
    expect(b.engine.role()).toBe('writer');
    expect(store.rows('main', 'live_call')).toEqual([]);
  });

  test('[I7] after a commit of unknown outcome nothing is decided under its fence again: it may yet be written', async () => {
    const store = createMemoryStore();
    const fences: number[] = [];
    const watched: MemoryStore = { ...store, commit: (batch) => (fences.push(batch.fence), store.commit(batch)) };
    const { machine, turn } = aMachine(START);
    const b = await bench({ store: watched, machine });
    await ready(b);
    const spent = fences.at(-1);
    store.failNextCommit('before');
    await expect(b.engine.submit(requestOf('+12025550102'), staff)).rejects.toThrow(TryAgainError);
    await turn(1);
    expect(await b.engine.submit(requestOf('+12025550102'), staff)).toMatchObject({ ok: true });
    expect(fences.at(-1)).toBeGreaterThan(spent ?? Infinity);
  });
});

describe('while the state is loaded again', () => {
  test('[X3][I7] a load that takes longer than the lease keeps it: nobody else decides, and the first dial is made', async () => {
    const store = createMemoryStore();
    let release = (): void => undefined;
    let isSlow = false;
    const slow: MemoryStore = {
      ...store,
      load: async (...request) => {
        if (isSlow) await new Promise<void>((resolve) => (release = resolve));
        return store.load(...request);
      },
    };
    const { machine, turn } = aMachine(START);
    const b = await bench({ store: slow, machine, leaseMs: 30_000 });
    await ready(b);
    isSlow = true;
    store.failNextCommit('before');
    await expect(b.engine.submit(requestOf('+12025550102'), staff)).rejects.toThrow(TryAgainError);
    for (let count = 0; count < 5; count += 1) await turn(10_000);
    expect(await store.holdLease({ tenantId: 'main', nodeId: 'node_b', at: machine.now(), ttlMs: 60_000 })).toBeNull();
    isSlow = false;
    release();
    await turn(1);
    await b.engine.submit(requestOf('+12025550102'), staff);
    expect(b.phone.rings()).toHaveLength(1);
  });

  test('[R1][X1] a caller who comes in at that moment is taken in, not hung up on', async () => {
    const clock = createStepClock(START);
    const store = createMemoryStore();
    const simulated = createSimulatedPhone({ clock });
    let release = (): void => undefined;
    let isSlow = false;
    const phone = {
      ...simulated,
      livingLegs: async () => {
        if (isSlow) await new Promise<void>((resolve) => (release = resolve));
        return simulated.livingLegs();
      },
    };
    const { machine, turn } = aMachine(START);
    const b = await bench({ clock, store, phone, machine });
    await ready(b);
    isSlow = true;
    store.failNextCommit('before');
    await expect(b.engine.submit(requestOf('+12025550102'), staff)).rejects.toThrow(TryAgainError);
    await turn(1);
    simulated.callIn({ from: '+12025550177', to: '+12025550190' });
    await clock.advance(100);
    release();
    await turn(1);
    await clock.advance(5_000);
    expect(store.rows('main', 'live_call')).toMatchObject([{ fromNumber: '+12025550177', closedAt: null }]);
  });
});

describe('a process that stood still for longer than its lease', () => {
  test.each([
    [29_999, 1],
    [30_000, 0],
  ])('[I2][X3] after %d ms it makes %d dials that it had committed', async (sleptMs, dialCount) => {
    const store = createMemoryStore();
    const { machine, sleep } = aMachine(START);
    const sleepy: MemoryStore = {
      ...store,
      commit: async (batch) => {
        await store.commit(batch);
        if (batch.effects.length > 0) sleep(sleptMs);
      },
    };
    const b = await bench({ store: sleepy, machine, leaseMs: 30_000 });
    await ready(b);
    await b.engine.submit(requestOf('+12025550102'), staff);
    expect(b.phone.rings()).toHaveLength(dialCount);
  });
});

describe('a dial that was committed and not made, as the lease had run out', () => {
  test('[A1][I2][X3] known at once with the lease again: the agent is free, the attempt uses nothing up, another one rings', async () => {
    const store = createMemoryStore();
    const { machine, sleep, turn } = aMachine(START);
    let sleeps = 1;
    const sleepy: MemoryStore = {
      ...store,
      commit: async (batch) => {
        await store.commit(batch);
        if (batch.effects.some(({ phone }) => phone.kind === 'dial') && sleeps-- > 0) sleep(30_000);
      },
    };
    const b = await bench({ store: sleepy, machine, leaseMs: 30_000 });
    await ready(b);
    await b.engine.submit(requestOf('+12025550102'), staff);
    await expect.poll(() => store.history('main').map(({ type }) => type)).toContain('callback.attempt_ended');
    expect(b.engine.role()).toBe('writer');
    expect(b.phone.rings()).toEqual([]);
    expect(store.rows('main', 'callback')).toMatchObject([{ state: 'retry_pending', dueAt: START + 60_000 }]);
    expect(store.rows('main', 'attempt')).toMatchObject([{ outcome: 'network_failure', endedAt: START }]);
    expect(store.rows('main', 'agent_state')).toMatchObject([{ activity: 'idle', presence: 'available' }]);
    expect(store.rows('main', 'leg')).toEqual([]);
    await turn(1);
    await b.clock.advance(60_000);
    await turn(1);
    await b.clock.advance(1);
    await expect.poll(() => b.phone.rings()).toHaveLength(1);
  });
});

describe('time', () => {
  test('[I6] a writer whose clock is behind that of the last one goes on from where that one was', async () => {
    const store = createMemoryStore();
    const ahead = await bench({ store, clock: createStepClock(START + 600_000) });
    await ready(ahead);
    await ahead.engine.stop();
    const behind = await bench({ store, clock: createStepClock(START) });
    const id = idOf(await behind.engine.submit(requestOf('+12025550102'), staff));
    expect(store.rows('main', 'callback')).toMatchObject([{ id, createdAt: START + 600_000 }]);
  });
});

describe('the order of effects', () => {
  test('[I4] a hang-up waits for the dial of its leg; other legs do not wait', async () => {
    const order = new EffectOrder();
    const done: string[] = [];
    let release = (): void => undefined;
    const slow = order.run({ kind: 'answer', legId: 'a' }, () =>
      new Promise<void>((resolve) => (release = resolve)).then(() => void done.push('dial a')),
    );
    const hangUp = order.run({ kind: 'hang_up', legId: 'a' }, async () => void done.push('hang up a'));
    await order.run({ kind: 'hang_up', legId: 'b' }, async () => void done.push('hang up b'));
    expect(done).toEqual(['hang up b']);
    release();
    await Promise.all([slow, hangUp]);
    expect(done).toEqual(['hang up b', 'dial a', 'hang up a']);
  });
});
