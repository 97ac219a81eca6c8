import { hash, randomBytes } from 'node:crypto';
import { scopes, type Scope } from '@ringback/contract';
import type { KeyStore } from '@ringback/engine';
import { z } from 'zod';
import { base32 } from './base32.ts';

/** What there was to allow before keys said themselves whether they allow everything. */
const firstScopes: readonly Scope[] = [
  'callbacks:read',
  'callbacks:write',
  'agents:read',
  'agents:act',
  'configuration:read',
  'configuration:write',
  'board:read',
  'events:read',
  'keys:manage',
  'simulation',
];

const storedKey = z.object({
  id: z.string(),
  tenantId: z.string(),
  name: z.string(),
  kind: z.enum(['secret', 'publishable']),
  scopes: z.array(z.enum(scopes)),
  origins: z.array(z.string()),
  hint: z.string(),
  createdAt: z.number(),
  revokedAt: z.number().nullable(),
  secretHash: z.string(),
  /** May it do everything, also what is added later? Keys of before do when they had every scope there was. */
  isFull: z.boolean().nullable().default(null),
});
const keyDocument = storedKey.transform((key) => {
  const isFull = key.isFull ?? firstScopes.every((scope) => key.scopes.includes(scope));
  return { ...key, isFull, scopes: isFull ? [...scopes] : key.scopes };
});
/** A key as it is stored: everything but its secret. Instants in epoch milliseconds. */
export type KeyDocument = z.infer<typeof keyDocument>;

/** What a new key is made of. */
export interface NewKey {
  readonly name: string;
  readonly kind: 'secret' | 'publishable';
  readonly scopes: readonly Scope[];
  readonly origins: readonly string[];
  /** A fixed secret; made up when left out. */
  readonly secret?: string;
  readonly id?: string;
}

/** Keys of one contact centre. */
export interface Keys {
  list(): Promise<readonly KeyDocument[]>;
  /** Null: no such key, or revoked. */
  find(secret: string): Promise<KeyDocument | null>;
  create(key: NewKey): Promise<{ document: KeyDocument; secret: string }>;
  /** Null: no such key. */
  revoke(id: string): Promise<KeyDocument | null>;
}

/** A looked-up key is believed this long before it is looked up again: how late another node's revocation is seen. */
const BELIEVED_MS = 5_000;
const REMEMBERED_MAX = 10_000;

/** SHA-256 of a key, as it is stored. A key is 160 random bits: no slow hash is needed. */
export function hashOfSecret(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** A new secret of a kind. */
export function newSecret(kind: 'secret' | 'publishable'): string {
  return `${kind === 'secret' ? 'rb_sk_' : 'rb_pk_'}${base32(randomBytes(20))}`;
}

/** The keys of a tenant over a key store. `now` is real time, epoch milliseconds. */
export function createKeys(store: KeyStore, tenantId: string, now: () => number): Keys {
  const remembered = new Map<string, { document: KeyDocument | null; until: number }>();
  const save = async (document: KeyDocument): Promise<void> => {
    await store.save(tenantId, { id: document.id, secretHash: document.secretHash, document });
    remembered.clear();
  };
  const list = async (): Promise<readonly KeyDocument[]> =>
    (await store.list(tenantId)).map((row) => keyDocument.parse(row));
  return {
    list,
    async find(secret) {
      const secretHash = hashOfSecret(secret);
      const known = remembered.get(secretHash);
      if (known !== undefined && known.until > now()) return known.document;
      const row = await store.find(secretHash);
      const found = row === null ? null : keyDocument.parse(row);
      const document = found === null || found.revokedAt !== null || found.tenantId !== tenantId ? null : found;
      if (remembered.size > REMEMBERED_MAX) remembered.clear();
      remembered.set(secretHash, { document, until: now() + BELIEVED_MS });
      return document;
    },
    async create(key) {
      const secret = key.secret ?? newSecret(key.kind);
      const document: KeyDocument = {
        id: key.id ?? `key_${base32(randomBytes(10))}`,
        tenantId,
        name: key.name,
        kind: key.kind,
        scopes: [...key.scopes],
        origins: [...key.origins],
        hint: secret.slice(-4),
        createdAt: now(),
        revokedAt: null,
        secretHash: hashOfSecret(secret),
        isFull: scopes.every((scope) => key.scopes.includes(scope)),
      };
      await save(document);
      return { document, secret };
    },
    async revoke(id) {
      const found = (await list()).find((key) => key.id === id);
      if (found === undefined) return null;
      const revoked = { ...found, revokedAt: found.revokedAt ?? now() };
      await save(revoked);
      return revoked;
    },
  };
}
