import { afterEach, describe, expect, test } from 'vitest';
import type { CommandBody, ConfigurationChange } from '@ringback/core';
import { createSimulatedPhone } from '@ringback/driver-phone-simulated';
import {
  aRequest,
  aService,
  anAgent,
  changesOf,
  createMemoryStore,
  createStepClock,
  idOf,
  type MemoryStore,
  type StepClock,
} from '@ringback/testkit';
import { createEngine, IdReusedError, TryAgainError, type Engine } from './index.ts';

const START = Date.UTC(2026, 2, 2, 10);
const running: Engine[] = [];

afterEach(async () => {
  for (const engine of running.splice(0)) await engine.stop();
});

let idCount = 0;
const nextId = (): string => `t${(idCount++).toString(36).padStart(8, '0')}`;

interface Bench {
  readonly engine: Engine;
  readonly store: MemoryStore;
  readonly clock: StepClock;
  readonly phone: ReturnType<typeof createSimulatedPhone>;
}

async function bench(
  parts: Partial<Omit<Bench, 'engine'>> & { nodeId?: string; leaseMs?: number } = {},
): Promise<Bench> {
  const clock = parts.clock ?? createStepClock(START);
  const phone = parts.phone ?? createSimulatedPhone({ clock });
  const store = parts.store ?? createMemoryStore();
  const engine = createEngine({
    tenantId: 'main',
    nodeId: parts.nodeId ?? 'node_a',
    store,
    phone,
    clock,
    ids: { next: nextId },
    parseConfiguration: (kind, id, document) => ({ kind, id, document, parsed: document }) as ConfigurationChange,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (message, attributes) => console.error(message, attributes),
    },
    leaseMs: parts.leaseMs ?? 600_000,
  });
  running.push(engine);
  await engine.start();
  return { engine, store, clock, phone };
}

const configuration: CommandBody = {
  kind: 'configure',
  changes: changesOf({
    services: [aService({ callingWindow: { from: '00:00', to: '24:00', perCountry: {} } })],
    agents: [anAgent({ endpoint: { type: 'simulated', address: null, isAutoAccept: true } })],
  }),
};

function requestOf(phoneNumber: string): CommandBody {
  return { kind: 'request_callback', request: aRequest({ phoneNumber }) };
}

const staff = { actor: 'staff:test' };

async function ready(b: Bench): Promise<void> {
  expect(await b.engine.submit(configuration, staff)).toMatchObject({ ok: true });
  expect(
    await b.engine.submit({ kind: 'set_presence', agentId: 'agt_ana', presence: 'available', reason: null }, staff),
  ).toMatchObject({ ok: true });
}

function typesOf(b: Bench, id: string): string[] {
  return b.store
    .history('main')
    .filter((entry) => entry.itemId === id)
    .map((entry) => entry.type);
}

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
    const b = await bench({ clock, phone: shaky, store, leaseMs: 30 });
    await expect(b.engine.submit(configuration, staff)).rejects.toThrow(TryAgainError);
    isAway = false;
    await expect.poll(() => b.engine.role()).toBe('writer');
    expect(await b.engine.submit(configuration, staff)).toMatchObject({ ok: true });
  });
});

describe('a slow database', () => {
  test('[I1][X1] an answer that came in time counts, although its deadline passed while the commit was under way', async () => {
    const clock = createStepClock(START);
    const store = createMemoryStore();
    let release: (() => void) | null = null;
    let isSlow = false;
    const slow: MemoryStore = {
      ...store,
      commit: async (batch) => {
        if (isSlow) await new Promise<void>((resolve) => (release = resolve));
        return store.commit(batch);
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
