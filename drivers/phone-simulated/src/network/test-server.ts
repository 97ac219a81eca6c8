import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PhoneEvent } from '@ringback/core';
import { createStepClock } from '@ringback/testkit';
import { readNetworkLog } from './network-log.ts';
import { createNetworkServer } from './network-server.ts';
import { createRemotePhone, type RemotePhone } from './remote-phone.ts';

const NOON = Date.UTC(2026, 4, 4, 12);

/** A network on a step clock behind a real socket, with its log, and clients of it. For tests. */
export async function openTestServer() {
  const clock = createStepClock(NOON);
  const folder = mkdtempSync(join(tmpdir(), 'ringback-network-'));
  const logPath = join(folder, 'network.jsonl');
  const network = await createNetworkServer({ clock, host: '127.0.0.1', port: 0, speed: 1, logPath });
  const clients: RemotePhone[] = [];

  async function enter(listener: ((event: PhoneEvent) => void) | null): Promise<RemotePhone> {
    const client = createRemotePhone({ address: network.address });
    clients.push(client);
    if (listener !== null) await client.start(listener);
    return client;
  }

  return {
    clock,
    network,
    /** A client of the network; with a listener it is started. */
    connect: enter,
    log: () => readNetworkLog(readFileSync(logPath, 'utf8')),
    /** Moves the time on and waits until every client was told: answers come behind the events before them. */
    async passTime(durationMs: number): Promise<void> {
      await clock.advance(durationMs);
      await Promise.all(clients.map((client) => client.livingLegs().catch(() => [])));
    },
    async close(): Promise<void> {
      for (const client of clients) client.disconnect();
      await network.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
