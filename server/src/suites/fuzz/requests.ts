import type { Expectation, FuzzCase, World } from './fuzz-case.ts';
import { jsonText } from './json-text.ts';
import type { Operation } from './operations.ts';
import { sampleOf } from './sample.ts';
import type { Resolve } from './schema-node.ts';

/** The parts of a request that a mutation replaces one of; the others stay as they are in the good one. */
export interface Parts {
  readonly params: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text or anything else; null for none. */
  readonly payload: string | null;
}

/** The parts of a request that the document allows: its example, or a body with everything filled in. */
export function goodParts(operation: Operation, world: World, resolve: Resolve): Parts {
  const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = operation.parameters.filter(
    ({ in: where, isRequired, name }) => where === 'query' && (isRequired || name in world.known),
  );
  return {
    params: Object.fromEntries(inPath.map(({ name }) => [name, world.parameterOf(operation, name)])),
    query: inQuery.map(({ name, schema }) => [name, String(sampleOf(schema, resolve, world.known, [name]))] as const),
    headers: operation.scope === null ? {} : { authorization: `Bearer ${world.adminKey}` },
    payload:
      operation.body === null ? null : jsonText(operation.example ?? sampleOf(operation.body, resolve, world.known)),
  };
}

/** A case out of parts. A content type of JSON is added when there is a payload and no other one is named. */
export function caseOf(
  operation: Operation,
  what: string,
  parts: Parts,
  expectation: Expectation,
  method: string = operation.method,
): FuzzCase {
  const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => encoded(parts.params[name] ?? ''));
  const query = parts.query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  const contentType =
    parts.payload === null || 'content-type' in parts.headers ? {} : { 'content-type': 'application/json' };
  return {
    operation,
    what,
    method,
    url: query === '' ? path : `${path}?${query}`,
    headers: { ...contentType, ...parts.headers },
    payload: parts.payload,
    expectation,
  };
}

/** Percent-encoding; halves of surrogate pairs become the bytes that a careless client would send. */
function encoded(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : `${encodeURIComponent(text.toWellFormed())}%ED%A0%80`;
}
