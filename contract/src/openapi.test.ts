import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCatalogue, errorCodes, type ErrorCode } from './errors.ts';
import { generatedReference } from './generate.ts';
import { examples } from './openapi-examples.ts';
import type { JsonSchema } from './openapi-schemas.ts';
import { buildOpenApi } from './openapi.ts';
import { routeList, routes } from './routes.ts';
import { generalErrors } from './routes/route.ts';

const document = buildOpenApi();
const operations = Object.values(document.paths).flatMap((byMethod) => Object.values(byMethod));

test('[fit-I1] the operations that outside programs rely on are all there', () => {
  const known = new Set(routeList.map(({ method, path }) => `${method} ${path}`));
  const fixed =
    `POST /v1/callbacks|GET /v1/callbacks|GET /v1/callbacks/{id}|GET /v1/callbacks/{id}/timeline|GET /v1/callbacks/{id}/receipt|POST /v1/callbacks/{id}/reschedule
POST /v1/callbacks/{id}/cancel|POST /v1/callbacks/{id}/requeue|POST /v1/callbacks/{id}/retry|POST /v1/callbacks/{id}/close|POST /v1/callbacks/{id}/dial|POST /v1/callbacks/{id}/transfer
POST /v1/callbacks/{id}/delay|POST /v1/callbacks/{id}/wrap-up|POST /v1/slot-holds|GET /v1/services|GET /v1/services/{id}/availability
GET /v1/services/{id}/closest-slot|GET /v1/services/{id}/wait|PUT /v1/agents/{id}/presence|GET /v1/agents/{id}/work|POST /v1/offers/{id}/accept|POST /v1/offers/{id}/decline
POST /v1/calls/{id}/hang-up|POST /v1/calls/{id}/hold|POST /v1/calls/{id}/resume|POST /v1/calls/{id}/mute|POST /v1/calls/{id}/unmute|POST /v1/calls/{id}/transfer|GET /v1/events
POST /simulated/calls|GET /healthz|GET /readyz|GET /metrics|GET /openapi.json`.split(/[|\n]/);
  for (const kind of ['queues', 'services', 'agents', 'hours', 'capacity', 'number-rules']) {
    fixed.push(...['PUT', 'GET', 'DELETE'].map((method) => `${method} /v1/${kind}/{id}`), `GET /v1/${kind}`);
  }
  expect(fixed.filter((one) => !known.has(one))).toEqual([]);
});

test('[fit-I1] every operation has the id of its entry, its own address and a summary', () => {
  for (const [name, { operationId, summary }] of Object.entries(routes)) {
    expect(operationId).toBe(name);
    expect(summary.length).toBeGreaterThan(5);
  }
  expect(operations).toHaveLength(routeList.length);
});

test('[fit-I1] path parameters and placeholders are the same', () => {
  for (const { path, params } of routeList) {
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(params?.shape ?? {}), path).toEqual(placeholders);
  }
});

test('[fit-I1] every POST takes an idempotency key, but for sessions, passwords of telephones and the handset', () => {
  const without = routeList
    .filter(({ method, idempotent }) => method === 'POST' && !idempotent)
    .map(({ operationId }) => operationId);
  expect(without.toSorted()).toEqual([
    'answerHandset',
    'callFromHandset',
    'declineHandset',
    'hangUpHandset',
    'placeSimulatedCall',
    'pressHandsetKeys',
    'registerDemoPhone',
    'registerSoftphone',
    'signIn',
    'signOut',
  ]);
});

test('[fit-I1] every operation answers errors as problem+json, and never only with success', () => {
  for (const { operationId, responses } of operations) {
    const failures = Object.entries(responses).filter(
      ([status]) => Number(status) >= 400 && !(operationId === 'getReadiness' && status === '503'),
    );
    expect(failures.length, operationId).toBeGreaterThan(0);
    for (const [status, { content }] of failures)
      expect(Object.keys(Object(content)), `${operationId} ${status}`).toEqual(['application/problem+json']);
  }
});

