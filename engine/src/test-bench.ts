import { afterEach, expect } from 'vitest';
import type { CommandBody, ConfigurationChange } from '@ringback/core';
import { createSimulatedPhone } from '@ringback/driver-phone-simulated';
import {
  aRequest,
  aService,
  anAgent,
  changesOf,
  createMemoryStore,
  createStepClock,
  type MemoryStore,
  type StepClock,
} from '@ringback/testkit';
import { createEngine, type Engine, type Gathering, type Machine } from './index.ts';

/** When every test begins: an ordinary working morning. */
export const START = Date.UTC(2026, 2, 2, 10);
const running: Engine[] = [];

afterEach(async () => {
  for (const engine of running.splice(0)) await engine.stop();
});

let idCount = 0;
/** A new id. */
export const nextId = (): string => `t${(idCount++).toString(36).padStart(8, '0')}`;

/** One node with everything it stands on. */
export interface Bench {
  readonly engine: Engine;
  readonly store: MemoryStore;
  readonly clock: StepClock;
  readonly phone: ReturnType<typeof createSimulatedPhone>;
}

/** Starts a node; it is stopped after the test. */
export async function bench(
  parts: Partial<Omit<Bench, 'engine'>> & {
    nodeId?: string;
    leaseMs?: number;
    machine?: Machine;
    gathering?: Gathering;
  } = {},
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
      error: (message, attributes) => void process.stderr.write(`${message} ${JSON.stringify(attributes)}\n`),
    },
    leaseMs: parts.leaseMs ?? 600_000,
    ...(parts.gathering === undefined ? {} : { gathering: parts.gathering }),
    ...(parts.machine === undefined ? {} : { machine: parts.machine }),
  });
  running.push(engine);
  await engine.start();
  return { engine, store, clock, phone };
}

/** A service and an agent whose phone answers at once. */
export const configuration: CommandBody = {
  kind: 'configure',
  changes: changesOf({
    services: [aService({ callingWindow: { from: '00:00', to: '24:00', perCountry: {} } })],
    agents: [anAgent({ endpoint: { type: 'simulated', address: null, isAutoAccept: true } })],
  }),
};

/** A callback asked for as soon as possible. */
export function requestOf(phoneNumber: string): CommandBody {
  return { kind: 'request_callback', request: aRequest({ phoneNumber }) };
}

/** Sent by staff. */
export const staff = { actor: 'staff:test' };

/** Configures the centre, and sets its agent available. */
export async function ready(b: Bench): Promise<void> {
  expect(await b.engine.submit(configuration, staff)).toMatchObject({ ok: true });
  expect(
    await b.engine.submit({ kind: 'set_presence', agentId: 'agt_ana', presence: 'available', reason: null }, staff),
  ).toMatchObject({ ok: true });
}

/** What happened to an item, in order. */
export function typesOf(b: Bench, id: string): string[] {
  return b.store
    .history('main')
    .filter((entry) => entry.itemId === id)
    .map((entry) => entry.type);
}

/** A machine whose time a test moves: `turn` lets the lease be looked after once. */
export function aMachine(startAt: number) {
  let nowAt = startAt;
  const runs = new Set<() => void>();
  return {
    machine: {
      now: () => nowAt,
      every: (_intervalMs: number, run: () => void) => {
        runs.add(run);
        return () => void runs.delete(run);
      },
      afterTurn: (run: () => void) => void setImmediate(run),
    },
    /** The whole process stands still: time goes by and nothing runs. */
    sleep(durationMs: number): void {
      nowAt += durationMs;
    },
    async turn(durationMs: number): Promise<void> {
      nowAt += durationMs;
      for (const run of runs) run();
      for (let count = 0; count < 5; count += 1) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
