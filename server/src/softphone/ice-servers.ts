import { createHmac } from 'node:crypto';
import type { SoftphoneAccess } from '@ringback/contract';
import type { IceServerSetting } from '../settings/ice-servers.ts';

/** How long a TURN server takes what a page was given: longer than a shift, because a call must not end by it. */
export const TURN_ACCESS_MS = 12 * 3_600_000;

/**
 * What a page of `user` reaches the servers with from `nowMs` on. Where a secret is shared with a TURN server the user name is
 * `<end in epoch seconds>:<user>` and the password its HMAC-SHA1 in base64 (draft-uberti-behave-turn-rest-00, section 2.2; coturn's
 * use-auth-secret), so that nothing of the secret leaves this server.
 */
export function iceServersFor(
  servers: readonly IceServerSetting[],
  user: string,
  nowMs: number,
): SoftphoneAccess['iceServers'] {
  return servers.map(({ urls, sharedSecret, username, password }) => {
    if (sharedSecret !== undefined) return { urls: [...urls], ...timeLimited(sharedSecret, user, nowMs) };
    if (username !== undefined && password !== undefined) return { urls: [...urls], username, credential: password };
    return { urls: [...urls] };
  });
}

function timeLimited(secret: string, user: string, nowMs: number): { username: string; credential: string } {
  const username = `${Math.floor((nowMs + TURN_ACCESS_MS) / 1000)}:${user}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
