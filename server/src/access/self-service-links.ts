import type { ServerSecret } from '../settings/server-secret.ts';
import { readToken, signToken } from './signed-tokens.ts';

/** Signed links with which customers reach their callback without signing in (C2). */
export interface SelfServiceLinks {
  /** The address of the page, and the token in it. The same callback gives the same link. */
  linkOf(callback: { readonly id: string; readonly requestedAt: number; readonly scheduledFor: number | null }): {
    url: string;
    expiresAt: number;
  };
  /** The callback a token is for; null when it was not signed here or is too old at `now`. */
  read(token: string, now: number): { callbackId: string; expiresAt: number } | null;
}

/** A link is good for so long after the time the callback was wanted. */
const VALID_FOR_MS = 30 * 86_400_000;

/** Makes and reads links under `publicUrl`. */
export function createSelfServiceLinks(secret: ServerSecret, publicUrl: () => string): SelfServiceLinks {
  return {
    linkOf({ id, requestedAt, scheduledFor }) {
      const expiresAt = Math.max(requestedAt, scheduledFor ?? 0) + VALID_FOR_MS;
      return { url: `${publicUrl()}/c/${signToken(secret, 'self-service', { text: id, expiresAt })}`, expiresAt };
    },
    read(token, now) {
      const read = readToken(secret, 'self-service', token);
      return read === null || read.expiresAt <= now ? null : { callbackId: read.text, expiresAt: read.expiresAt };
    },
  };
}
