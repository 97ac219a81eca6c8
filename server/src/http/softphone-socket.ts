import proxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';
import { SESSION_COOKIE } from '../access/sessions.ts';
import type { Parts } from '../parts.ts';
import { SOFTPHONE_SOCKET_PATH } from '../softphone/softphones.ts';
import { ProblemError } from './problem-error.ts';

/**
 * Carries the SIP of agents' pages (RFC 7118) to the phone system over this server's own address and certificate. Only pages
 * of this server get through, outside the demo only with a session; the registration itself is checked by the phone system.
 */
export async function addSoftphoneSocket(app: FastifyInstance, parts: Parts): Promise<void> {
  if (parts.softphones === null) return;
  const upstream = new URL(parts.softphones.socketUrl);
  await app.register(proxy, {
    upstream: `http://${upstream.host}`,
    wsUpstream: `${upstream.protocol}//${upstream.host}`,
    prefix: SOFTPHONE_SOCKET_PATH,
    rewritePrefix: upstream.pathname,
    websocket: true,
    proxyPayloads: false,
    httpMethods: ['GET'],
    preHandler(request, _reply, done) {
      const cookie = request.cookies[SESSION_COOKIE];
      const session = cookie === undefined ? null : parts.sessions.read(cookie, parts.realNow());
      const isOwnPage =
        request.headers.origin === undefined || isSameHost(request.headers.origin, request.headers.host);
      if (session === null && parts.softphones?.demoCustomer == null)
        done(new ProblemError('unauthorized', { detail: 'Sign in to the console.' }));
      else if (!isOwnPage) done(new ProblemError('origin_not_allowed', {}));
      else done();
    },
  });
}

function isSameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
