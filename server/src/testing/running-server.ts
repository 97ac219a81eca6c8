import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRingback, type Ringback } from '../composition/create-ringback.ts';
import type { ServerLog } from '../parts.ts';
import { readSettings, type Settings } from '../settings/environment.ts';

/** The administrator's key of test servers. */
export const ADMIN_KEY = 'rb_sk_test0123456789abcdef';

/** A server on a free port with the embedded database in a folder of its own. */
export interface RunningServer {
  readonly ringback: Ringback;
  readonly address: string;
  /** What was logged as an error. */
  readonly complaints: readonly string[];
  /** Sends JSON with the administrator's key; the body is parsed. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>;
  stop(): Promise<void>;
}

/** Starts the demo contact centre for a test. */
export async function startServer(overrides: Partial<Settings> = {}): Promise<RunningServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ringback-'));
  const complaints: string[] = [];
  const complain = (message: string, attributes?: Readonly<Record<string, unknown>>): void => {
    complaints.push(
      `${message} ${String(attributes?.['err'] instanceof Error ? attributes['err'].stack : JSON.stringify(attributes ?? {}))}`,
    );
  };
  const log: ServerLog = { info: () => undefined, warn: () => undefined, error: complain };
  const settings = { ...readSettings({ RINGBACK_ADMIN_KEY: ADMIN_KEY }), port: 0, dataFolder, ...overrides };
  const ringback = await createRingback(settings, log);
  const address = await ringback.listen();
  return {
    ringback,
    address,
    complaints,
    async ask(method, path, body, headers = {}) {
      const answer = await fetch(address + path, {
        method,
        headers: {
          authorization: `Bearer ${ADMIN_KEY}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: Object(text === '' ? null : JSON.parse(text)) };
    },
    async stop() {
      await ringback.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Resolves when `found` gives something, looking again whenever something was committed; rejects after `timeoutMs` of real time. */
export async function eventually<T>(
  server: RunningServer,
  found: () => Promise<T | null>,
  timeoutMs = 20_000,
): Promise<T> {
  const { promise: timedOut, reject } = Promise.withResolvers<never>();
  let wake = (): void => undefined;
  const end = server.ringback.parts.engine.onHistory(() => wake());
  const timer = setTimeout(() => reject(new Error(`not seen within ${timeoutMs} ms`)), timeoutMs);
  try {
    for (;;) {
      const next = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const value = await Promise.race([found(), timedOut]);
      if (value !== null) return value;
      await Promise.race([next, timedOut]);
    }
  } finally {
    clearTimeout(timer);
    end();
  }
}
