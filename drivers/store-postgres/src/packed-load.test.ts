import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoreBench, aRequest, canonicalJson, changesOf } from '@ringback/testkit';
import { Restoring, type Callback } from '@ringback/core';
import { expect, test } from 'vitest';
import { openEmbedded } from './embedded/open-embedded.ts';
import { batch } from './testing/samples.ts';

function asStored(callback: Callback): Record<string, unknown> {
  return Object.fromEntries(Object.entries(Object(JSON.parse(JSON.stringify(callback)))));
}

test(
  '[X1][I7] callbacks that core wrote, packed or not, are loaded as core has them',
  { timeout: 120_000 },
  async () => {
    const bench = new CoreBench();
    for (const [index, externalId] of [null, 'CASE "7"\\', 'ünï\tcode'].entries())
      bench.do({ kind: 'request_callback', request: aRequest({ phoneNumber: `+1202555010${index}`, externalId }) });
    bench.do({ kind: 'set_presence', agentId: 'agt_ana', presence: 'available', reason: null });
    const folder = await mkdtemp(join(tmpdir(), 'ringback-packed-'));
    const { store, close } = await openEmbedded({ folder });
    try {
      const lease = await store.holdLease({ tenantId: 't', nodeId: 'n', at: 0, ttlMs: 1_000 });
      const changes = [...bench.center.callbacks.values()].map((callback) => ({
        table: 'callback' as const,
        key: callback.id,
        row: asStored(callback),
      }));
      expect(changes.map(({ row }) => row['state'])).toEqual(['dialing', 'waiting', 'waiting']);
      await store.commit(batch({ fence: lease?.fence ?? 0, changes }));
      const restoring = new Restoring();
      const { rows } = await store.load('t', (table, row) => restoring.read(table, row));
      expect(rows.callback).toHaveLength(3);
      const center = restoring.finish({ rows, configuration: changesOf({}), historySequence: 0 }, bench.now);
      for (const [id, callback] of bench.center.callbacks)
        expect(canonicalJson(center.callbacks.get(id))).toBe(canonicalJson(callback));
    } finally {
      await close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
