import { scopes } from '@ringback/contract';
import { hashOfSecret, type Keys, type NewKey } from '../access/keys.ts';
import type { ServerSecret } from '../settings/server-secret.ts';
import type { Settings } from '../settings/environment.ts';

/** The keys to tell whoever started the server. */
export interface FirstKeys {
  /** Null: there is one already and only its holder knows it. */
  readonly adminKey: string | null;
  /** Null outside the demo, unless one was given. */
  readonly publishableKey: string | null;
}

/**
 * Sees to it that there is an administrator's key and, in the demo, a publishable one. Given ones are used; the demo's own are
 * made from the server's secret, so that every start tells the same; elsewhere a first one is made up and told once.
 */
export async function ensureFirstKeys(settings: Settings, keys: Keys, secret: ServerSecret): Promise<FirstKeys> {
  const adminKey =
    settings.adminKey ??
    (settings.isDemo ? `rb_sk_${secret.sign('key', 'administrator')}` : await firstSecretKey(keys));
  const publishableKey =
    settings.publishableKey ?? (settings.isDemo ? `rb_pk_${secret.sign('key', 'publishable')}` : null);
  if (adminKey !== null)
    await ensure(keys, { name: 'Administrator', kind: 'secret', scopes, origins: [], secret: adminKey });
  if (publishableKey !== null)
    await ensure(keys, { name: 'Website', kind: 'publishable', scopes: [], origins: ['*'], secret: publishableKey });
  return { adminKey, publishableKey };
}

async function firstSecretKey(keys: Keys): Promise<string | null> {
  const isThere = (await keys.list()).some(({ kind, revokedAt }) => kind === 'secret' && revokedAt === null);
  return isThere ? null : (await keys.create({ name: 'Administrator', kind: 'secret', scopes, origins: [] })).secret;
}

async function ensure(keys: Keys, key: NewKey & { readonly secret: string }): Promise<void> {
  const isThere = (await keys.list()).some(({ secretHash }) => secretHash === hashOfSecret(key.secret));
  if (!isThere) await keys.create(key);
}
