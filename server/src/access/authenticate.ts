import { scopes, type Route, type Scope } from '@ringback/contract';
import { ProblemError } from '../http/problem-error.ts';
import type { Parts } from '../parts.ts';
import { anonymous, type Caller } from './caller.ts';
import type { KeyDocument } from './keys.ts';

/** The credentials of a request. */
export interface Credentials {
  readonly authorization: string | null;
  readonly sessionCookie: string | null;
  readonly origin: string | null;
}

type Access = Pick<Parts, 'keys' | 'sessions' | 'realNow' | 'configuration' | 'isDemo'>;

/** What an agent of the demo may do. */
const agentScopes: readonly Scope[] = [
  'callbacks:read',
  'callbacks:write',
  'agents:read',
  'agents:act',
  'configuration:read',
  'board:read',
  'events:read',
];

/** Who sends this, or null when the credentials are none or not good. */
export async function identify(access: Access, credentials: Credentials): Promise<Caller | null> {
  const bearer = /^Bearer ([^\s]{1,300})$/i.exec(credentials.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const key = await access.keys.find(bearer);
    return key === null ? null : callerOfKey(key);
  }
  return credentials.authorization === null && credentials.sessionCookie !== null
    ? identifySession(access, credentials.sessionCookie)
    : null;
}

async function identifySession(access: Access, cookie: string): Promise<Caller | null> {
  const session = access.sessions.read(cookie, access.realNow());
  if (session === null) return null;
  const { keyId, agentId, expiresAt } = session;
  if (keyId === null) return agentId === null || !access.isDemo ? null : callerOfAgent(access, agentId, expiresAt);
  const key = (await access.keys.list()).find(({ id, revokedAt }) => id === keyId && revokedAt === null);
  return key === undefined ? null : { ...callerOfKey(key), actor: `staff:${key.id}`, agentId, expiresAt };
}

/** The holder of a key. */
export function callerOfKey(key: KeyDocument): Caller {
  return {
    id: key.id,
    // A publishable key stands in a page: whoever uses it is a customer.
    actor: key.kind === 'publishable' ? 'customer' : `api:${key.id}`,
    name: key.name,
    scopes: new Set(key.scopes),
    isPublishable: key.kind === 'publishable',
    origins: key.kind === 'publishable' ? key.origins : null,
    role: scopes.every((scope) => key.scopes.includes(scope)) ? 'administrator' : 'developer',
    agentId: null,
    isBoundToAgent: false,
    expiresAt: null,
  };
}

/** An agent of the demo; null when there is none of this id. */
export function callerOfAgent(
  { configuration }: Pick<Access, 'configuration'>,
  agentId: string,
  expiresAt: number,
): Caller | null {
  const stored = configuration.document('agents', agentId);
  if (stored === null) return null;
  const { name } = stored.document;
  return {
    id: `session:${agentId}`,
    actor: `agent:${agentId}`,
    name: typeof name === 'string' ? name : agentId,
    scopes: new Set(agentScopes),
    isPublishable: false,
    origins: null,
    role: 'agent',
    agentId,
    isBoundToAgent: true,
    expiresAt,
  };
}

/** Lets a sender in, or throws ProblemError `unauthorized`, `forbidden` or `origin_not_allowed`. */
export async function admit(access: Access, route: Route, credentials: Credentials): Promise<Caller> {
  if (route.scope === 'none') return (await identify(access, credentials)) ?? anonymous;
  const caller = await identify(access, credentials);
  if (caller === null) throw new ProblemError('unauthorized', {}, { 'www-authenticate': 'Bearer realm="ringback"' });
  if (caller.isPublishable) admitPublishable(caller, route, credentials.origin);
  else if (route.scope !== 'any' && !caller.scopes.has(route.scope)) {
    throw new ProblemError('forbidden', { detail: `This needs the scope ${route.scope}.` });
  }
  return caller;
}

function admitPublishable(caller: Caller, route: Route, origin: string | null): void {
  if (!route.publishable && route.scope !== 'any') {
    throw new ProblemError('forbidden', {
      detail: `A publishable key may not do this; it needs a secret key with the scope ${route.scope}.`,
    });
  }
  const origins = caller.origins ?? [];
  // Programs send no Origin; a publishable key outside a page has no more rights than on one.
  if (origin === null || origins.includes('*') || origins.includes(origin)) return;
  throw new ProblemError('origin_not_allowed', { detail: `The origin ${origin} is not among those of this key.` });
}
