import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import { makeHandlers } from '../routes/all-handlers.ts';
import { addPreflights } from './cross-origin.ts';
import { addFailures, BODY_LIMIT, problemOf } from './failures.ts';
import type { Handlers } from './handlers.ts';
import { parseJson } from './json-body.ts';
import { addPages } from './pages.ts';
import { addRoutes } from './pipeline.ts';
import { parseQuery } from './query-string.ts';
import { invalidRequest } from './problem-error.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { addSoftphoneSocket } from './softphone-socket.ts';
import { sendProblem } from './send-problem.ts';

/** Longest path parameter: a signed link. */
const PARAM_LENGTH_MAX = 1_100;

/** The HTTP edge: every route of the contract, the pages, and problem documents for everything else. */
export async function createApp(parts: Parts, handlers: Handlers = makeHandlers(parts)): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX, ignoreTrailingSlash: true, querystringParser: parseQuery },
    forceCloseConnections: true,
    frameworkErrors: (error, request, reply) => {
      void sendProblem(reply, problemOf(error, request.id, parts.log));
    },
    clientErrorHandler(_error, socket) {
      if (!socket.writable) return;
      const body = JSON.stringify(invalidRequest([{ path: '', message: 'must be HTTP' }]).problem);
      socket.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      );
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes: Buffer, done) => {
    try {
      done(null, parseJson(bytes));
    } catch (error) {
      done(error instanceof Error ? error : new Error('body'));
    }
  });
  await app.register(cookie);
  addSecurityHeaders(app);
  app.addHook('onSend', (request, reply, _payload, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  addFailures(app, parts.log);
  addPreflights(app);
  addRoutes(app, parts, handlers);
  await addSoftphoneSocket(app, parts);
  await addPages(app);
  return app;
}
