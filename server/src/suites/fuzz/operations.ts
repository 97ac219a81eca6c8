import { z } from 'zod';
import { buildOpenApi } from '@ringback/contract';
import { resolverOf, schemaNode, type Resolve, type SchemaNode } from './schema-node.ts';

/** A parameter in a path, a query or a header. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly isRequired: boolean;
  readonly schema: SchemaNode;
}

/** What the document says about one operation. */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{name}` for each path parameter. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: SchemaNode | null;
  /** A body the document gives as an example; undefined where it gives none. */
  readonly example: unknown;
  /** The scope a key needs; `any` for whatever valid key; null when none is needed. */
  readonly scope: string | null;
  readonly isPublishable: boolean;
  /** Error codes by status; an empty list for answers that are no errors. */
  readonly codes: ReadonlyMap<number, readonly string[]>;
  /** Answers that never end. */
  readonly isStream: boolean;
}

const media = z.looseObject({
  schema: z.unknown().optional(),
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.unknown()).optional(),
});
const operationSchema = z.looseObject({
  operationId: z.string(),
  description: z.string(),
  security: z.array(z.record(z.string(), z.unknown())),
  parameters: z.array(
    z.looseObject({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      schema: schemaNode,
    }),
  ),
  requestBody: z.looseObject({ content: z.record(z.string(), media) }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), media).optional() })),
});
const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.enum(['get', 'post', 'put', 'delete']).or(z.string()), operationSchema)),
  components: z.looseObject({ schemas: z.record(z.string(), schemaNode) }),
});
const methods = { get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE' } as const;

/** Everything the fuzz knows about the contract: read from the OpenAPI document, as JSON text a stranger would get. */
export function readOperations(): { operations: readonly Operation[]; resolve: Resolve } {
  const document = documentSchema.parse(JSON.parse(JSON.stringify(buildOpenApi())));
  const operations = Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, stated]) => operationOf(path, method, stated)),
  );
  return { operations, resolve: resolverOf(document.components.schemas) };
}

function operationOf(path: string, method: string, stated: z.infer<typeof operationSchema>): Operation {
  const { schema: body, example } = stated.requestBody?.content['application/json'] ?? {};
  const successTypes = Object.values(stated.responses).flatMap(({ content = {} }) => Object.keys(content));
  return {
    id: stated.operationId,
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).parse(new Map(Object.entries(methods)).get(method)),
    path,
    parameters: stated.parameters.map(({ name, in: where, required, schema }) => ({
      name,
      in: where,
      isRequired: required,
      schema,
    })),
    body: body === undefined ? null : schemaNode.parse(body),
    example,
    scope: stated.security.length === 0 ? null : (/scope `([^`]+)`/.exec(stated.description)?.[1] ?? 'any'),
    isPublishable: stated.security.some((way) => 'publishableKey' in way),
    codes: new Map(Object.entries(stated.responses).map(([status, { content }]) => [Number(status), codesOf(content)])),
    isStream: successTypes.includes('text/event-stream'),
  };
}

function codesOf(content: Readonly<Record<string, z.infer<typeof media>>> = {}): string[] {
  return Object.keys(content['application/problem+json']?.examples ?? {});
}
