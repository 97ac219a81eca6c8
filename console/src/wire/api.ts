import { browserNow } from '../time/browser-clock.ts';
import { learnServerTime } from '../time/clock.ts';
import { ProblemError, problemFrom } from './problem.ts';

type Query = Readonly<Record<string, string | number | null | undefined>>;

const withQuery = (path: string, query: Query): string => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
};

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function request(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
  const init: RequestInit = { method, credentials: 'same-origin', headers: { accept: 'application/json', ...headers } };
  if (body !== undefined) init.body = JSON.stringify(body);
  const response = await fetch(path, init).catch(() => null);
  if (response === null) throw new ProblemError(problemFrom(0, null));
  learnServerTime(response.headers.get('date'), browserNow());
  const parsed = await bodyOf(response);
  if (!response.ok) throw new ProblemError(problemFrom(response.status, parsed));
  return parsed;
}

// The server and this app are built from one contract and shipped together: an answer has the shape the contract gives it.
const trusted = <T>(answer: Promise<unknown>): Promise<T> => answer as Promise<T>;

// crypto.randomUUID exists only on HTTPS and localhost; a site may run the console on plain HTTP inside its network.
const freshKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const jsonHeaders = { 'content-type': 'application/json' };

/** Reads. Throws ProblemError. */
export function get<T>(path: string, query: Query = {}): Promise<T> {
  return trusted<T>(request('GET', withQuery(path, query), undefined, {}));
}

/** Acts. Every call carries a new idempotency key, so that the network's own repeats do nothing twice. Throws ProblemError. */
export function post<T>(path: string, body: unknown = {}): Promise<T> {
  return trusted<T>(request('POST', path, body, { ...jsonHeaders, 'idempotency-key': freshKey() }));
}

/** Sets. Throws ProblemError. */
export function put<T>(path: string, body: unknown): Promise<T> {
  return trusted<T>(request('PUT', path, body, jsonHeaders));
}
