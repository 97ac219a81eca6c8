import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

// Below the range from which systems hand out ports by themselves (32768 on Linux), so that nobody is given one of ours.
const lowest = 12_000;
const highest = 31_000;
const mostTries = 200;
const given = new Set<number>();

/** A number to begin the search at that differs between processes which start at the same moment. */
let next = lowest + ((process.pid * 977) % (highest - lowest));

/**
 * `count` ports of the loopback address in a row, free for UDP and for TCP now and not given to anybody else in this
 * process; answers the first. Rejects when there is no such row.
 */
export async function freePorts(count = 1): Promise<number> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const first = next;
    next = next + count > highest ? lowest : next + count;
    const row = Array.from({ length: count }, (_, index) => first + index);
    if (row.some((port) => given.has(port))) continue;
    const free = await Promise.all(row.flatMap((port) => [isFreeForUdp(port), isFreeForTcp(port)]));
    if (free.some((isFree) => !isFree)) continue;
    for (const port of row) given.add(port);
    return first;
  }
  throw new Error(`found no ${count} free ports in a row`);
}

/** Whether nobody has bound this UDP port of the loopback address. */
export function isFreeForUdp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.on('error', () => resolve(false));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => socket.close(() => resolve(true)));
  });
}

function isFreeForTcp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
