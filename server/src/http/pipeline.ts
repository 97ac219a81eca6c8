import { fieldErrors, routeList, type Route } from '@ringback/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { admit } from '../access/authenticate.ts';
import { anonymous, type Caller } from '../access/caller.ts';
import { SESSION_COOKIE } from '../access/sessions.ts';
import type { Parts } from '../parts.ts';
import { crossOriginHeaders, isForOtherOrigins } from './cross-origin.ts';
import type { Handlers } from './handlers.ts';
import { refuseHostile } from './json-body.ts';
import { invalidRequest, ProblemError } from './problem-error.ts';
import { createRateLimit, type RateVerdict } from './rate-limit.ts';
import { repeatKey, type RepeatKey } from './repeat-key.ts';

interface LooseAsk {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller;
  readonly repeat: RepeatKey | null;
  readonly ifMatch: number | null;
  readonly address: string;
  readonly raw: FastifyRequest;
  readonly reply: FastifyReply;
}
type LooseHandler = (ask: LooseAsk) => Promise<{ status: number; body: unknown } | void>;

/** Registers every route of the contract with the one way all requests go. Simulated routes are left out without the simulated phone. */
export function addRoutes(app: FastifyInstance, parts: Parts, handlers: Handlers): void {
  // The pipeline parses the parts by the schemas of the very route whose handler it calls, which is what `Handlers` asks for.
  const loose = handlers as unknown as Readonly<Record<string, LooseHandler>>;
  const limit = createRateLimit(parts.rateLimitPerMinute);
  for (const route of routeList) {
    if (route.tag === 'Simulated phone' && parts.simulation === null) continue;
    const handler = loose[route.operationId];
    if (handler === undefined) throw new Error(`no handler for ${route.operationId}`);
    app.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: (request, reply) => handle({ parts, route, handler, limit }, request, reply),
    });
  }
}

interface Registered {
  readonly parts: Parts;
  readonly route: Route;
  readonly handler: LooseHandler;
  readonly limit: (name: string, now: number) => RateVerdict;
}

async function handle(registered: Registered, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { parts, route, handler } = registered;
  if (isForOtherOrigins(route)) reply.headers(crossOriginHeaders);
  if (route.path.startsWith('/v1/') || route.path.startsWith('/simulated/')) reply.header('cache-control', 'no-store');
  const caller = await admit(parts, route, {
    authorization: request.headers.authorization ?? null,
    sessionCookie: request.cookies[SESSION_COOKIE] ?? null,
    origin: request.headers.origin ?? null,
  });
  if (caller.isPublishable || caller === anonymous) limitRate(registered, caller, request, reply);
  const ask = readAsk(route, caller, request, reply);
  const answer = await handler(ask);
  if (answer === undefined) return reply;
  parts.metrics.count('ringback_http_requests_total', { operation: route.operationId, status: String(answer.status) });
  return sendAnswer(route, answer, reply);
}

function limitRate(
  { parts, limit, route }: Registered,
  caller: Caller,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  if (route.tag === 'Operations' || route.produces === 'text/event-stream') return;
  const verdict = limit(`${caller.id} ${request.ip}`, parts.realNow());
  const waitS = String(Math.ceil(verdict.waitMs / 1_000));
  reply.headers({
    'ratelimit-limit': String(verdict.limit),
    'ratelimit-remaining': String(verdict.remaining),
    'ratelimit-reset': waitS,
  });
  if (!verdict.isAllowed)
    throw new ProblemError('rate_limited', { retryAfterMs: verdict.waitMs }, { 'retry-after': waitS });
}

function readAsk(route: Route, caller: Caller, request: FastifyRequest, reply: FastifyReply): LooseAsk {
  const params = readPart(route.params, request.params);
  const query = readPart(route.query, request.query);
  const body = readPart(route.body, request.body === undefined ? {} : request.body);
  return {
    params,
    query,
    body,
    caller,
    repeat: repeatOf(route, caller, request, body),
    ifMatch: ifMatchOf(route, request),
    address: request.ip,
    raw: request,
    reply,
  };
}

function readPart(schema: z.ZodType | null, value: unknown): unknown {
  if (schema === null) return null;
  refuseHostile(value);
  const read = schema.safeParse(value);
  if (!read.success) throw invalidRequest(fieldErrors(read.error));
  return read.data;
}

function repeatOf(route: Route, caller: Caller, request: FastifyRequest, body: unknown): RepeatKey | null {
  const key = request.headers['idempotency-key'];
  if (route.method !== 'POST' || !route.idempotent || typeof key !== 'string' || key === '') return null;
  // A customer's link is their credential: what one sends is no repeat of what another sent.
  const senderId = caller === anonymous ? `${caller.id} ${request.url}` : caller.id;
  return repeatKey({ key, senderId, operationId: route.operationId, address: request.url, body });
}

function ifMatchOf(route: Route, request: FastifyRequest): number | null {
  const header = request.headers['if-match'];
  if (!route.ifMatch || header === undefined || header === '*') return null;
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header)?.[1];
  if (version === undefined)
    throw invalidRequest([{ path: 'If-Match', message: 'must be a version in quotes, for example "3"' }]);
  return Number(version);
}

function sendAnswer(
  route: Route,
  { status, body }: { status: number; body: unknown },
  reply: FastifyReply,
): FastifyReply {
  const schema = route.responses[status];
  if (schema === undefined) throw new Error(`${route.operationId} does not answer with ${status}`);
  if (schema === null) return reply.code(status).send();
  const declared = schema.parse(body);
  if (route.produces === 'audio/wav') return reply.code(status).type('audio/wav').send(declared);
  if (route.produces === 'text/plain')
    return reply.code(status).type('text/plain; version=0.0.4; charset=utf-8').send(declared);
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(declared));
}
