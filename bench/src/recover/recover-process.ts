/**
 * A node in a process of its own, for the recovery workload: the real engine over the real store. Tells when each phase was
 * over, one JSON line each, and then stays until it is killed.
 *
 *   node bench/src/recover/recover-process.ts <postgres://...> <tenant> <index of the agent who becomes free>
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ConfigurationChange } from '@ringback/core';
import { openPostgres } from '@ringback/driver-store-postgres';
import { createEngine, type Clock, type Store } from '@ringback/engine';
import { agentIdOf, CENTER_STARTS_AT } from '../decide/big-center.ts';
import { createNullPhone } from '../dispatch/null-phone.ts';
import { LEASE_MS, type Phase } from './phases.ts';

function over(phase: Phase): void {
  const { user, system } = process.cpuUsage();
  const at = performance.timeOrigin + performance.now();
  process.stdout.write(`${JSON.stringify({ phase, at, processorMs: (user + system) / 1_000 })}\n`);
}

/** Tells when the lease was held and when the rows were there. */
function observed(store: Store): Store {
  return {
    ...store,
    async holdLease(request) {
      const lease = await store.holdLease(request);
      if (lease !== null && !isHeld) over('lease_held');
      isHeld ||= lease !== null;
      return lease;
    },
    async load(tenantId, read) {
      const state = await store.load(tenantId, read);
      over('rows_loaded');
      return state;
    },
  };
}

let isHeld = false;
const begin = performance.now();
/** The centre's hour, so that the customers of the set-up are waiting now. */
const clock: Clock = {
  now: () => CENTER_STARTS_AT + Math.floor(performance.now() - begin),
  wakeAt: (at, run) => {
    const timer = setTimeout(run, Math.min(2_000_000_000, Math.max(0, at - clock.now())));
    return () => clearTimeout(timer);
  },
};
let idCount = 0;
const nodeId = `node_${process.pid}`;

const [, , url, tenantId, agentIndex] = process.argv;
if (url === undefined || tenantId === undefined) throw new TypeError('expected an address, a tenant and an agent');
over('program_loaded');
const database = await openPostgres({ url });
over('database_opened');
const engine = createEngine({
  tenantId,
  nodeId,
  store: observed(database.store),
  phone: createNullPhone(),
  clock,
  ids: { next: () => `${process.pid}x${(idCount += 1)}`.padStart(26, 'r') },
  // The documents were written as core wants them.
  parseConfiguration: (kind, id, document) => ({ kind, id, document, parsed: document }) as ConfigurationChange,
  log: { info: () => undefined, warn: complain, error: complain },
  leaseMs: LEASE_MS,
});
await engine.start();
while (engine.role() !== 'writer') await pause(5);
over('writer');
const agentId = agentIdOf(Number(agentIndex));
const body = { kind: 'set_presence', agentId, presence: 'available', reason: null } as const;
const reply = await engine.submit(body, { actor: 'bench' });
const work = await engine.ask({ kind: 'work', agentId });
if (!reply.ok || work?.agent.activity !== 'reserved') throw new Error(`nobody is rung for ${agentId}`);
over('decided');

function complain(message: string, attributes?: Readonly<Record<string, unknown>>): void {
  process.stderr.write(`${message} ${JSON.stringify(attributes ?? {})}\n`);
}
