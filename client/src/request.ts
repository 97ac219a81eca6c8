import { ProblemError, readProblem } from './problem-error.ts';
import type { OperationCall } from './operations.ts';
import type { RequestOptions } from './types.ts';

/** How a client reaches the server. */
export type Connection = {
  /** Address of the server without a path, for example `https://callbacks.example`; empty: that of the page. */
  readonly baseUrl: string;
  /** The key, or null: the session cookie of the page. */
  readonly key: string | null;
  readonly fetch: typeof globalThis.fetch;
  /** Waits before a repeat; replaced in tests. */
  readonly pause: (ms: number) => Promise<void>;
};

/** A request as the untyped runtime sees it. */
export type AnyRequest = RequestOptions & {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

const repeatAfterMs = 250;
const longestPauseMs = 5000;

/** The address of an operation with its path parameters and query; lists are repeated (`a=1&a=2`), absent values left out. */
export function addressOf(baseUrl: string, path: string, { params = {}, query = {} }: AnyRequest): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) search.append(name, String(one));
  }
  return `${baseUrl.replace(/\/$/, '')}${filled}${search.size === 0 ? '' : `?${search}`}`;
}

/** The headers every request has. */
export function baseHeaders(connection: Connection, accept: string): Record<string, string> {
  return { accept, ...(connection.key === null ? {} : { authorization: `Bearer ${connection.key}` }) };
}

/**
 * Sends a request and reads the answer. Repeats it once when the network fails or the server says `try_again`, where a
 * repeat is harmless. Throws `ProblemError` for error answers, and what fetch throws when the network fails.
 */
export async function send(connection: Connection, operation: OperationCall, request: AnyRequest): Promise<unknown> {
  const call = () => sendOnce(connection, operation, init, address);
  const init = requestInit(connection, operation, request);
  const address = addressOf(connection.baseUrl, operation.path, request);
  try {
    return await call();
  } catch (error) {
    const pauseMs = operation.idempotent && request.signal?.aborted !== true ? pauseBeforeRepeat(error) : null;
    if (pauseMs === null) throw error;
    await connection.pause(pauseMs);
    return await call();
  }
}

function requestInit(connection: Connection, operation: OperationCall, request: AnyRequest): RequestInit {
  const headers = baseHeaders(connection, operation.produces);
  if (operation.method === 'POST' && operation.idempotent)
    headers['idempotency-key'] = request.idempotencyKey ?? randomKey();
  if (request.ifMatch !== undefined) headers['if-match'] = `"${request.ifMatch}"`;
  const hasBody = operation.method === 'POST' || operation.method === 'PUT';
  if (hasBody) headers['content-type'] = 'application/json';
  return {
    method: operation.method,
    headers,
    credentials: connection.key === null ? 'same-origin' : 'omit',
    ...(hasBody ? { body: JSON.stringify(request.body ?? {}) } : {}),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  };
}

/** A random key. Not randomUUID, which browsers have only on secure pages. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sendOnce(
  connection: Connection,
  operation: OperationCall,
  init: RequestInit,
  address: string,
): Promise<unknown> {
  const response = await connection.fetch(address, init);
  if (!response.ok) throw new ProblemError(await readProblem(response));
  if (response.status === 204) return undefined;
  if (operation.produces === 'audio/wav') return new Uint8Array(await response.arrayBuffer());
  return operation.produces === 'application/json' ? await response.json() : await response.text();
}

/** How long to wait before the one repeat, or null when there is none. */
function pauseBeforeRepeat(error: unknown): number | null {
  if (!(error instanceof ProblemError)) return error instanceof TypeError ? repeatAfterMs : null;
  if (error.code !== 'try_again') return null;
  return Math.min(error.problem.retryAfterMs ?? repeatAfterMs, longestPauseMs);
}
