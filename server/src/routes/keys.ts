import type { apiKey } from '@ringback/contract';
import type { z } from 'zod';
import type { KeyDocument } from '../access/keys.ts';
import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { RepeatKey } from '../http/repeat-key.ts';
import { toIso, toIsoOrNull } from '../mapping/instants.ts';
import type { Parts } from '../parts.ts';
import { readCursor } from './configuration.ts';

/** Answers the administration of keys (X6). */
export function keyHandlers(parts: Parts): Pick<Handlers, 'createKey' | 'listKeys' | 'revokeKey'> {
  return {
    createKey: async ({ body, repeat }) => {
      const fixed = repeat === null ? {} : await fixedBy(parts, repeat, body.kind);
      const { document, secret } = await parts.keys.create({
        ...body,
        scopes: body.kind === 'publishable' ? [] : body.scopes,
        ...fixed,
      });
      return { status: 201, body: { ...toWireKey(document), key: secret } };
    },
    listKeys: async ({ query }) => {
      const after = query.cursor === undefined ? '' : readCursor(query.cursor);
      const all = (await parts.keys.list())
        .filter(({ id }) => id > after)
        .toSorted((one, other) => (one.id < other.id ? -1 : 1));
      const shown = all.slice(0, query.limit);
      const last = shown.at(-1);
      const nextCursor =
        last === undefined || shown.length === all.length
          ? null
          : Buffer.from(`after ${last.id}`).toString('base64url');
      return { status: 200, body: { items: shown.map(toWireKey), nextCursor } };
    },
    revokeKey: async ({ params }) => {
      const revoked = await parts.keys.revoke(params.id);
      if (revoked === null) throw new ProblemError('not_found', { detail: `There is no key ${params.id}.` });
      return { status: 200, body: toWireKey(revoked) };
    },
  };
}

/** A repeat makes the same key: its id and secret are made from the repeat's id with the server's secret. */
async function fixedBy(
  { secret, keys }: Parts,
  repeat: RepeatKey,
  kind: 'secret' | 'publishable',
): Promise<{ id: string; secret: string }> {
  const mark = secret
    .sign('key-fingerprint', repeat.fingerprint)
    .slice(0, 6)
    .replace(/[^A-Za-z0-9]/g, '0');
  const id = `key_${repeat.id}${mark}`;
  const known = (await keys.list()).find((key) => key.id.startsWith(`key_${repeat.id}`));
  if (known !== undefined && known.id !== id) throw new ProblemError('idempotency_key_reused');
  return { id, secret: `${kind === 'secret' ? 'rb_sk_' : 'rb_pk_'}${secret.sign('key', repeat.id)}` };
}

function toWireKey(key: KeyDocument): z.input<typeof apiKey> {
  return {
    id: key.id,
    name: key.name,
    kind: key.kind,
    scopes: key.scopes,
    origins: key.origins,
    hint: key.hint,
    createdAt: toIso(key.createdAt),
    revokedAt: toIsoOrNull(key.revokedAt),
  };
}
