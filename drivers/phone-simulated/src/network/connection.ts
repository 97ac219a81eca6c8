import { connect, type Socket } from 'node:net';
import type { LivingLeg, PhoneEvent } from '@ringback/core';
import {
  type NetworkAddress,
  type NetworkAsk,
  type NetworkMessage,
  type NetworkRequest,
  parseMessage,
  splitLines,
} from './messages.ts';

/** What a connection tells whoever made it. */
export interface ConnectionEvents {
  readonly onEvent: (event: PhoneEvent) => void;
  /** The connection is there again after it broke; what was asked meanwhile is sent after this. */
  readonly onReconnected: () => void;
}

interface Waiting {
  readonly request: NetworkRequest;
  readonly resolve: (livingLegs: readonly LivingLeg[]) => void;
  readonly reject: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const RECONNECT_AFTER_MS = 100;
/** A question that found no answer for so long is given up, milliseconds. */
const ANSWER_MAX_MS = 10_000;

/** A connection to a network that comes back by itself. What was asked and not answered is asked again, in order. */
export class Connection {
  readonly #address: NetworkAddress;
  readonly #events: ConnectionEvents;
  readonly #waiting = new Map<number, Waiting>();
  #socket: Socket | null = null;
  #isReady = false;
  #isClosed = false;
  #hadConnected = false;
  #askedCount = 0;
  #reconnectTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(address: NetworkAddress, events: ConnectionEvents) {
    this.#address = address;
    this.#events = events;
    this.#connect();
  }

  /** Asks something. Rejects with the reason of a refusal, or when nobody answered in time. */
  ask(ask: NetworkAsk): Promise<readonly LivingLeg[]> {
    if (this.#isClosed) return Promise.reject(new Error('the connection to the simulated network was closed'));
    const request: NetworkRequest = { id: (this.#askedCount += 1), ask };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#settle(request.id)?.reject(new Error('the simulated network does not answer')),
        ANSWER_MAX_MS,
      );
      this.#waiting.set(request.id, { request, resolve, reject, timer });
      if (this.#isReady) this.#send(request);
    });
  }

  close(): void {
    this.#isClosed = true;
    if (this.#reconnectTimer !== null) clearTimeout(this.#reconnectTimer);
    this.#socket?.destroy();
    for (const id of this.#waiting.keys())
      this.#settle(id)?.reject(new Error('the connection to the simulated network was closed'));
  }

  #connect(): void {
    const socket = connect({ ...this.#address, noDelay: true });
    this.#socket = socket;
    socket.setEncoding('utf8');
    const take = splitLines((line) => this.#receive(parseMessage(line)));
    socket.on('data', (piece) => take(String(piece)));
    socket.on('connect', () => this.#connected());
    // The close that always follows an error is what matters.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#broken());
  }

  #connected(): void {
    this.#isReady = true;
    const earlier = [...this.#waiting.values()];
    if (this.#hadConnected) this.#events.onReconnected();
    this.#hadConnected = true;
    for (const { request } of earlier) this.#send(request);
  }

  #broken(): void {
    this.#isReady = false;
    if (this.#isClosed) return;
    this.#reconnectTimer = setTimeout(() => this.#connect(), RECONNECT_AFTER_MS);
  }

  #send(request: NetworkRequest): void {
    this.#socket?.write(`${JSON.stringify(request)}\n`);
  }

  #receive(message: NetworkMessage): void {
    if (message.kind === 'event') return this.#events.onEvent(message.event);
    const waiting = this.#settle(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.livingLegs);
    else waiting?.reject(new Error(message.reason));
  }

  #settle(id: number): Waiting | null {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return null;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    return waiting;
  }
}
