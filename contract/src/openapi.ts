import { errorCatalogue, errorCodes, type ErrorCode } from './errors.ts';
import { examples } from './openapi-examples.ts';
import { componentSchemas, schemaOf, type JsonSchema } from './openapi-schemas.ts';
import { makeProblem } from './problem.ts';
import { routeList } from './routes.ts';
import { tags, type Route } from './routes/route.ts';
import type { z } from 'zod';

/** An OpenAPI document, as plain JSON. */
export type OpenApiDocument = {
  openapi: string;
  info: JsonSchema;
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: JsonSchema; examples: JsonSchema };
};
/** One operation of an OpenAPI document. */
export type Operation = {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: JsonSchema[];
  parameters: JsonSchema[];
  requestBody?: JsonSchema;
  responses: Record<string, JsonSchema>;
};

/** The whole contract as OpenAPI 3.1. */
export function buildOpenApi(): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routeList) (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ringback',
      version: '1.0.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'The open, self-hosted callback platform for contact centres. Instants are ISO 8601 in UTC, durations are milliseconds, absence is null.',
    },
    tags: tags.map((name) => ({ name })),
    paths,
    components: { schemas: componentSchemas(), securitySchemes, examples: problemExamples() },
  };
}

function problemExamples(): JsonSchema {
  return Object.fromEntries(errorCodes.map((code) => [code, { value: makeProblem(code) }]));
}

const securitySchemes = {
  secretKey: { type: 'http', scheme: 'bearer', description: 'A secret key, `rb_sk_...`.' },
  publishableKey: { type: 'http', scheme: 'bearer', description: 'A publishable key, `rb_pk_...`, bound to origins.' },
  session: { type: 'apiKey', in: 'cookie', name: 'ringback_session', description: 'The session of the console.' },
};

function operation(route: Route): Operation {
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: accessNote(route),
    tags: [route.tag],
    security: security(route),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query'), ...headers(route)],
    ...(route.body === null ? {} : { requestBody: requestBody(route.operationId, route.body) }),
    responses: { ...failures(route.errors), ...successes(route) },
  };
}

function accessNote({ scope, publishable }: Route): string {
  if (scope === 'none') return 'Needs no key.';
  if (scope === 'any') return 'Needs any valid key or session.';
  return `Needs the scope \`${scope}\`${publishable ? ', or a publishable key' : ''}.`;
}

function security({ scope, publishable }: Route): JsonSchema[] {
  if (scope === 'none') return [];
  return [{ secretKey: [] }, { session: [] }, ...(publishable ? [{ publishableKey: [] }] : [])];
}

function parameters(schema: z.ZodObject | null, where: 'path' | 'query'): JsonSchema[] {
  if (schema === null) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  }; // zod makes these of an object
  return Object.entries(properties).map(([name, { description, ...inner }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    description,
    schema: inner,
  }));
}

function headers({ method, idempotent, ifMatch, tag }: Route): JsonSchema[] {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', maxLength: 255 },
  });
  return [
    ...(method === 'POST' && idempotent
      ? [header('Idempotency-Key', 'A repeat with the same key gets the first answer again.')]
      : []),
    ...(ifMatch ? [header('If-Match', 'The version the change is meant for, in quotes.')] : []),
    ...(tag === 'Live events' ? [header('Last-Event-ID', 'Go on after this event.')] : []),
  ];
}

function requestBody(operationId: string, body: z.ZodType): JsonSchema {
  const example = examples[operationId]?.request;
  return {
    required: !body.safeParse({}).success,
    content: { 'application/json': { schema: schemaOf(body, 'input'), ...(example === undefined ? {} : { example }) } },
  };
}

function successes({ operationId, responses, produces }: Route): Record<string, JsonSchema> {
  const example = examples[operationId]?.response;
  return Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => [
      status,
      schema === null
        ? { description: 'Done.' }
        : {
            description: schema.description ?? 'Done.',
            content: {
              [produces]: { schema: schemaOf(schema, 'output'), ...(example === undefined ? {} : { example }) },
            },
          },
    ]),
  );
}

/** The error answers of an operation: one for each status, its codes as examples. */
function failures(codes: readonly ErrorCode[]): Record<string, JsonSchema> {
  const byStatus = Map.groupBy(codes, (code) => errorCatalogue[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      String(status),
      {
        description: same.map((code) => `\`${code}\`: ${errorCatalogue[code].title}.`).join(' '),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: Object.fromEntries(same.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
          },
        },
      },
    ]),
  );
}
