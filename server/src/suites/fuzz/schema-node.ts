import { z } from 'zod';

/** The keywords of JSON Schema that the contract's OpenAPI document uses. */
export interface SchemaNode {
  readonly $ref?: string | undefined;
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object' | undefined;
  readonly anyOf?: readonly SchemaNode[] | undefined;
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | SchemaNode | undefined;
  readonly propertyNames?: SchemaNode | undefined;
  readonly maxProperties?: number | undefined;
  readonly items?: SchemaNode | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly default?: unknown;
  readonly readOnly?: boolean | undefined;
}

const typeName = z.enum(['string', 'number', 'integer', 'boolean', 'null', 'array', 'object']);

/** A list of types means a choice: the same node once for each. */
function withoutTypeList(node: unknown): unknown {
  if (typeof node !== 'object' || node === null || !('type' in node) || !Array.isArray(node.type)) return node;
  const { type, ...others } = node;
  return { anyOf: type.map((one: unknown) => ({ ...others, type: one })) };
}

/** Reads a node of the document; a keyword of another shape is an error. */
export const schemaNode: z.ZodType<SchemaNode> = z.lazy(() =>
  z.preprocess(
    withoutTypeList,
    z.looseObject({
      $ref: z.string().optional(),
      type: typeName.optional(),
      anyOf: z.array(schemaNode).optional(),
      properties: z.record(z.string(), schemaNode).optional(),
      required: z.array(z.string()).optional(),
      additionalProperties: z.union([z.boolean(), schemaNode]).optional(),
      propertyNames: schemaNode.optional(),
      maxProperties: z.number().optional(),
      items: schemaNode.optional(),
      minItems: z.number().optional(),
      maxItems: z.number().optional(),
      enum: z.array(z.unknown()).optional(),
      pattern: z.string().optional(),
      format: z.string().optional(),
      minLength: z.number().optional(),
      maxLength: z.number().optional(),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
      readOnly: z.boolean().optional(),
    }),
  ),
);

/** Follows `$ref` into the named schemas of a document. Throws on a name that is not there. */
export type Resolve = (node: SchemaNode) => SchemaNode;

/** A resolver over `#/components/schemas`. */
export function resolverOf(schemas: Readonly<Record<string, SchemaNode>>): Resolve {
  return (node) => {
    if (node.$ref === undefined) return node;
    const name = node.$ref.replace('#/components/schemas/', '');
    const found = schemas[name];
    if (found === undefined) throw new Error(`the document names a schema ${name} that it does not have`);
    return found;
  };
}
