import { expect, test } from 'vitest';
import { iceServersFor } from './ice-servers.ts';

/** 2026-05-04T00:00:00Z: twelve hours later it is 1777896000 s. */
const MIDNIGHT = 1_777_852_800_000;

test('[W4][X6] a page gets a password for twelve hours that the server can work out from the secret', () => {
  const urls = ['turn:turn.example:3478?transport=udp', 'turns:turn.example'];
  const [server] = iceServersFor([{ urls, sharedSecret: 'north' }], 'agt_ana', MIDNIGHT);
  // printf %s 1777896000:agt_ana | openssl dgst -sha1 -hmac north -binary | base64
  expect(server).toEqual({ urls, username: '1777896000:agt_ana', credential: '+5Si6AcEqFZPaLlrUU0Wzmc9YFE=' });
});

test('[W4] an account is handed on as it is, and STUN has none', () => {
  expect(
    iceServersFor(
      [{ urls: ['stun:stun.example'] }, { urls: ['turn:turn.example'], username: 'centre', password: 'word' }],
      'agt_ana',
      MIDNIGHT,
    ),
  ).toEqual([{ urls: ['stun:stun.example'] }, { urls: ['turn:turn.example'], username: 'centre', credential: 'word' }]);
});
