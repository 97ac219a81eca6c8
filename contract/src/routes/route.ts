import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';
import type { Scope } from '../keys.ts';
import { reference, type IdKind } from '../primitives.ts';

/** HTTP methods of the contract. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Chapters of the reference. */
export const tags = [
  'Callbacks',
  'Services',
  'Agents',
  'Calls',
  'Board',
  'Configuration',
  'Keys',
  'Session',
  'Self-service',
  'Live events',
  'Simulated phone',
  'Demo',
  'Operations',
] as const;
/** A chapter of the reference. */
export type Tag = (typeof tags)[number];

/** Who may use a route: a scope of the key or session; `any` valid one; `none` needed. */
export type RouteScope = Scope | 'any' | 'none';

/** What a route says about itself; the rest follows from it. */
export type RouteDefinition = {
  readonly operationId: string;
  readonly method: Method;
  /** Path with `{name}` for each of `params`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly tag: Tag;
  readonly scope: RouteScope;
  /** Whether publishable keys may use it, too. */
  readonly publishable?: boolean;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Schema of the body by status; null: no body. */
  readonly responses: { readonly [status: number]: z.ZodType | null };
  /** Content type of the answer when it is not JSON. */
  readonly produces?: 'text/event-stream' | 'text/plain' | 'audio/wav';
  /** The errors of this route besides those every such route has. */
  readonly errors?: readonly ErrorCode[];
  /** Whether `If-Match` with a version is looked at. */
  readonly ifMatch?: boolean;
  /** False for the few POSTs that take no `Idempotency-Key`. */
  readonly idempotent?: boolean;
};

/** A route as the table has it: every field present. */
export type Route = {
  readonly operationId: string;
  readonly method: Method;
  readonly path: `/${string}`;
  readonly summary: string;
  readonly tag: Tag;
  readonly scope: RouteScope;
  readonly publishable: boolean;
  readonly params: z.ZodObject | null;
  readonly query: z.ZodObject | null;
  readonly body: z.ZodType | null;
  readonly responses: { readonly [status: number]: z.ZodType | null };
  readonly produces: 'application/json' | 'text/event-stream' | 'text/plain' | 'audio/wav';
  /** All errors this route can answer with. */
  readonly errors: readonly ErrorCode[];
  readonly ifMatch: boolean;
  /** Whether a repeat of the same request is harmless: everything but some POSTs; POSTs by their `Idempotency-Key`. */
  readonly idempotent: boolean;
};

type Field<Definition, Name extends PropertyKey> = Definition extends { readonly [Key in Name]: infer Value }
  ? Value
  : null;
/** A route that remembers its schemas, so that clients can be typed from the table. */
export type TypedRoute<Definition extends RouteDefinition> = Omit<
  Route,
  'operationId' | 'params' | 'query' | 'body' | 'responses'
> & {
  readonly operationId: Definition['operationId'];
  readonly params: Field<Definition, 'params'>;
  readonly query: Field<Definition, 'query'>;
  readonly body: Field<Definition, 'body'>;
  readonly responses: Definition['responses'];
};

/** Errors that any address can answer with, known or not. */
export const generalErrors = [
  'not_found',
  'method_not_allowed',
  'rate_limited',
  'internal',
  'try_again',
] as const satisfies readonly ErrorCode[];

/** Completes a route with what follows from its definition. */
export function route<const Definition extends RouteDefinition>(definition: Definition): TypedRoute<Definition> {
  const { method, scope, params = null, query = null, body = null } = definition;
  const complete: Route = {
    operationId: definition.operationId,
    method,
    path: definition.path,
    summary: definition.summary,
    tag: definition.tag,
    scope,
    publishable: definition.publishable ?? false,
    params,
    query,
    body,
    responses: definition.responses,
    produces: definition.produces ?? 'application/json',
    errors: allErrors(definition),
    ifMatch: definition.ifMatch ?? false,
    idempotent: definition.idempotent ?? true,
  };
  // The four schema fields are those of the definition; a conditional type cannot be followed by the compiler.
  return complete as unknown as TypedRoute<Definition>;
}

function allErrors(definition: RouteDefinition): ErrorCode[] {
  const found = new Set<ErrorCode>(definition.errors);
  if (definition.params ?? definition.query ?? definition.body) found.add('invalid_request');
  if (definition.body) found.add('payload_too_large').add('unsupported_media_type');
  if (definition.scope !== 'none') found.add('unauthorized');
  if (definition.scope !== 'none' && definition.scope !== 'any') found.add('forbidden');
  if (definition.publishable) found.add('origin_not_allowed');
  if (definition.method === 'POST' && definition.idempotent !== false) found.add('idempotency_key_reused');
  if (definition.ifMatch) found.add('version_conflict');
  for (const code of ['rate_limited', 'internal', 'try_again'] as const) found.add(code);
  return [...found];
}

/** The path parameter `{id}` of one kind. */
export function idParam(kind: IdKind) {
  return z.strictObject({ id: reference(kind) });
}
