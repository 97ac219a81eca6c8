import { timingSafeEqual } from 'node:crypto';
import type { ServerSecret } from '../settings/server-secret.ts';

/** What a signed token says, and until when. */
export interface SignedText {
  readonly text: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** A token that carries a text and an expiry, signed for one purpose: `text.expiry.signature`. The text must be URL-safe and without dots. */
export function signToken(secret: ServerSecret, purpose: string, { text, expiresAt }: SignedText): string {
  const payload = `${text}.${expiresAt.toString(36)}`;
  return `${payload}.${secret.sign(purpose, payload)}`;
}

/** What a token says, or null when it was not signed here for this purpose. Expiry is for the caller to judge. */
export function readToken(secret: ServerSecret, purpose: string, token: string): SignedText | null {
  const [text, expiry, signature, ...rest] = token.split('.');
  if (text === undefined || expiry === undefined || signature === undefined || rest.length > 0) return null;
  const expected = Buffer.from(secret.sign(purpose, `${text}.${expiry}`));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const expiresAt = Number.parseInt(expiry, 36);
  return Number.isSafeInteger(expiresAt) ? { text, expiresAt } : null;
}