test('[fit-I1] every error of the catalogue is used by a route or is general, and explained', () => {
  const used = new Set<ErrorCode>([...generalErrors, ...routeList.flatMap(({ errors }) => errors)]);
  expect(errorCodes.filter((code) => !used.has(code))).toEqual([]);
  for (const { title, whatToDo, status } of Object.values(errorCatalogue)) {
    expect(title.length > 5 && whatToDo.length > 10).toBe(true);
    expect(status).toBeGreaterThanOrEqual(400);
  }
});

test('[fit-I1] every property of every schema and every parameter is described', () => {
  const bare: string[] = [];
  for (const [name, schema] of Object.entries(document.components.schemas))
    collectBare(schema, name, document.components.schemas, bare);
  for (const { operationId, parameters } of operations) {
    for (const parameter of parameters)
      if (!parameter['description']) bare.push(`${operationId} ${String(parameter['name'])}`);
  }
  expect(bare).toEqual([]);
});

test('[fit-I1] references lead somewhere and no schema keeps a mark of its maker', () => {
  const text = JSON.stringify(document);
  const names = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  expect(names.length).toBeGreaterThan(100);
  const components: Record<string, object> = document.components;
  for (const [whole, kind = '', name = ''] of names) expect(Object(components[kind])[name], whole).toBeDefined();
  expect(text).not.toMatch(/"wire"|\$defs|"\$id"|__shared/);
  expect(names.length).toBe([...text.matchAll(/"\$ref"/g)].length);
});

test('[fit-I1] every body and every answer is a named schema', () => {
  for (const { operationId, requestBody, responses } of operations) {
    for (const part of [requestBody, responses['200'], responses['201']]) {
      const content = Object.values(Object(part?.['content']))[0];
      if (content !== undefined) expect(Object(content).schema, operationId).toHaveProperty('$ref');
    }
  }
});

test('[fit-I1] the examples are valid', () => {
  for (const { operationId, body, responses } of routeList) {
    const { request, response } = examples[operationId] ?? {};
    if (request !== undefined) expect(body?.safeParse(request).error, operationId).toBeUndefined();
    if (response !== undefined) expect(responses[200]?.safeParse(response).error, operationId).toBeUndefined();
  }
  expect(Object.keys(examples).filter((name) => !(name in routes))).toEqual([]);
});

test('[fit-I1] unknown fields of every body are refused and named', () => {
  for (const { operationId, body } of routeList) {
    if (body === null) continue;
    const issues = body.safeParse({ type: 'fcm', unheardOf: 1 }).error?.issues ?? [];
    expect(
      issues.some((issue) => issue.code === 'unrecognized_keys' && issue.keys.includes('unheardOf')),
      operationId,
    ).toBe(true);
  }
});

test('[fit-I1] the reference in docs is in step with the contract', () => {
  for (const [path, content] of Object.entries(generatedReference())) {
    const written = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    expect(withoutLayout(path, written) === withoutLayout(path, content), `${path}: run npm run gen`).toBe(true);
  }
});

/** The content of a file whatever a formatter makes of its spaces and table rules. */
function withoutLayout(path: string, content: string): string {
  return path.endsWith('.json')
    ? JSON.stringify(JSON.parse(content))
    : content.replace(/-+/g, '-').replace(/\s+/g, ' ');
}

function collectBare(schema: JsonSchema, path: string, all: Record<string, JsonSchema>, bare: string[]): void {
  for (const [name, property] of Object.entries(Object(schema['properties']))) {
    const inner: JsonSchema = Object(property);
    if (!isDescribed(inner, all)) bare.push(`${path}.${name}`);
    collectBare(inner, `${path}.${name}`, all, bare);
  }
  for (const part of [schema['items'], schema['additionalProperties'], ...branches(schema)])
    if (typeof part === 'object' && part !== null) collectBare(Object(part), `${path}[]`, all, bare);
}

function isDescribed(schema: JsonSchema, all: Record<string, JsonSchema>): boolean {
  if (typeof schema['description'] === 'string') return true;
  const reference = schema['$ref'];
  if (typeof reference === 'string') return isDescribed(all[reference.split('/').at(-1) ?? ''] ?? {}, all);
  return branches(schema).some((branch) => isDescribed(Object(branch), all));
}

function branches(schema: JsonSchema): unknown[] {
  return [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap((list) => (Array.isArray(list) ? list : []));
}
