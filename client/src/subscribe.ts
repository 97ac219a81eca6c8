import { createEventParser, type StreamMessage } from './event-stream.ts';
import { ProblemError, readProblem } from './problem-error.ts';
import { addressOf, baseHeaders, type Connection } from './request.ts';

/** How a subscription stands: `open` is live, `waiting` will connect again by itself, `closed` is over. */
export type SubscriptionState = 'connecting' | 'open' | 'waiting' | 'closed';

/** What can be said about a subscription. */
export type SubscribeOptions<Query> = {
  /** Go on after this event; left out: from now. */
  readonly lastEventId?: string | number;
  /** Only some events. */
  readonly query?: Query;
  /** Called when the state changes. */
  readonly onState?: (state: SubscriptionState) => void;
  /** Called when it is over because the server refuses, for example `unauthorized`. */
  readonly onError?: (error: ProblemError) => void;
};

/** A running subscription. */
export type Subscription = {
  /** Ends it. */
  readonly close: () => void;
  /** Id of the last event received; null before the first. */
  readonly lastEventId: () => string | null;
};

const firstPauseMs = 500;
const longestPauseMs = 15_000;

/**
 * Reads a stream of server-sent events with fetch, so that keys go in a header. Connects again by itself, after pauses
 * from 0.5 s doubling to 15 s, and goes on after the last event.
 */
export function subscribe<Event, Query extends object>(
  connection: Connection,
  path: string,
  onEvent: (event: Event) => void,
  options: SubscribeOptions<Query> = {},
): Subscription {
  const abort = new AbortController();
  let lastEventId = options.lastEventId === undefined ? null : String(options.lastEventId);
  const onState = options.onState ?? (() => undefined);
  const onMessage = (message: StreamMessage) => {
    if (message.id !== null) lastEventId = message.id;
    // The server answers by the contract; the contract is where the type comes from.
    onEvent(JSON.parse(message.data) as Event);
  };
  void run();
  return { close: () => abort.abort(), lastEventId: () => lastEventId };

  async function run(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!abort.signal.aborted) {
      onState('connecting');
      const end = await readStream(connection, address(), streamHeaders(), abort.signal, onMessage, () => {
        pauseMs = firstPauseMs;
        onState('open');
      });
      if (end !== null && !end.problem.retriable && end.status !== 500) {
        options.onError?.(end);
        break;
      }
      if (abort.signal.aborted) break;
      onState('waiting');
      await connection.pause(pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
    onState('closed');
  }

  function address(): string {
    return addressOf(connection.baseUrl, path, { query: { ...options.query } });
  }

  function streamHeaders(): Record<string, string> {
    return {
      ...baseHeaders(connection, 'text/event-stream'),
      ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
    };
  }
}

/** Reads until the stream ends. Null when it ended or the network failed; the error when the server refused. */
async function readStream(
  connection: Connection,
  address: string,
  headers: Record<string, string>,
  signal: AbortSignal,
  onMessage: (message: StreamMessage) => void,
  onOpen: () => void,
): Promise<ProblemError | null> {
  const response = await connection
    .fetch(address, { headers, signal, credentials: connection.key === null ? 'same-origin' : 'omit' })
    .catch(() => null);
  if (response === null) return null;
  if (!response.ok || response.body === null) return new ProblemError(await readProblem(response));
  onOpen();
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parse = createEventParser();
  while (true) {
    const chunk = await reader.read().catch(() => null);
    if (chunk === null || chunk.done) return null;
    for (const message of parse(decoder.decode(chunk.value, { stream: true }))) if (!signal.aborted) onMessage(message);
  }
}
