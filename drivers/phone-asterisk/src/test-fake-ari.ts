import type { AriSocketListener, OpenAriSocket } from './ari/socket.ts';

/** A request as the fake engine saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Answers a request: status and body. Null: by itself. `never`: not at all. */
export type Responder = (request: SeenRequest) => { status: number; body?: unknown } | 'never' | null;

/** An engine that is a script: what it answers and tells is said by the test. */
export class FakeAri {
  readonly seen: SeenRequest[] = [];
  /** What `GET /channels` lists. */
  channels: readonly unknown[] = [];
  responder: Responder = () => null;
  /** What it says when it was started; null: nothing. */
  startedAt: string | null = '2026-05-04T11:00:00.000+0000';
  isReachable = true;
  #listener: AriSocketListener | null = null;

  /** Hand this to the driver in place of a WebSocket. */
  readonly open: OpenAriSocket = (_url, _authorization, listener) => {
    const isReachable = this.isReachable;
    if (isReachable) this.#listener = listener;
    queueMicrotask(() => (isReachable ? listener.opened() : listener.closed('refused')));
    return {
      send: (text) => this.#answer(listener, text),
      close: () => void (this.#listener === listener && (this.#listener = null)),
    };
  };

  /** Tells an event to whoever is connected. */
  emit(event: Readonly<Record<string, unknown>>): void {
    this.#listener?.received(JSON.stringify(event));
  }

  /** Breaks the connection. */
  drop(): void {
    const listener = this.#listener;
    this.#listener = null;
    listener?.closed('dropped');
  }

  /** Requests that ring somebody. */
  rings(): readonly SeenRequest[] {
    return this.seen.filter(({ method, query }) => method === 'POST' && 'endpoint' in query);
  }

  /** `METHOD path` of everything asked since the last look. */
  takeAsked(): readonly string[] {
    return this.seen.splice(0).map(({ method, path }) => `${method} ${path}`);
  }

  #answer(listener: AriSocketListener, text: string): void {
    const { request_id, method, uri, query_strings } = JSON.parse(text);
    const pairs: readonly { name: string; value: string }[] = query_strings;
    const query = Object.fromEntries(pairs.map(({ name, value }) => [name, value]));
    const request = { method: String(method), path: String(uri), query };
    this.seen.push(request);
    const answer = this.responder(request) ?? this.#byItself(request);
    if (answer === 'never') return;
    const message = {
      type: 'RESTResponse',
      request_id,
      status_code: answer.status,
      message_body: JSON.stringify(answer.body ?? {}),
    };
    queueMicrotask(() => listener.received(JSON.stringify(message)));
  }

  #byItself({ method, path }: SeenRequest): { status: number; body?: unknown } {
    if (method !== 'GET') return { status: 200 };
    if (path === 'channels') return { status: 200, body: this.channels };
    if (path === 'bridges') return { status: 200, body: [] };
    if (path === 'asterisk/info' && this.startedAt !== null)
      return { status: 200, body: { status: { startup_time: this.startedAt } } };
    return path === 'asterisk/ping' ? { status: 200 } : { status: 404 };
  }
}

/** A channel as the engine tells of it: one we dialled, unless said otherwise. */
export function channel(id: string, state: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    name: 'PJSIP/main-00000001',
    state,
    accountcode: 'ringback',
    dialplan: { app_name: 'AppDial2', app_data: '(Outgoing Line)' },
    ...more,
  };
}

/** A channel of ours that the application has. */
export function answeredChannel(id: string) {
  return channel(id, 'Up', { dialplan: { app_name: 'Stasis', app_data: `ringback,customer,${id}` } });
}

/** The events of a call, as the engine tells them. */
export const told = {
  ringing: (id: string) => ({ type: 'ChannelStateChange', channel: channel(id, 'Ringing') }),
  dial: (id: string, dialstatus: string) => ({ type: 'Dial', dialstatus, peer: channel(id, 'Ringing') }),
  up: (id: string) => ({ type: 'ChannelStateChange', channel: channel(id, 'Up') }),
  entered: (id: string) => ({ type: 'StasisStart', args: ['customer', id], channel: answeredChannel(id) }),
  cameIn: (id: string, state = 'Ring') => ({
    type: 'StasisStart',
    args: ['inbound', '12025550190', '+12025550120', 'main'],
    channel: channel(id, state, {
      accountcode: '',
      dialplan: { app_name: 'Stasis', app_data: 'ringback,inbound,12025550190,+12025550120,main' },
    }),
  }),
  destroyed: (id: string, cause: number, techCause?: number) => ({
    type: 'ChannelDestroyed',
    cause,
    ...(techCause === undefined ? {} : { tech_cause: techCause }),
    channel: channel(id, 'Down'),
  }),
  key: (id: string, digit: string, timestamp: string) => ({
    type: 'ChannelDtmfReceived',
    timestamp,
    digit,
    duration_ms: 100,
    channel: answeredChannel(id),
  }),
  /** Back from the engine's detection of machines. */
  verdict: (id: string, status: string, cause = '') => ({
    type: 'StasisStart',
    args: ['amd', status, cause],
    channel: answeredChannel(id),
  }),
  tone: (id: string) => ({ type: 'ChannelToneDetected', channel: answeredChannel(id) }),
  playbackFinished: (id: string, playId: string, state = 'done') => ({
    type: 'PlaybackFinished',
    playback: { id: playId, target_uri: `channel:${id}`, state },
  }),
} as const;
