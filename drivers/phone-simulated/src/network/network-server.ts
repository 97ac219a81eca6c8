import { createServer, type Socket } from 'node:net';
import type { PhoneEvent } from '@ringback/core';
import type { Clock } from '@ringback/engine';
import { createSimulatedPhone, type Dialled } from '../simulated-phone.ts';
import {
  type NetworkAddress,
  type NetworkAsk,
  type NetworkMessage,
  type NetworkRequest,
  parseRequest,
  splitLines,
} from './messages.ts';
import { entryOfEvent, openNetworkLog } from './network-log.ts';

/** What a network on a socket is made of. */
export interface NetworkServerOptions {
  readonly clock: Clock;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Every simulated duration is divided by this. */
  readonly speed: number;
  /** Where rings, answers and ends are written down, a line of JSON each. Null: nowhere. */
  readonly logPath: string | null;
}

/** A telephone network that is listening. */
export interface NetworkServer {
  readonly address: NetworkAddress;
  /** Breaks every connection; calls go on and whoever was connected may come back. */
  dropConnections(): void;
  /** Ends the network with all its calls. */
  close(): Promise<void>;
}

/**
 * A simulated telephone network behind a socket: newline JSON, one request a line, answers in order, events to whoever
 * listens. Calls live here and nowhere else: they go on whatever becomes of the clients, and nothing is kept for a client
 * that is away. Rejects when it cannot listen or cannot write its log.
 */
export async function createNetworkServer(options: NetworkServerOptions): Promise<NetworkServer> {
  const { clock } = options;
  const log = openNetworkLog(options.logPath);
  const listeners = new Set<Socket>();
  const sockets = new Set<Socket>();
  const phone = createSimulatedPhone({
    clock,
    speed: options.speed,
    onDial: (dialled) => log.write(ringEntry(dialled)),
  });

  function report(event: PhoneEvent): void {
    const entry = entryOfEvent(event, clock.now());
    if (entry !== null) log.write(entry);
    for (const socket of listeners) send(socket, { kind: 'event', event });
  }

  async function carryOut(ask: NetworkAsk, socket: Socket): Promise<void> {
    switch (ask.kind) {
      case 'listen':
        return void listeners.add(socket);
      case 'stop_listening':
        return void listeners.delete(socket);
      case 'execute':
        return phone.execute(ask.effect);
      case 'living_legs':
        return;
      case 'call_in':
        return void phone.callIn(ask.call);
      case 'set_subscriber':
        return phone.setSubscriber(ask.number, ask.behaviour);
      case 'press_keys':
        return phone.pressKeys(ask.legId, ask.keys);
      case 'hang_up_far_end':
        return phone.hangUpFarEnd(ask.legId);
      case 'set_speed':
        return phone.setSpeed(ask.speed);
    }
  }

  async function serve({ id, ask }: NetworkRequest, socket: Socket): Promise<void> {
    try {
      await carryOut(ask, socket);
      const livingLegs = ask.kind === 'living_legs' ? await phone.livingLegs() : [];
      send(socket, { kind: 'answer', id, livingLegs });
    } catch (error) {
      send(socket, { kind: 'refusal', id, reason: String(error) });
    }
  }

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.setEncoding('utf8');
    const take = splitLines((line) => void serve(parseRequest(line), socket));
    socket.on('data', (piece) => {
      try {
        take(String(piece));
      } catch (error) {
        socket.destroy(error instanceof Error ? error : undefined);
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      listeners.delete(socket);
    });
  });
  const dropConnections = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  log.write({ kind: 'started', at: clock.now() });
  await phone.start(report);
  return {
    address: { host: options.host, port: portOf(server.address()) },
    dropConnections,
    async close() {
      phone.powerOff();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      dropConnections();
      await closed;
      log.close();
    },
  };
}

function ringEntry({ legId, number, at, isRepeat }: Dialled) {
  return { kind: isRepeat ? 'repeated_dial' : 'ring', at, legId, number } as const;
}

function send(socket: Socket, message: NetworkMessage): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('a listening TCP server has a port');
  return address.port;
}
