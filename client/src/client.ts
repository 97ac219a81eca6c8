import type { Handset, LiveEvent, OperationId } from '@ringback/contract';
import { operations } from './operations.ts';
import { send, type AnyRequest, type Connection } from './request.ts';
import { subscribe, type SubscribeOptions, type Subscription } from './subscribe.ts';
import type { Operations, QueryOf } from './types.ts';

/** How to reach a server. */
export type ClientOptions = {
  /** Address of the server, for example `https://callbacks.example`; empty: that of the page. */
  readonly baseUrl: string;
  /** `rb_sk_...` or `rb_pk_...`; left out: the session cookie of the page. */
  readonly key?: string;
  /** Another fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Another way to wait before repeats, for tests. */
  readonly pause?: (ms: number) => Promise<void>;
};

/** A client: one method for each operation, and the live events. */
export type Client = Operations & {
  /** Live events, from now or after `lastEventId`. */
  readonly subscribe: (
    onEvent: (event: LiveEvent) => void,
    options?: SubscribeOptions<QueryOf<'streamEvents'>>,
  ) => Subscription;
  /** The handset of the demo page, at every change. */
  readonly subscribeHandset: (
    onEvent: (handset: Handset) => void,
    options?: SubscribeOptions<Record<string, never>>,
  ) => Subscription;
};

/** Makes a client. Methods throw `ProblemError` for error answers. */
export function createClient({ baseUrl, key, fetch = globalThis.fetch, pause = wait }: ClientOptions): Client {
  // Browsers refuse a fetch that is called as a method of something else than the window.
  const connection: Connection = { baseUrl, key: key ?? null, fetch: (...call) => fetch(...call), pause };
  const methods = Object.fromEntries(
    Object.entries(operations).map(([operationId, operation]) => [
      operationId,
      (request: AnyRequest = {}) => send(connection, operation, request),
    ]),
  );
  return {
    // Each method sends what its type allows; the types come from the same table as `operations`.
    ...(methods as unknown as Operations),
    subscribe: (onEvent, options) => subscribe(connection, pathOf('streamEvents'), onEvent, options),
    subscribeHandset: (onEvent, options) => subscribe(connection, pathOf('streamHandset'), onEvent, options),
  };
}

function pathOf(operationId: OperationId): string {
  return operations[operationId].path;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
