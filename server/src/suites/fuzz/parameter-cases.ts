import type { FuzzCase, World } from './fuzz-case.ts';
import { hostileNumbers, hostileTexts } from './hostile-values.ts';
import { preview } from './mutations.ts';
import type { Operation, Parameter } from './operations.ts';
import { caseOf, goodParts, type Parts } from './requests.ts';
import { isCarried } from './schema-faults.ts';
import type { Resolve } from './schema-node.ts';
import { isAllowedText } from './wire-values.ts';

const texts: readonly string[] = [
  ...hostileTexts,
  ...hostileNumbers.map(String),
  'a,b',
  ',',
  'x'.repeat(101),
  'x'.repeat(600),
];

/** Every hostile text in every parameter of the path and the query; query parameters also missing, twice, and unknown. */
export function* parameterCases(operation: Operation, world: World, resolve: Resolve): Generator<FuzzCase> {
  const good = goodParts(operation, world, resolve);
  for (const parameter of operation.parameters) {
    if (parameter.in === 'path') yield* pathCases(operation, parameter, good, resolve);
    if (parameter.in === 'query') yield* queryCases(operation, parameter, good, resolve);
    if (parameter.in === 'header') yield* headerCases(operation, parameter, good);
  }
  yield* unknownQueryCases(operation, good);
}

function* pathCases(operation: Operation, parameter: Parameter, good: Parts, resolve: Resolve): Generator<FuzzCase> {
  const { name } = parameter;
  // An empty segment is another address; so are dots, which clients take out of a path themselves.
  for (const text of texts.filter((candidate) => candidate !== '' && !/^\.{1,2}$/.test(candidate))) {
    const parts = { ...good, params: { ...good.params, [name]: text } };
    const isAllowed = isAllowedText(parameter, text, resolve) && isCarried(text);
    const expectation = isAllowed ? ({ kind: 'open' } as const) : refusedAddress(name, text);
    yield caseOf(operation, `${name} in the path is ${preview(text)}`, parts, expectation);
  }
}

/** A path too long or not UTF-8 may be refused before the parameter is looked at. */
function refusedAddress(name: string, text: string): FuzzCase['expectation'] {
  const isReadable = text.length <= 500 && isCarried(text);
  return { kind: 'refused', fields: isReadable ? [[name]] : [], statuses: isReadable ? [400] : [400, 404, 414] };
}

function* queryCases(operation: Operation, parameter: Parameter, good: Parts, resolve: Resolve): Generator<FuzzCase> {
  const { name } = parameter;
  const others = good.query.filter(([other]) => other !== name);
  const refused = { kind: 'refused', fields: [[name]], statuses: [400] } as const;
  if (parameter.isRequired) yield caseOf(operation, `${name} is missing`, { ...good, query: others }, refused);
  for (const text of texts) {
    // Bytes that are no UTF-8 are read as U+FFFD, which is a character like others (WHATWG URL, percent-decoding of forms).
    const isAllowed = isAllowedText(parameter, text.toWellFormed(), resolve);
    const statuses = text.length > 4_000 ? [400, 414] : [400];
    const expectation = isAllowed ? ({ kind: 'open' } as const) : ({ ...refused, statuses } as const);
    yield caseOf(
      operation,
      `${name} in the query is ${preview(text)}`,
      { ...good, query: [...others, [name, text]] },
      expectation,
    );
  }
  if (parameter.schema.type !== 'array') {
    const twice = [...others, [name, '1'], [name, '2']] as const;
    yield caseOf(operation, `${name} is there twice`, { ...good, query: twice }, refused);
  }
}

function* unknownQueryCases(operation: Operation, good: Parts): Generator<FuzzCase> {
  // Only operations with a query of their own promise to look at it.
  if (!operation.parameters.some((parameter) => parameter.in === 'query')) return;
  for (const name of ['unknown', '__proto__', 'constructor', 'limit[$gt]', 'a.b']) {
    const query = [...good.query, [name, 'x']] as const;
    yield caseOf(
      operation,
      `the query has ${name}`,
      { ...good, query },
      { kind: 'refused', fields: [[name]], statuses: [400] },
    );
  }
}

const headerTexts = [
  '',
  ' ',
  'x'.repeat(256),
  'x'.repeat(5_000),
  'W/"1"',
  '"',
  '"-1"',
  '"99999999999999999999"',
  '\u00E9',
  '-1',
  '*',
];

/** The handset's stream has no ids to go on after: it takes no notice of the header. */
const heedlessOperations: readonly string[] = ['streamHandset'];

function* headerCases(operation: Operation, { name }: Parameter, good: Parts): Generator<FuzzCase> {
  if (heedlessOperations.includes(operation.id)) return;
  for (const text of headerTexts) {
    const parts = { ...good, headers: { ...good.headers, [name.toLowerCase()]: text } };
    // A key is opaque and an entity tag has a grammar of its own: only the limit is in the document.
    const isTooLong = text.length > 255;
    const expectation = isTooLong
      ? ({ kind: 'refused', fields: [], statuses: null } as const)
      : ({ kind: 'open' } as const);
    yield caseOf(operation, `${name} is ${preview(text)}`, parts, expectation);
  }
}
