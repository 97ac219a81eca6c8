import { isRealDate, isRealInstant, isZone } from './real-times.ts';
import type { Resolve, SchemaNode } from './schema-node.ts';

/** Where a value stands: the names on the way. */
export type Path = readonly string[];

/** The named field `timeZone` is an IANA zone; JSON Schema has no word for it. */
const ZONE_FIELD = 'timeZone';

/**
 * The places where a value breaks its schema; empty when the document allows it. Written from JSON Schema 2020-12 and
 * RFC 3339, not from the server's own parser. What no JSON store can carry (NUL, halves of surrogate pairs) is a fault
 * everywhere.
 */
export function schemaFaults(schema: SchemaNode, value: unknown, resolve: Resolve, path: Path = []): Path[] {
  const node = resolve(schema);
  if (node.anyOf !== undefined) return anyOfFaults(node.anyOf, value, resolve, path);
  if (!hasType(node, value)) return [path];
  if (node.enum !== undefined && !node.enum.includes(value)) return [path];
  if (node.const !== undefined && node.const !== value) return [path];
  if (typeof value === 'string') return isGoodText(node, value, path) ? [] : [path];
  if (typeof value === 'number') return isWithin(value, node.minimum, node.maximum) ? [] : [path];
  if (Array.isArray(value)) return arrayFaults(node, value, resolve, path);
  if (typeof value === 'object' && value !== null) return objectFaults(node, value, resolve, path);
  return [];
}

function anyOfFaults(branches: readonly SchemaNode[], value: unknown, resolve: Resolve, path: Path): Path[] {
  const faults = branches.map((branch) => schemaFaults(branch, value, resolve, path));
  if (faults.some((of) => of.length === 0)) return [];
  // The branch that was meant is the one that failed furthest inside.
  return faults.toSorted((one, other) => deepest(other) - deepest(one))[0] ?? [path];
}

function deepest(paths: readonly Path[]): number {
  return Math.max(...paths.map((path) => path.length));
}

function hasType({ type }: SchemaNode, value: unknown): boolean {
  switch (type) {
    case undefined:
      return true;
    case 'null':
      return value === null;
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
}

/** True for text that PostgreSQL and JSON can carry. */
export function isCarried(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function isGoodText(node: SchemaNode, value: string, path: Path): boolean {
  if (!isCarried(value) || !isWithin(value.length, node.minLength, node.maxLength)) return false;
  if (node.pattern !== undefined && !new RegExp(node.pattern).test(value)) return false;
  if (node.format === 'date-time' && !isRealInstant(value)) return false;
  if (node.format === 'date' && !isRealDate(value)) return false;
  return path.at(-1) !== ZONE_FIELD || isZone(value);
}

function isWithin(value: number, minimum = -Infinity, maximum = Infinity): boolean {
  return value >= minimum && value <= maximum;
}

function arrayFaults(node: SchemaNode, value: readonly unknown[], resolve: Resolve, path: Path): Path[] {
  if (!isWithin(value.length, node.minItems, node.maxItems)) return [path];
  const { items } = node;
  if (items === undefined) return [];
  return value.flatMap((item, index) => schemaFaults(items, item, resolve, [...path, String(index)]));
}

function objectFaults(node: SchemaNode, value: object, resolve: Resolve, path: Path): Path[] {
  const { properties = {}, required = [], maxProperties = Infinity } = node;
  if (Object.keys(value).length > maxProperties) return [path];
  const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => [...path, name]);
  const wrong = Object.entries(value).flatMap(([name, inner]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known !== undefined) return schemaFaults(known, inner, resolve, [...path, name]);
    return extraFaults(node, name, inner, resolve, path);
  });
  return [...missing, ...wrong];
}

function extraFaults(node: SchemaNode, name: string, inner: unknown, resolve: Resolve, path: Path): Path[] {
  const { additionalProperties = true, propertyNames } = node;
  // A name that no text can carry is told by what it stands in.
  if (!isCarried(name)) return [path];
  if (additionalProperties === false) return [[...path, name]];
  if (propertyNames !== undefined && schemaFaults(propertyNames, name, resolve).length > 0) return [[...path, name]];
  return additionalProperties === true ? [] : schemaFaults(additionalProperties, inner, resolve, [...path, name]);
}
