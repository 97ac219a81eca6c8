import { scopes, type Scope } from '@ringback/contract';
import type { KeyStore } from '@ringback/engine';
import { expect, test } from 'vitest';
import { createKeys, hashOfSecret, type Keys } from './keys.ts';

/** A store with the document of a key as it was stored before recordings had scopes of their own. */
function keysWith(stored: readonly Scope[]): Keys {
  const secretHash = hashOfSecret('rb_sk_old');
  const document = {
    id: 'key_old',
    tenantId: 'main',
    name: 'Old',
    kind: 'secret',
    scopes: stored,
    origins: [],
    hint: '_old',
    createdAt: 0,
    revokedAt: null,
    secretHash,
  };
  const documents = new Map<string, unknown>([[secretHash, document]]);
  const store: KeyStore = {
    list: () => Promise.resolve([...documents.values()]),
    find: (hash) => Promise.resolve(documents.get(hash) ?? null),
    save: (_tenantId, key) => Promise.resolve(void documents.set(key.secretHash, structuredClone(key.document))),
    remove: () => Promise.resolve(false),
  };
  return createKeys(store, 'main', () => 1);
}

const withoutRecordings = scopes.filter((scope) => !scope.startsWith('recordings:'));

test('[X6][M5] a key of before that could do everything can do everything; one that could not gains nothing', async () => {
  const full = await keysWith(withoutRecordings).find('rb_sk_old');
  expect([full?.isFull, full?.scopes]).toEqual([true, [...scopes]]);
  const limited = withoutRecordings.filter((scope) => scope !== 'simulation');
  const some = await keysWith(limited).find('rb_sk_old');
  expect([some?.isFull, some?.scopes]).toEqual([false, limited]);
});

test('[X6] a key made without the scopes of recordings never gets them', async () => {
  const keys = keysWith([]);
  const { secret } = await keys.create({ name: 'No ears', kind: 'secret', scopes: withoutRecordings, origins: [] });
  expect((await keys.find(secret))?.scopes).toEqual(withoutRecordings);
});

test('[X6] revoked: found no more, and nothing else about it changes', async () => {
  const keys = keysWith(withoutRecordings);
  expect(await keys.revoke('key_old')).toMatchObject({ revokedAt: 1, scopes: [...scopes] });
  expect(await keys.find('rb_sk_old')).toBeNull();
});
