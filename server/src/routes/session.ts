import type { me } from '@ringback/contract';
import type { z } from 'zod';
import { callerOfAgent, callerOfKey } from '../access/authenticate.ts';
import type { Caller } from '../access/caller.ts';
import { SESSION_COOKIE, SESSION_MS, type SessionContent } from '../access/sessions.ts';
import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { toIsoOrNull } from '../mapping/instants.ts';
import type { Parts } from '../parts.ts';
import { hasSoftphone } from '../softphone/softphones.ts';

/** Answers signing in to the console, with a key or, in the demo, by choosing an agent (W1). */
export function sessionHandlers(parts: Parts): Pick<Handlers, 'signIn' | 'signOut' | 'getMe' | 'getSignInOptions'> {
  return {
    signIn: async ({ body, reply, raw }) => {
      const expiresAt = parts.realNow() + SESSION_MS;
      const { session, caller } = await open(parts, body, expiresAt);
      reply.setCookie(SESSION_COOKIE, parts.sessions.write(session, expiresAt), {
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
        secure: raw.protocol === 'https',
        maxAge: SESSION_MS / 1_000,
      });
      return { status: 200, body: toWireMe(parts, caller) };
    },
    signOut: async ({ reply }) => {
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return { status: 204, body: null };
    },
    getMe: async ({ caller }) => ({ status: 200, body: toWireMe(parts, caller) }),
    getSignInOptions: async () => ({
      status: 200,
      body: { demo: parts.isDemo, agents: parts.isDemo ? agentNames(parts) : [] },
    }),
  };
}

function agentNames({ configuration }: Parts): { id: string; name: string }[] {
  return configuration
    .documents('agents')
    .map(({ id, document }) => ({ id, name: typeof document['name'] === 'string' ? document['name'] : id }));
}

async function open(
  parts: Parts,
  body: { key?: string | undefined; agentId?: string | undefined },
  expiresAt: number,
): Promise<{ session: SessionContent; caller: Caller }> {
  const agentId = body.agentId ?? null;
  if (agentId !== null && parts.configuration.document('agents', agentId) === null) {
    throw new ProblemError('unknown_agent', {
      detail: `There is no agent ${agentId}.`,
      errors: [{ path: 'agentId', message: 'is not an agent' }],
    });
  }
  if (body.key !== undefined) return openWithKey(parts, body.key, agentId, expiresAt);
  const caller = agentId === null || !parts.isDemo ? null : callerOfAgent(parts, agentId, expiresAt);
  if (caller === null)
    throw new ProblemError('unauthorized', {
      detail: 'Sign in with a secret key.',
      errors: [{ path: 'key', message: 'is needed' }],
    });
  return { session: { keyId: null, agentId }, caller };
}

async function openWithKey(
  parts: Parts,
  secret: string,
  agentId: string | null,
  expiresAt: number,
): Promise<{ session: SessionContent; caller: Caller }> {
  const key = await parts.keys.find(secret);
  if (key === null || key.kind !== 'secret')
    throw new ProblemError('unauthorized', { errors: [{ path: 'key', message: 'is not a valid secret key' }] });
  return { session: { keyId: key.id, agentId }, caller: { ...callerOfKey(key), agentId, expiresAt } };
}

function toWireMe(parts: Parts, caller: Caller): z.input<typeof me> {
  return {
    role: caller.role,
    name: caller.name,
    agentId: caller.agentId,
    scopes: [...caller.scopes],
    demo: parts.isDemo,
    softphone:
      parts.softphones !== null &&
      caller.agentId !== null &&
      hasSoftphone(parts.configuration.document('agents', caller.agentId)),
    simulatedPhone: parts.simulation !== null,
    expiresAt: toIsoOrNull(caller.expiresAt),
  };
}
