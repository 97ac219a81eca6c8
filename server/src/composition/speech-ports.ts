import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { PortRange } from '../settings/environment.ts';

/** UDP ports that one engine of this machine has for speech. */
export interface SpeechPorts extends PortRange {
  /** Lets others have them. */
  release(): void;
}

/** Two ports for each leg: a thousand legs. */
const BLOCK_PORTS = 2_000;
/** Apart from the ports that systems give away by themselves (Linux: from 32768), and first from 10000 on, where an Asterisk begins by default. */
const FIRST_PORTS = [20_000, 22_000, 24_000, 26_000, 28_000, 30_000, 10_000, 12_000, 14_000, 16_000, 18_000];

/**
 * Ports of speech that no other Ringback of this machine has: those of `usualFirstPort` again where they are free, so that firewalls
 * and an engine that still runs need not change. An engine takes its ports call by call, so looking at them tells nothing: whoever
 * has a block holds the last port of it open, which the engine does not use. Throws where every block is taken.
 */
export async function claimSpeechPorts(usualFirstPort: number | null): Promise<SpeechPorts> {
  const candidates = usualFirstPort === null ? FIRST_PORTS : [usualFirstPort, ...FIRST_PORTS];
  for (const firstPort of candidates) {
    const mark = await openMark(firstPort + BLOCK_PORTS - 1);
    if (mark === null) continue;
    // The mark, and the speech port beside it, which would have no port for its reports.
    return { firstPort, lastPort: firstPort + BLOCK_PORTS - 3, release: () => mark.close() };
  }
  throw new Error(
    'no block of 2000 UDP ports for speech is free between 10000 and 32000: stop another Ringback, or name a range in RINGBACK_RTP_PORTS',
  );
}

/** Null: somebody has it. It keeps no process alive. */
async function openMark(port: number): Promise<Socket | null> {
  const socket = createSocket('udp4').unref();
  const bound = once(socket, 'listening').then(
    () => true,
    () => false,
  );
  socket.bind({ port, address: '127.0.0.1', exclusive: true });
  if (await bound) return socket;
  socket.close();
  return null;
}
