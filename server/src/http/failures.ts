import { routeList } from '@ringback/contract';
import { IdReusedError, TryAgainError } from '@ringback/engine';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ServerLog } from '../parts.ts';
import { consolePageFor, sendPage } from './console-page.ts';
import { invalidRequest, ProblemError } from './problem-error.ts';
import { sendProblem } from './send-problem.ts';

const RETRY_AFTER_S = '1';
const clientFault = z.object({
  code: z.string().optional(),
  statusCode: z.int().min(400).max(499),
  message: z.string(),
});

/** The problem of anything thrown while a request was handled. */
export function problemOf(error: unknown, requestId: string, log: ServerLog): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof IdReusedError)
    return new ProblemError('idempotency_key_reused', {
      errors: [{ path: 'Idempotency-Key', message: 'was used for another request' }],
    });
  if (error instanceof TryAgainError) return tryAgain();
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidCursorError')
    return invalidRequest([{ path: 'cursor', message: 'must be the nextCursor of a page before' }]);
  if (name === 'ForwardTimeoutError') return tryAgain();
  const fault = clientFault.safeParse(error);
  if (fault.success) return framedFault(fault.data);
  log.error('request failed', { requestId, err: error });
  return new ProblemError('internal', { detail: `Request ${requestId}.` });
}

function tryAgain(): ProblemError {
  return new ProblemError('try_again', { retryAfterMs: 1_000 }, { 'retry-after': RETRY_AFTER_S });
}

function framedFault({ code, statusCode, message }: z.infer<typeof clientFault>): ProblemError {
  if (statusCode === 413 || code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new ProblemError('payload_too_large', { detail: `A body has at most ${BODY_LIMIT} bytes.` });
  if (statusCode === 415) return new ProblemError('unsupported_media_type');
  if (statusCode === 404) return new ProblemError('not_found');
  return invalidRequest([{ path: '', message: message.slice(0, 200) }]);
}

/** Most bytes of a body. The whole configuration of a large centre fits. */
export const BODY_LIMIT = 1_048_576;

const patterns = routeList.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`),
}));

/** The methods an address of the contract takes. */
export function methodsAt(path: string): readonly string[] {
  return patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
}

/** 404 or 405 for what no route took. */
export function unrouted(request: FastifyRequest): ProblemError {
  const [path = ''] = request.url.split('?');
  const methods = methodsAt(path);
  if (methods.length === 0 || methods.includes(request.method)) return new ProblemError('not_found');
  return new ProblemError(
    'method_not_allowed',
    { detail: `This address takes ${methods.join(', ')}.` },
    { allow: methods.join(', ') },
  );
}

/** Makes every failure a problem document. */
export function addFailures(app: FastifyInstance, log: ServerLog): void {
  app.setErrorHandler((error, request, reply) => sendProblem(reply, problemOf(error, request.id, log)));
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' ? consolePageFor(request.url) : null;
    return page === null ? sendProblem(reply, unrouted(request)) : sendPage(reply, page);
  });
}
