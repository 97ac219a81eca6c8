import { z } from 'zod';
import type { ServerSecret } from '../settings/server-secret.ts';
import { readToken, signToken } from './signed-tokens.ts';

/** The name of the session cookie. */
export const SESSION_COOKIE = 'ringback_session';

/** How long a session lasts, milliseconds of real time. */
export const SESSION_MS = 12 * 3_600_000;

const content = z.object({ keyId: z.string().nullable(), agentId: z.string().nullable() });
/** Who is signed in: the holder of a key, an agent of the demo, or a key's holder who works as an agent. */
export type SessionContent = z.infer<typeof content>;

/** Sessions are signed cookies; the server keeps nothing. */
export interface Sessions {
  /** The value of the cookie. `expiresAt` in epoch milliseconds. */
  write(session: SessionContent, expiresAt: number): string;
  /** Null: not signed here, or over at `now`. */
  read(cookie: string, now: number): (SessionContent & { readonly expiresAt: number }) | null;
}

/** Sessions signed with the server's secret. */
export function createSessions(secret: ServerSecret): Sessions {
  return {
    write: (session, expiresAt) =>
      signToken(secret, 'session', { text: Buffer.from(JSON.stringify(session)).toString('base64url'), expiresAt }),
    read(cookie, now) {
      const token = readToken(secret, 'session', cookie);
      if (token === null || token.expiresAt <= now) return null;
      const parsed = content.safeParse(JSON.parse(Buffer.from(token.text, 'base64url').toString('utf8')));
      return parsed.success ? { ...parsed.data, expiresAt: token.expiresAt } : null;
    },
  };
}
