import { routeList, type Route } from '@ringback/contract';
import type { FastifyInstance } from 'fastify';

/** May pages of other origins use it? Those of the widget: publishable keys and signed links. Never with cookies. */
export function isForOtherOrigins(route: Pick<Route, 'publishable' | 'path'>): boolean {
  return route.publishable || route.path.startsWith('/v1/self-service/');
}

/** The headers of an answer that pages of other origins may read. */
export const crossOriginHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, x-request-id, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
} as const;

/** Answers the preflight requests of browsers. */
export function addPreflights(app: FastifyInstance): void {
  const paths = new Set(routeList.filter(isForOtherOrigins).map(({ path }) => path));
  for (const path of paths) {
    const methods = routeList
      .filter((route) => route.path === path && isForOtherOrigins(route))
      .map(({ method }) => method);
    app.options(path.replace(/\{(\w+)\}/g, ':$1'), async (_request, reply) => {
      reply.headers({
        ...crossOriginHeaders,
        'access-control-allow-methods': methods.join(', '),
        'access-control-allow-headers': 'authorization, content-type, idempotency-key, if-match',
        'access-control-max-age': '86400',
      });
      return reply.code(204).send();
    });
  }
}
