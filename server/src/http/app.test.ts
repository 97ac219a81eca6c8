import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildOpenApi, problem } from '@ringback/contract';
import { eventually, startServer, type RunningServer } from '../testing/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ clockSpeed: 10 });
});
afterAll(async () => {
  await server.stop();
  expect(server.complaints).toEqual([]);
});

const create = (body: object, headers: Record<string, string> = {}) =>
  server.ask('POST', '/v1/callbacks', { serviceId: 'svc_support', phoneNumber: '+12025550150', ...body }, headers);

test('[D1] [R12] [A1] [Q10] a callback asked for over HTTP is rung, connected, wrapped up and completed', async () => {
  await server.ask('PUT', '/v1/agents/agt_ana', {
    name: 'Ana',
    skills: { support: 5, sales: 3 },
    endpoint: { autoAccept: true },
  });
  expect((await server.ask('PUT', '/v1/agents/agt_ana/presence', { presence: 'available' })).body).toMatchObject({
    presence: 'available',
    activity: 'idle',
  });
  const made = await create({ phoneNumber: '+1 202 555 0100', name: 'Kim', context: { case: 'C-1' } });
  expect([made.status, made.body['phoneNumber'], made.body['name'], made.body['context']]).toEqual([
    201,
    '+12025550100',
    'Kim',
    { case: 'C-1' },
  ]);
  const id = String(made.body['id']);
  const wrapUp = await eventually(
    server,
    async () => (await server.ask('GET', '/v1/agents/agt_ana/work')).body['wrapUp'] as object | null,
  );
  expect(wrapUp).toMatchObject({
    callbackId: id,
    customer: { name: 'Kim', context: { case: 'C-1' }, serviceName: 'Support', attemptNumber: 1 },
  });
  expect((await server.ask('POST', `/v1/callbacks/${id}/wrap-up`, { disposition: 'resolved' })).body).toMatchObject({
    state: 'closed',
    outcome: 'completed',
    disposition: 'resolved',
    promise: { kept: true },
  });
  const types = ((await server.ask('GET', `/v1/callbacks/${id}/timeline`)).body['items'] as { type: string }[]).map(
    ({ type }) => type,
  );
  for (const type of [
    'callback.created',
    'callback.attempt_started',
    'callback.confirmed',
    'callback.connected',
    'callback.closed',
  ])
    expect(types).toContain(type);
  await server.ask('PUT', '/v1/agents/agt_ana/presence', { presence: 'offline' });
});

test('[fit-I1] a repeat with the same idempotency key gets the first answer; another body under it is refused', async () => {
  const headers = { 'idempotency-key': 'once' };
  const first = await create({ phoneNumber: '+12025550151' }, headers);
  const again = await create({ phoneNumber: '+12025550151' }, headers);
  expect([first.status, again.status, again.body['id']]).toEqual([201, 201, first.body['id']]);
  const reused = await create({ phoneNumber: '+12025550152' }, headers);
  expect([reused.status, reused.body['code']]).toEqual([409, 'idempotency_key_reused']);
});

test('[R13] a second request for the same number and service is answered with the open one', async () => {
  const first = await create({ phoneNumber: '+12025550153' });
  const second = await create({ phoneNumber: '+1 (202) 555-0153' });
  expect([second.status, second.body['id']]).toEqual([200, first.body['id']]);
});

test.each([
  ['no number', { phoneNumber: 'hello' }, 422, 'invalid_phone_number', 'phoneNumber'],
  ['premium rate', { phoneNumber: '+19005550100' }, 422, 'number_not_allowed', 'phoneNumber'],
  ['unknown service', { serviceId: 'svc_none' }, 404, 'unknown_service', 'serviceId'],
  ['unknown field', { colour: 'red' }, 400, 'invalid_request', 'colour'],
  ['NUL', { name: 'a\u0000b' }, 400, 'invalid_request', 'name'],
  ['half a surrogate', { context: { a: { b: '\ud800' } } }, 400, 'invalid_request', 'context.a.b'],
  ['no time zone', { timeZone: 'Mars/Base' }, 400, 'invalid_request', 'timeZone'],
  ['past', { scheduledFor: '2020-01-01T00:00:00Z' }, 422, 'time_in_past', 'scheduledFor'],
  ['no slot', { scheduledFor: '2190-01-01T00:07:00Z' }, 422, 'slot_not_open', 'scheduledFor'],
] as const)('[X4] %s is refused and the field named', async (_what, body, status, code, path) => {
  const { status: found, body: answer, headers } = await create(body);
  expect([found, answer['code'], (answer['errors'] as { path: string }[]).map((error) => error.path)]).toEqual([
    status,
    code,
    [path],
  ]);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(problem.safeParse(answer).success).toBe(true);
});

