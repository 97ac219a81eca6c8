import type { Expectation, FuzzCase, World } from './fuzz-case.ts';
import { MEGABYTE_TEXT } from './hostile-values.ts';
import { jsonText } from './json-text.ts';
import { mutationsOf, placesIn, replacedAt } from './mutations.ts';
import type { Operation } from './operations.ts';
import { caseOf, goodParts } from './requests.ts';
import { sampleOf } from './sample.ts';
import { schemaFaults } from './schema-faults.ts';
import type { Resolve, SchemaNode } from './schema-node.ts';
import { thinned, type Random } from './test-choices.ts';

/** What the bodies of one operation are made from. */
export interface BodySource {
  readonly operation: Operation;
  readonly world: World;
  readonly resolve: Resolve;
  readonly random: Random;
  /** More changes than this are thinned by lot. */
  readonly countMax: number;
}

/** Changes of the body of an operation, judged by the schema of the document. */
export function* bodyCases({ operation, world, resolve, random, countMax }: BodySource): Generator<FuzzCase> {
  const { body } = operation;
  if (body === null) return;
  const good = goodParts(operation, world, resolve);
  const sample = sampleOf(body, resolve, world.known);
  yield caseOf(operation, 'the good body', good, { kind: 'open' });
  for (const { what, path, make } of thinned([...mutationsOf(sample, random)], random, countMax)) {
    const value = make();
    const where = path.length === 0 ? 'the body' : path.join('.');
    yield caseOf(
      operation,
      `${where} ${what()}`,
      { ...good, payload: jsonText(value) },
      expectationOf(body, value, resolve),
    );
  }
  const [place] = placesIn(sample).filter((path) => path.length > 0);
  if (place === undefined) return;
  const value = replacedAt(sample, place, MEGABYTE_TEXT);
  yield caseOf(
    operation,
    `${place.join('.')} is a megabyte`,
    { ...good, payload: jsonText(value) },
    expectationOf(body, value, resolve, [400, 413]),
  );
}

function expectationOf(
  body: SchemaNode,
  value: unknown,
  resolve: Resolve,
  statuses: readonly number[] = [400],
): Expectation {
  const fields = schemaFaults(body, value, resolve);
  return fields.length === 0 ? { kind: 'open' } : { kind: 'refused', fields, statuses };
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

const wrongTypes = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'image/png',
  'nonsense',
];

/** Bodies that are not JSON, and JSON under another name. */
export function* brokenBodyCases(operation: Operation, world: World, resolve: Resolve): Generator<FuzzCase> {
  if (operation.body === null) return;
  const good = goodParts(operation, world, resolve);
  for (const [what, payload] of broken) {
    yield caseOf(
      operation,
      `the body is ${what}`,
      { ...good, payload },
      { kind: 'refused', fields: [], statuses: [400] },
    );
  }
  const huge = { ...good, payload: `{"a":"${MEGABYTE_TEXT}${MEGABYTE_TEXT}"}` };
  yield caseOf(operation, 'the body is two megabytes', huge, { kind: 'refused', fields: [], statuses: [413] });
  for (const type of wrongTypes) {
    const headers = { ...good.headers, 'content-type': type };
    yield caseOf(
      operation,
      `the content type is ${type}`,
      { ...good, headers },
      { kind: 'refused', fields: [], statuses: [415] },
    );
  }
}
