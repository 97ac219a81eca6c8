import {
  availability,
  callback,
  callbackPage,
  clock,
  slotHold,
  storedAgent,
  timeline,
  work,
  type Availability,
  type Callback,
  type CallbackPage,
  type SlotHold,
  type Work,
} from '@ringback/contract';
import { pause } from '@ringback/testkit';

/** The server did not answer: nobody knows whether it was done. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** The server refused. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;
  constructor(status: number, text: string) {
    super(`${status} ${text.slice(0, 400)}`);
    this.status = status;
  }
}

/** Nothing was decided, says the server, for example because it lost its lease: the same request may be sent again. */
const TRY_AGAIN_STATUS = 503;
const TRY_AGAIN_AFTER_MS = 100;
const TRIES_MAX = 100;

/** The few calls of the API that the crash test makes. Each throws NoAnswerError or RefusedError. */
export class Api {
  private readonly url: string;
  private readonly key: string;

  constructor(url: string, key: string) {
    this.url = url;
    this.key = key;
  }

  async createCallback(body: unknown, idempotencyKey: string): Promise<Callback> {
    return callback.parse(await this.send('POST', '/v1/callbacks', body, { 'idempotency-key': idempotencyKey }));
  }

  /** Null: there is none. */
  async callback(id: string): Promise<Callback | null> {
    try {
      return callback.parse(await this.send('GET', `/v1/callbacks/${id}`));
    } catch (error) {
      if (error instanceof RefusedError && error.status === 404) return null;
      throw error;
    }
  }

  /** Every callback there is that matches a query, page after page. */
  async callbacks(query: Readonly<Record<string, string>>): Promise<Callback[]> {
    const found: Callback[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const parameters: URLSearchParams = new URLSearchParams({
        ...query,
        limit: '200',
        ...(cursor === '' ? {} : { cursor }),
      });
      const page: CallbackPage = callbackPage.parse(await this.send('GET', `/v1/callbacks?${parameters.toString()}`));
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  }

  async act(id: string, action: string, body: unknown): Promise<void> {
    await this.send('POST', `/v1/callbacks/${id}/${action}`, body);
  }

  async slots(serviceId: string, from: string): Promise<Availability['slots']> {
    return availability.parse(
      await this.send(
        'GET',
        `/v1/services/${serviceId}/availability?from=${encodeURIComponent(from)}&days=2&includeFull=true`,
      ),
    ).slots;
  }

  async holdSlot(serviceId: string, startsAt: string): Promise<SlotHold> {
    return slotHold.parse(await this.send('POST', '/v1/slot-holds', { serviceId, startsAt }));
  }

  async setPresence(agentId: string, presence: string): Promise<void> {
    await this.send('PUT', `/v1/agents/${agentId}/presence`, { presence });
  }

  async presence(agentId: string): Promise<string> {
    return storedAgent.parse(await this.send('GET', `/v1/agents/${agentId}`)).live.presence;
  }

  async work(agentId: string): Promise<Work> {
    return work.parse(await this.send('GET', `/v1/agents/${agentId}/work`));
  }

  /** What happened to a callback, in words: the types of the entries with their times. */
  async story(id: string): Promise<string> {
    const { items } = timeline.parse(await this.send('GET', `/v1/callbacks/${id}/timeline`));
    return items.map(({ at, type }) => `${at} ${type}`).join(', ');
  }

  async put(path: string, body: unknown): Promise<void> {
    await this.send('PUT', path, body);
  }

  async now(): Promise<string> {
    return clock.parse(await this.send('GET', '/simulated/clock')).now;
  }

  private async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    let answer = await this.exchange(method, path, body, headers);
    for (let triedCount = 1; answer.status === TRY_AGAIN_STATUS && triedCount < TRIES_MAX; triedCount += 1) {
      await pause(TRY_AGAIN_AFTER_MS);
      answer = await this.exchange(method, path, body, headers);
    }
    if (answer.status >= 400) throw new RefusedError(answer.status, answer.text);
    return answer.text === '' ? null : JSON.parse(answer.text);
  }

  private async exchange(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(this.url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw new NoAnswerError(`${method} ${path}: ${String(error)}`);
    }
  }
}