test('[X4] what is no request of the contract is answered with a problem, too', async () => {
  const raw = async (path: string, init: RequestInit): Promise<unknown[]> => {
    const answer = await fetch(server.address + path, init);
    return [answer.status, Object(await answer.json()).code, answer.headers.get('allow')];
  };
  const { body } = await server.ask('GET', '/v1/me');
  expect(body).toMatchObject({ role: 'administrator', demo: true, simulatedPhone: true });
  const authorization = 'Bearer rb_sk_test0123456789abcdef';
  expect(await raw('/v1/nothing', {})).toEqual([404, 'not_found', null]);
  expect(await raw('/v1/callbacks', { method: 'PATCH' })).toEqual([405, 'method_not_allowed', 'POST, GET']);
  expect(
    await raw('/v1/callbacks', {
      method: 'POST',
      body: 'a=1',
      headers: { authorization, 'content-type': 'text/plain' },
    }),
  ).toEqual([415, 'unsupported_media_type', null]);
  expect(
    await raw('/v1/callbacks', {
      method: 'POST',
      body: '{',
      headers: { authorization, 'content-type': 'application/json' },
    }),
  ).toEqual([400, 'invalid_request', null]);
  expect(
    await raw('/v1/callbacks', {
      method: 'POST',
      body: '{"__proto__":{}}',
      headers: { authorization, 'content-type': 'application/json' },
    }),
  ).toEqual([400, 'invalid_request', null]);
  expect(
    await raw('/v1/callbacks', {
      method: 'POST',
      body: `"${'x'.repeat(1_100_000)}"`,
      headers: { authorization, 'content-type': 'application/json' },
    }),
  ).toEqual([413, 'payload_too_large', null]);
  expect(await raw('/v1/callbacks/%ff', { headers: { authorization } })).toEqual([400, 'invalid_request', null]);
  expect(await raw('/v1/callbacks', {})).toEqual([401, 'unauthorized', null]);
});

test('[X6] a publishable key may ask and look at services from its origins, and nothing else', async () => {
  const made = await server.ask('POST', '/v1/keys', {
    name: 'Shop',
    kind: 'publishable',
    origins: ['https://shop.example'],
  });
  const authorization = `Bearer ${String(made.body['key'])}`;
  const from = async (method: string, path: string, origin: string) => {
    const { status, body } = await server.ask(method, path, undefined, { authorization, origin });
    return [status, body['code'] ?? null];
  };
  expect(await from('GET', '/v1/services', 'https://shop.example')).toEqual([200, null]);
  expect(await from('GET', '/v1/services', 'https://evil.example')).toEqual([403, 'origin_not_allowed']);
  expect(await from('GET', '/v1/callbacks', 'https://shop.example')).toEqual([403, 'forbidden']);
  await server.ask('DELETE', `/v1/keys/${String(made.body['id'])}`);
  expect(await from('GET', '/v1/services', 'https://shop.example')).toEqual([401, 'unauthorized']);
});

test('[X6] [R13] a publishable key that meets a callback of somebody else learns nothing about the person', async () => {
  const number = '+12025550177';
  const mine = await create({ phoneNumber: number, name: 'Kim', email: 'kim@example.org', context: { case: 'C-7' } });
  const key = await server.ask('POST', '/v1/keys', {
    name: 'page',
    kind: 'publishable',
    origins: ['https://shop.example'],
  });
  const headers = { authorization: `Bearer ${String(key.body['key'])}`, origin: 'https://shop.example' };
  const theirs = await create({ phoneNumber: number, name: 'Eve' }, headers);
  expect([theirs.status, theirs.body['id']]).toEqual([200, mine.body['id']]);
  expect(theirs.body).toMatchObject({ name: null, email: null, context: {}, note: null, selfServiceUrl: null });
});

