import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createRemotePhone,
  parseNetworkAddress,
  readNetworkLog,
  type NetworkLogEntry,
  type RemotePhone,
} from '@ringback/driver-phone-simulated';
import { adopt } from './own-children.ts';

/** A simulated telephone network in a process of its own. It outlives every server and is the witness of what rang. */
export interface NetworkProcess {
  /** `host:port`, for the servers. */
  readonly address: string;
  /** A way to the far side: who answers how, and how fast everything goes. */
  readonly controls: Pick<RemotePhone, 'setSubscriber' | 'setSpeed' | 'livingLegs'>;
  /** Everything it has written down by now. */
  witnessed(): Promise<NetworkLogEntry[]>;
  stop(): Promise<void>;
}

const main = join(import.meta.dirname, '../../../drivers/phone-simulated/src/network/main.ts');

/** Starts a network that writes its log in a folder. Rejects when it ends before it listens. */
export async function startNetworkProcess(folder: string, speed: number): Promise<NetworkProcess> {
  const logPath = join(folder, 'network.jsonl');
  const parts = [main, `--speed=${speed}`, `--log=${logPath}`];
  const child = adopt(spawn(process.execPath, parts, { stdio: ['ignore', 'pipe', 'inherit'] }));
  const gone = once(child, 'exit');
  const said = await Promise.race([
    once(child.stdout, 'data').then(String),
    gone.then(() => Promise.reject(new Error('the simulated network ended at once'))),
  ]);
  const address = /listens at (\S+)/u.exec(said)?.[1] ?? '';
  const controls = createRemotePhone({ address: parseNetworkAddress(address) });
  return {
    address,
    controls,
    witnessed: async () => readNetworkLog(await readFile(logPath, 'utf8')),
    async stop() {
      controls.disconnect();
      child.kill('SIGTERM');
      await gone;
    },
  };
}
