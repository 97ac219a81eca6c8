import { Problem, toProblem } from './problem.ts';
import type {
  Availability,
  CallbackRequest,
  RequestedCallback,
  SelfServiceView,
  ServiceCard,
  ServiceWait,
  SlotHold,
} from './wire.ts';

/** How many days of times the picker shows. */
export const pickerDaysCount = 14;

/** What the customer pages need of the API. Every function rejects with a {@link Problem}. */
export interface Api {
  services(): Promise<readonly ServiceCard[]>;
  wait(serviceId: string): Promise<ServiceWait>;
  availability(serviceId: string, timeZone: string): Promise<Availability>;
  hold(serviceId: string, startsAt: string): Promise<SlotHold>;
  request(body: CallbackRequest, idempotencyKey: string): Promise<{ callback: RequestedCallback; existed: boolean }>;
  selfService(token: string): Promise<SelfServiceView>;
  selfServiceAvailability(token: string, timeZone: string): Promise<Availability>;
  reschedule(token: string, scheduledFor: string, timeZone: string): Promise<void>;
  cancel(token: string): Promise<void>;
}

/** Speaks to the server at `base` ("" = this origin); `key` is a publishable key, or null where the token in the path is enough. */
export function makeApi(base: string, key: string | null): Api {
  const call = caller(base.replace(/\/$/, ''), key);
  const get = async <T>(path: string): Promise<T> => (await call<T>('GET', path)).body;
  const span = (timeZone: string): string =>
    `days=${pickerDaysCount}&limit=2000&includeFull=true&timeZone=${encodeURIComponent(timeZone)}`;
  return {
    services: async () => (await get<{ items: readonly ServiceCard[] }>('/v1/services')).items,
    wait: (id) => get(`/v1/services/${encodeURIComponent(id)}/wait`),
    availability: (id, timeZone) => get(`/v1/services/${encodeURIComponent(id)}/availability?${span(timeZone)}`),
    hold: async (serviceId, startsAt) => (await call<SlotHold>('POST', '/v1/slot-holds', { serviceId, startsAt })).body,
    request: async (body, idempotencyKey) => {
      const answer = await call<RequestedCallback>('POST', '/v1/callbacks', body, idempotencyKey);
      return { callback: answer.body, existed: answer.status === 200 };
    },
    selfService: (token) => get(selfServicePath(token)),
    selfServiceAvailability: (token, timeZone) => get(`${selfServicePath(token)}/availability?${span(timeZone)}`),
    reschedule: async (token, scheduledFor, timeZone) =>
      void (await call('POST', `${selfServicePath(token)}/reschedule`, { scheduledFor, timeZone })),
    cancel: async (token) => void (await call('POST', `${selfServicePath(token)}/cancel`, {})),
  };
}

/** A fresh idempotency key. Not `crypto.randomUUID`: that one is missing on pages without TLS. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The token of a self-service address: its last path part. Null when there is none. */
export function tokenOf(selfServiceUrl: string): string | null {
  const path = selfServiceUrl.split(/[?#]/)[0] ?? '';
  const last = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return last === '' ? null : decodeURIComponent(last);
}

function selfServicePath(token: string): string {
  return `/v1/self-service/${encodeURIComponent(token)}`;
}

type Call = <T>(
  method: string,
  path: string,
  body?: object,
  idempotencyKey?: string,
) => Promise<{ status: number; body: T }>;

const requestTimeoutMs = 15_000;

function caller(base: string, key: string | null): Call {
  return async <T>(method: string, path: string, body?: object, idempotencyKey?: string) => {
    const headers = new Headers({ accept: 'application/json' });
    if (key !== null) headers.set('authorization', `Bearer ${key}`);
    if (method === 'POST') headers.set('idempotency-key', idempotencyKey ?? randomKey());
    if (body !== undefined) headers.set('content-type', 'application/json');
    try {
      const signal = AbortSignal.timeout(requestTimeoutMs);
      const answer = await fetch(base + path, {
        method,
        headers,
        signal,
        body: body === undefined ? null : JSON.stringify(body),
      });
      const json: unknown = await answer.json().catch(() => null);
      if (!answer.ok) throw new Problem(answer.status, json);
      // The one unchecked step: the shapes are the server's contract, checked where they are made; a parser would double the widget's size.
      return { status: answer.status, body: json as T };
    } catch (thrown) {
      throw toProblem(thrown);
    }
  };
}
