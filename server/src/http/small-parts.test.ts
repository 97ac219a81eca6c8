import { expect, test } from 'vitest';
import { base32 } from '../access/base32.ts';
import { createServerSecret } from '../settings/server-secret.ts';
import { createSelfServiceLinks } from '../access/self-service-links.ts';
import { readSettings } from '../settings/environment.ts';
import { refuseHostile, parseJson } from './json-body.ts';
import { createRateLimit } from './rate-limit.ts';
import { repeatKey } from './repeat-key.ts';

test('[I1] a command id is 26 characters of base 32, the same for the same sender, operation and key', () => {
  const request = {
    key: 'k',
    senderId: 'key_1',
    operationId: 'createCallback',
    address: '/v1/callbacks',
    body: { a: 1 },
  };
  const { id, fingerprint } = repeatKey(request);
  expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
  expect(repeatKey(request)).toEqual({ id, fingerprint });
  expect(repeatKey({ ...request, body: { a: 2 } })).toMatchObject({ id });
  expect(repeatKey({ ...request, body: { a: 2 } }).fingerprint).not.toBe(fingerprint);
  expect(repeatKey({ ...request, senderId: 'key_2' }).id).not.toBe(id);
  expect(base32(new Uint8Array([0xff, 0x00]))).toBe('zw00');
});

test('[X5] as many as the limit at once, then evenly over the minute', () => {
  const limit = createRateLimit(60);
  const taken = Array.from({ length: 61 }, () => limit('a', 0)).filter(({ isAllowed }) => isAllowed).length;
  expect(taken).toBe(60);
  expect(limit('a', 0)).toMatchObject({ isAllowed: false, waitMs: 1_000 });
  expect(limit('a', 1_000).isAllowed).toBe(true);
  expect(limit('b', 1_000)).toMatchObject({ isAllowed: true, remaining: 59 });
});

test('[X6] a link opens its callback until it expires, and nobody else signs one', () => {
  const links = createSelfServiceLinks(createServerSecret('s'.repeat(32)), () => 'https://ring.example');
  const { url, expiresAt } = links.linkOf({ id: 'cb_1', requestedAt: 1_000, scheduledFor: null });
  const token = url.slice('https://ring.example/c/'.length);
  expect(links.read(token, expiresAt - 1)).toEqual({ callbackId: 'cb_1', expiresAt });
  expect(links.read(token, expiresAt)).toBeNull();
  expect(links.read(token.replace('cb_1', 'cb_2'), 0)).toBeNull();
  expect(createSelfServiceLinks(createServerSecret('t'.repeat(32)), () => '').read(token, 0)).toBeNull();
});

test.each([
  ['{"a":["\\u0000"]}', 'a.0'],
  ['{"__proto__":1}', '__proto__'],
  ['{"a":{"constructor":{"prototype":1}}}', 'a.constructor'],
  [`{"a":${'['.repeat(70)}${']'.repeat(70)}}`, `a${'.0'.repeat(64)}`],
])('[X4] %s is refused and the place named', (text, path) => {
  let found: unknown = null;
  try {
    refuseHostile(parseJson(Buffer.from(text)));
  } catch (error) {
    found = Object(error).problem.errors[0].path;
  }
  expect(found).toBe(path);
});

test('[M7] a wrong variable is named', () => {
  expect(() => readSettings({ RINGBACK_PORT: 'eighty', RINGBACK_DEMO: 'yes' })).toThrow(
    /RINGBACK_PORT.*RINGBACK_DEMO/s,
  );
  expect(() => readSettings({ RINGBACK_TRUNKS: 'trunks.yaml' })).toThrow(/RINGBACK_TRUNKS.*RINGBACK_PHONE=asterisk/su);
  expect(readSettings({ RINGBACK_TRUNKS: '' })).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    isDemo: true,
    phoneSpeed: 1,
  });
});