test('[C2] [X6] the signed link shows and cancels the callback; another signature opens nothing', async () => {
  const made = await create({ phoneNumber: '+12025550154', name: 'Lee' });
  const token = String(made.body['selfServiceUrl']).split('/').at(-1) ?? '';
  const open = (path: string, init?: RequestInit) => fetch(`${server.address}/v1/self-service/${path}`, init);
  expect(await (await open(token)).json()).toMatchObject({
    callbackId: made.body['id'],
    name: 'Lee',
    serviceName: 'Support',
    callerId: '+12025550190',
  });
  expect((await open(`${token.slice(0, -2)}xx`)).status).toBe(404);
  expect(await (await open(`${token}/cancel`, { method: 'POST' })).json()).toMatchObject({
    state: 'closed',
    outcome: 'cancelled_by_customer',
    allowedActions: [],
  });
});

test('[S5] [S6] a held place is kept for who holds it; a move takes the new place before it gives up the old', async () => {
  const { body } = await server.ask(
    'GET',
    '/v1/services/svc_support/availability?days=1&limit=3&timeZone=Europe/Berlin',
  );
  const [first, second] = (body['slots'] as { startsAt: string; free: number }[]).slice(1);
  const held = await server.ask('POST', '/v1/slot-holds', { serviceId: 'svc_support', startsAt: first?.startsAt });
  expect([held.status, held.body['startsAt']]).toEqual([201, first?.startsAt]);
  const made = await create({
    phoneNumber: '+12025550155',
    scheduledFor: first?.startsAt,
    slotHoldId: held.body['id'],
  });
  expect(made.body).toMatchObject({ state: 'scheduled', scheduledFor: first?.startsAt });
  const moved = await server.ask('POST', `/v1/callbacks/${String(made.body['id'])}/reschedule`, {
    scheduledFor: second?.startsAt,
  });
  expect(moved.body).toMatchObject({ state: 'scheduled', scheduledFor: second?.startsAt });
  const after = await server.ask('GET', '/v1/services/svc_support/availability?days=1&limit=3');
  // A slot may have begun meanwhile: the server's day passes ten times as fast.
  const free = new Map(
    (after.body['slots'] as { startsAt: string; free: number }[]).map((slot) => [Date.parse(slot.startsAt), slot.free]),
  );
  expect([first, second].map((slot) => free.get(Date.parse(slot?.startsAt ?? '')))).toEqual([5, 4]);
});

test('[M3] documents are written with versions; a wrong reference and a document in use are refused', async () => {
  const put = await server.ask('PUT', '/v1/queues/q_new', { skills: [{ skill: 'new' }] });
  expect([put.status, put.body['version']]).toEqual([201, 1]);
  expect((await server.ask('PUT', '/v1/queues/q_new', {}, { 'if-match': '"7"' })).body['code']).toBe(
    'version_conflict',
  );
  expect((await server.ask('PUT', '/v1/services/svc_new', { queueId: 'q_none' })).body).toMatchObject({
    code: 'configuration_invalid',
    status: 422,
  });
  expect((await server.ask('DELETE', '/v1/queues/q_support')).body).toMatchObject({ code: 'in_use', status: 409 });
  expect((await server.ask('DELETE', '/v1/queues/q_new')).status).toBe(204);
  expect((await server.ask('GET', '/v1/queues/q_new')).body['code']).toBe('unknown_queue');
  const whole = await server.ask('GET', '/v1/configuration');
  expect((await server.ask('PUT', '/v1/configuration?dryRun=true', whole.body)).body).toEqual({
    applied: false,
    changes: [],
  });
});

test('[M7] health, readiness, metrics, reference and pages answer', async () => {
  const text = async (path: string) => (await fetch(server.address + path)).text();
  expect(await text('/readyz')).toBe(
    '{"ready":true,"database":true,"lease":true,"phone":{"state":"connected","since":null,"message":null}}',
  );
  expect(await text('/metrics')).toMatch(/ringback_commit_seconds_count \d+/);
  expect(await text('/metrics')).toMatch(/^ringback_phone_connected 1$/m);
  expect((await server.ask('GET', '/v1/phone')).body).toMatchObject({ kind: 'simulated', trunks: [] });
  expect(JSON.parse(await text('/openapi.json'))).toEqual(JSON.parse(JSON.stringify(buildOpenApi())));
  expect(await text('/docs')).toContain('createCallback');
  expect((await fetch(`${server.address}/docs`)).headers.get('content-security-policy')).toContain(
    "default-src 'none'",
  );
});
