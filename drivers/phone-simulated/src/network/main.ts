// A simulated telephone network as a process of its own:
//   node drivers/phone-simulated/src/network/main.ts --host=127.0.0.1 --port=5070 --speed=1 --log=network.jsonl
// It says where it listens in one line, and lives until it is told to stop.
import { parseArgs } from 'node:util';
import { machineClock } from './machine-clock.ts';
import { createNetworkServer } from './network-server.ts';

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '0' },
    speed: { type: 'string', default: '1' },
    log: { type: 'string' },
  },
});
const network = await createNetworkServer({
  clock: machineClock,
  host: values.host,
  port: Number(values.port),
  speed: Number(values.speed),
  logPath: values.log ?? null,
});
process.stdout.write(`A simulated telephone network listens at ${network.address.host}:${network.address.port}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void network.close().then(() => process.exit(0)));
