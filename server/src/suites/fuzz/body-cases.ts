import { isAlwaysTooLarge, LARGEST_BODY_BYTES } from './sizes.ts';
import type { Expectation, FuzzCase, World } from './fuzz-case.ts';
import { MEGABYTE_TEXT } from './hostile-values.ts';
import { jsonText } from './json-text.ts';
import { mutationsOf, placesIn, replacedAt } from './mutations.ts';
import type { Operation } from './operations.ts';
import { caseOf, goodParts } from './requests.ts';
import { sampleOf } from './sample.ts';
import { schemaFaults } from './schema-faults.ts';
import type { Resolve, SchemaNode } from './schema-node.ts';
import type { Random } from './seeded.ts';

/** Every change of the body of an operation, judged by the schema of the document. */
export function* bodyCases(operation: Operation, world: World, resolve: Resolve, random: Random): Generator<FuzzCase> {
  const { body } = operation;
  if (body === null) return;
  const good = goodParts(operation, world, resolve);
  const sample = sampleOf(body, resolve, world.known);
  for (const { what, path, value } of mutationsOf(sample, random)) {
    const payload = jsonText(value);
    const where = path.length === 0 ? 'the body' : path.join('.');
    yield caseOf(operation, `${where} ${what}`, { ...good, payload }, expectationOf(body, value, payload, resolve));
  }
  const [place] = placesIn(sample).filter((path) => path.length > 0);
  if (place !== undefined) {
    const payload = jsonText(replacedAt(sample, place, MEGABYTE_TEXT));
    yield caseOf(operation, `${place.join('.')} is a megabyte`, { ...good, payload }, expectationOf(body, null, payload, resolve));
  }
}

function expectationOf(body: SchemaNode, value: unknown, payload: string, resolve: Resolve): Expectation {
  if (isAlwaysTooLarge(payload)) return { kind: 'refused', fields: [], statuses: [400, 413] };
  const fields = schemaFaults(body, value, resolve);
  if (fields.length === 0) return { kind: 'open' };
  return { kind: 'refused', fields, statuses: payload.length > LARGEST_BODY_BYTES ? [400, 413] : [400] };
}

const broken: readonly (readonly [string, string])[] = [
  ['an unfinished object', '{"a":'],
  ['two documents', '{}{}'],
  ['NaN', '{"a":NaN}'],
  ['a comment', '{/* */}'],
  ['single quotes', "{'a':1}"],
  ['a bare word', 'hello'],
  ['a trailing comma', '{"a":1,}'],
  ['a raw control character', '{"a":"\u0001"}'],
  ['brackets without end', '['.repeat(50_000)],
  ['an array thousands deep', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ['a NUL byte', '\u0000'],
  ['XML', '<a><b/></a>'],
  ['a form', 'serviceId=svc_support&phoneNumber=1'],
];

const wrongTypes = ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream', 'image/png', 'nonsense'];

/** Bodies that are not JSON, and JSON under another name. */
export function* brokenBodyCases(operation: Operation, world: World, resolve: Resolve): Generator<FuzzCase> {
  if (operation.body === null) return;
  const good = goodParts(operation, world, resolve);
  for (const [what, payload] of broken) {
    yield caseOf(operation, `the body is ${what}`, { ...good, payload }, { kind: 'refused', fields: [], statuses: [400] });
  }
  for (const type of wrongTypes) {
    const headers = { ...good.headers, 'content-type': type };
    yield caseOf(operation, `the content type is ${type}`, { ...good, headers }, { kind: 'refused', fields: [], statuses: [415] });
  }
}
