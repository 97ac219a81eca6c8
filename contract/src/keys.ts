import { z } from 'zod';
import { id, instant, page, text } from './primitives.ts';

/** What a secret key may be allowed to do. */
export const scopes = [
  'callbacks:read',
  'callbacks:write',
  'agents:read',
  'agents:act',
  'configuration:read',
  'configuration:write',
  'recordings:read',
  'recordings:write',
  'board:read',
  'events:read',
  'keys:manage',
  'simulation',
] as const;
/** What a secret key may be allowed to do. */
export const scope = z.enum(scopes);
/** What a secret key may be allowed to do. */
export type Scope = z.infer<typeof scope>;

const origin = z
  .string()
  .max(300)
  .regex(/^(?:https?:\/\/[^\s/?#]+|\*)$/, 'must be an origin, for example https://shop.example, or *');

/** Body of POST /v1/keys. */
export const keyRequest = z
  .strictObject({
    name: text(120, 1).describe('Name, for people.'),
    kind: z
      .enum(['secret', 'publishable'])
      .default('secret')
      .describe('Secret (for servers) or publishable (for pages).'),
    scopes: z
      .array(scope)
      .min(1)
      .max(scopes.length)
      .default([...scopes])
      .describe('What a secret key may do; a publishable key always has the few rights of customers.'),
    origins: z
      .array(origin)
      .max(100)
      .default([])
      .describe('Origins of pages that may use a publishable key; `*` is any.'),
  })
  .describe('Makes a key.');
/** Makes a key. */
export type KeyRequest = z.input<typeof keyRequest>;

/** A key, without its secret. */
export const apiKey = z
  .object({
    id: id('key'),
    name: z.string().describe('Name, for people.'),
    kind: z.enum(['secret', 'publishable']).describe('Secret or publishable.'),
    scopes: z.array(scope).describe('What it may do.'),
    origins: z.array(z.string()).describe('Origins that may use it.'),
    hint: z.string().describe('The last characters of the key.'),
    createdAt: instant.describe('When it was made.'),
    revokedAt: instant.nullable().describe('When it was revoked; null when it is valid.'),
  })
  .describe('A key, without its secret.');
/** A key, without its secret. */
export type ApiKey = z.infer<typeof apiKey>;
/** A new key. */
export const createdKey = apiKey
  .extend({ key: z.string().describe('The key itself. Shown only now.') })
  .describe('A new key.');
/** A new key. */
export type CreatedKey = z.infer<typeof createdKey>;
/** A page of keys. */
export const keyPage = page(apiKey).describe('A page of keys.');
