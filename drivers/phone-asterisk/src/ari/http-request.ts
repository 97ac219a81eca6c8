import { z } from 'zod';

/** How the engine's REST interface is reached. */
export interface AriAddress {
  /** `http://host:port`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

const LIMIT_MS = 5_000;

/** One request over plain HTTP, beside the client's WebSocket: for what is no call. Throws on a status of 400 and above. */
export async function askOverHttp(
  { url, user, password }: AriAddress,
  method: 'GET' | 'PUT',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await send({ url, user, password }, method, path, body);
  const text = await response.text();
  if (!response.ok) throw new Error(`Asterisk answered ${response.status} to ${method} ${path}: ${text.slice(0, 200)}`);
  return text === '' ? null : JSON.parse(text);
}

/** Sound files that the engine has finished, by name. */
export interface StoredRecordings {
  /** Null when there is none. */
  read(name: string): Promise<Uint8Array | null>;
  list(): Promise<readonly string[]>;
  remove(name: string): Promise<void>;
}

const storedList = z.array(z.object({ name: z.string() }));

/** The finished recordings of an engine. Each throws when the engine does not answer. */
export function storedRecordings(address: AriAddress): StoredRecordings {
  return {
    async read(name) {
      const response = await send(address, 'GET', `recordings/stored/${encodeURIComponent(name)}/file`);
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
    },
    list: async () => storedList.parse(await askOverHttp(address, 'GET', 'recordings/stored')).map(({ name }) => name),
    async remove(name) {
      await send(address, 'DELETE', `recordings/stored/${encodeURIComponent(name)}`);
    },
  };
}

function send(
  { url, user, password }: AriAddress,
  method: 'GET' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return fetch(`${url.replace(/\/+$/u, '')}/ari/${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
}
