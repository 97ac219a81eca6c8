import type { Clock } from '@ringback/engine';
import type { AsteriskPhoneLog } from '../log.ts';
import { type BackoffBounds, pauseAfter } from './backoff.ts';
import { type AriEvent, type AriResponse, parseAriMessage } from './messages.ts';
import { type AriRequest, requests } from './requests.ts';
import { type AriSocket, type OpenAriSocket, openWebSocket } from './socket.ts';

/** How the engine is reached, and what is told about it. Times are milliseconds. */
export interface AriClientOptions {
  /** `http://host:port` or `ws://host:port` of the engine's HTTP server, or the https/wss kind of it. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly application: string;
  readonly clock: Clock;
  readonly log: AsteriskPhoneLog;
  /** In [0, 1), for the pauses between attempts to connect. */
  readonly random: () => number;
  readonly onEvent: (event: AriEvent) => void;
  /** Runs after each connect, before anybody else's requests: subscriptions and reconciliation. An error breaks the connection. */
  readonly prepare: () => Promise<void>;
  readonly openSocket?: OpenAriSocket;
  readonly requestTimeoutMs?: number;
  readonly keepAliveMs?: number;
  readonly backoff?: BackoffBounds;
}

/** Where the connection stands. `replaced`: another active application took our events; nothing is reported any more. */
export type AriState = 'stopped' | 'connecting' | 'preparing' | 'ready' | 'replaced';

/** How the connection stands, and since when. */
export interface AriStanding {
  readonly state: AriState;
  /** Epoch milliseconds; being away is one time, however often it is tried to come back. */
  readonly since: number;
  /** What broke the connection last, while it is away; null while it is there. */
  readonly reason: string | null;
}

/** The engine could not be asked. `mayHaveArrived` tells whether it may have done what was asked all the same. */
export class AriUnavailableError extends Error {
  override readonly name = 'AriUnavailableError';
  readonly mayHaveArrived: boolean;

  constructor(message: string, mayHaveArrived: boolean) {
    super(message);
    this.mayHaveArrived = mayHaveArrived;
  }
}

interface Waiting {
  readonly resolve: (response: AriResponse) => void;
  readonly reject: (error: Error) => void;
  readonly cancelTimeout: () => void;
}

interface ReadyWaiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly cancelTimeout: () => void;
}

const REQUEST_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 5_000;
const BACKOFF: BackoffBounds = { firstMs: 100, lastMs: 5_000 };

/**
 * A thin client of Asterisk's REST interface: requests and events over one WebSocket, in one order. Comes back by itself with
 * growing, jittered pauses. A request that finds no answer in time breaks the connection, so that what is true is asked anew.
 */
export class AriClient {
  readonly #options: AriClientOptions;
  readonly #waiting = new Map<string, Waiting>();
  readonly #readyWaiting = new Set<ReadyWaiting>();
  #state: AriState = 'stopped';
  #since: number;
  #reason: string | null = null;
  #socket: AriSocket | null = null;
  #isOpen = false;
  #generation = 0;
  #failureCount = 0;
  #connectCount = 0;
  #requestCount = 0;
  #unknownEventCount = 0;
  #unreadableCount = 0;
  #cancelWakeUp: () => void = () => undefined;

  constructor(options: AriClientOptions) {
    this.#options = options;
    this.#since = options.clock.now();
  }

  get state(): AriState {
    return this.#state;
  }

  /** How the connection stands, for an operator. */
  standing(): AriStanding {
    return { state: this.#state, since: this.#since, reason: this.#reason };
  }

  /** Counts since the start: connects, events of types not in use, messages that could not be read. */
  counts(): { readonly connectCount: number; readonly unknownEventCount: number; readonly unreadableCount: number } {
    return {
      connectCount: this.#connectCount,
      unknownEventCount: this.#unknownEventCount,
      unreadableCount: this.#unreadableCount,
    };
  }

  /** Begins to connect; does nothing while it already is. After `replaced` it takes the application back. */
  start(): void {
    if (this.#state !== 'stopped' && this.#state !== 'replaced') return;
    this.#failureCount = 0;
    this.#connect();
  }

  /** Lets go of the connection. What waits is rejected. */
  stop(): void {
    this.#letGo('stopped', 'the connection to Asterisk was closed');
  }

  /** Resolves when the connection is prepared. Rejects with AriUnavailableError when it is not within `limitMs`. */
  untilReady(limitMs: number): Promise<void> {
    if (this.#state === 'ready') return Promise.resolve();
    if (this.#state === 'stopped' || this.#state === 'replaced')
      return Promise.reject(new AriUnavailableError(`the connection to Asterisk is ${this.#state}`, false));
    const { clock } = this.#options;
    return new Promise((resolve, reject) => {
      const cancelTimeout = clock.wakeAt(clock.now() + limitMs, () => {
        this.#readyWaiting.delete(waiting);
        reject(new AriUnavailableError(`Asterisk could not be reached within ${limitMs} ms`, false));
      });
      const waiting: ReadyWaiting = { resolve, reject, cancelTimeout };
      this.#readyWaiting.add(waiting);
    });
  }

  /** Asks the engine. Any HTTP status is an answer; rejects with AriUnavailableError when there is none. */
  request(request: AriRequest): Promise<AriResponse> {
    const socket = this.#socket;
    if (socket === null || !this.#isOpen)
      return Promise.reject(new AriUnavailableError('Asterisk is not connected', false));
    const requestId = String((this.#requestCount += 1));
    const { clock, requestTimeoutMs = REQUEST_TIMEOUT_MS } = this.#options;
    return new Promise((resolve, reject) => {
      const cancelTimeout = clock.wakeAt(clock.now() + requestTimeoutMs, () =>
        this.#broken(this.#generation, `no answer to ${request.method} ${request.path}`),
      );
      this.#waiting.set(requestId, { resolve, reject, cancelTimeout });
      socket.send(formatRequest(requestId, request));
    });
  }

  #connect(): void {
    const generation = (this.#generation += 1);
    const { url, user, password, application, openSocket = openWebSocket } = this.#options;
    this.#enter('connecting');
    this.#cancelWakeUp();
    const isCurrent = (): boolean => generation === this.#generation;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    this.#socket = openSocket(eventsUrl(url, application), authorization, {
      opened: () => void (isCurrent() && this.#opened(generation)),
      received: (text) => void (isCurrent() && this.#received(text)),
      closed: (reason) => this.#broken(generation, reason),
    });
    const { clock, requestTimeoutMs = REQUEST_TIMEOUT_MS } = this.#options;
    this.#cancelWakeUp = clock.wakeAt(clock.now() + requestTimeoutMs, () =>
      this.#broken(generation, 'the connection was not opened in time'),
    );
  }

  #opened(generation: number): void {
    this.#isOpen = true;
    this.#enter('preparing');
    this.#connectCount += 1;
    this.#cancelWakeUp();
    this.#options.prepare().then(
      () => this.#prepared(generation),
      (error: unknown) => this.#broken(generation, String(error)),
    );
  }

  #prepared(generation: number): void {
    if (generation !== this.#generation || this.#state !== 'preparing') return;
    this.#enter('ready');
    this.#reason = null;
    this.#failureCount = 0;
    this.#options.log.info('connected to Asterisk', { connectCount: this.#connectCount });
    for (const waiting of this.#readyWaiting) {
      waiting.cancelTimeout();
      waiting.resolve();
    }
    this.#readyWaiting.clear();
    this.#keepAlive(generation);
  }

  /** A dead line gives no sign by itself: it is asked, and an answer that does not come breaks it. */
  #keepAlive(generation: number): void {
    const { clock, keepAliveMs = KEEP_ALIVE_MS } = this.#options;
    this.#cancelWakeUp = clock.wakeAt(clock.now() + keepAliveMs, () => {
      this.request(requests.ping()).then(
        () => void (generation === this.#generation && this.#keepAlive(generation)),
        () => undefined,
      );
    });
  }

  #received(text: string): void {
    const message = parseAriMessage(text);
    switch (message.kind) {
      case 'response':
        return this.#settle(message.requestId)?.resolve(message.response);
      case 'event':
        return message.event.type === 'ApplicationReplaced' ? this.#replaced() : this.#options.onEvent(message.event);
      case 'unknown':
        this.#unknownEventCount += 1;
        return;
      case 'unreadable':
        this.#unreadableCount += 1;
        return this.#options.log.warn('a message of Asterisk could not be read', { reason: message.reason });
    }
  }

  #replaced(): void {
    this.#options.log.error('another program took over this Asterisk application: this one reports nothing any more', {
      application: this.#options.application,
    });
    this.#letGo('replaced', 'another program took over this Asterisk application');
  }

  #broken(generation: number, reason: string): void {
    if (generation !== this.#generation) return;
    const { log, clock, random, backoff = BACKOFF } = this.#options;
    this.#reason = reason;
    if (this.#failureCount === 0) log.warn('the connection to Asterisk broke', { reason });
    this.#letGo('connecting', `the connection to Asterisk broke: ${reason}`);
    const pauseMs = pauseAfter(this.#failureCount, backoff, random());
    this.#failureCount += 1;
    this.#cancelWakeUp = clock.wakeAt(clock.now() + pauseMs, () => this.#connect());
  }

  /** Ends this connection. Who waits for the next one goes on waiting while there is to be one. */
  #letGo(state: AriState, reason: string): void {
    this.#enter(state);
    this.#generation += 1;
    this.#cancelWakeUp();
    this.#isOpen = false;
    this.#socket?.close();
    this.#socket = null;
    for (const requestId of this.#waiting.keys())
      this.#settle(requestId)?.reject(new AriUnavailableError(reason, true));
    if (state === 'connecting') return;
    for (const waiting of this.#readyWaiting) {
      waiting.cancelTimeout();
      waiting.reject(new AriUnavailableError(reason, false));
    }
    this.#readyWaiting.clear();
  }

  #enter(state: AriState): void {
    if (isAway(state) !== isAway(this.#state) || (!isAway(state) && state !== this.#state))
      this.#since = this.#options.clock.now();
    this.#state = state;
  }

  #settle(requestId: string): Waiting | null {
    const waiting = this.#waiting.get(requestId);
    if (waiting === undefined) return null;
    this.#waiting.delete(requestId);
    waiting.cancelTimeout();
    return waiting;
  }
}

const isAway = (state: AriState): boolean => state === 'connecting' || state === 'preparing';

function eventsUrl(url: string, application: string): string {
  const base = url.replace(/^http/u, 'ws').replace(/\/+$/u, '');
  return `${base}/ari/events?app=${encodeURIComponent(application)}&subscribeAll=false`;
}

function formatRequest(requestId: string, { method, path, query = {}, body }: AriRequest): string {
  return JSON.stringify({
    type: 'RESTRequest',
    transaction_id: requestId,
    request_id: requestId,
    method,
    uri: path,
    query_strings: Object.entries(query).map(([name, value]) => ({ name, value })),
    ...(body === undefined ? {} : { content_type: 'application/json', message_body: JSON.stringify(body) }),
  });
}
