import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, startServer, type RunningServer } from '../testing/running-server.ts';

const NUMBER = '+12025550195';
const CUSTOMER = '+12025550151';
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ clockSpeed: 10 });
  const group = { numbers: [NUMBER], codeLength: 4 };
  expect((await server.ask('PUT', '/v1/call-in-groups/cig_main', group)).status).toBe(201);
  for (const id of ['svc_support', 'svc_sales']) {
    const { live: _live, ...stored } = (await server.ask('GET', `/v1/services/${id}`)).body;
    const delivery = id === 'svc_sales' ? 'customer_calls_in' : stored['delivery'];
    const put = await server.ask('PUT', `/v1/services/${id}`, { ...stored, delivery, callInGroupId: 'cig_main' });
    expect(put.status).toBe(200);
  }
  for (const agentId of ['agt_ana', 'agt_cho']) {
    const { live: _live, ...agent } = (await server.ask('GET', `/v1/agents/${agentId}`)).body;
    await server.ask('PUT', `/v1/agents/${agentId}`, { ...agent, endpoint: { autoAccept: true } });
  }
});
afterAll(async () => {
  await server.stop();
  expect(server.complaints).toEqual([]);
});

async function timeline(callbackId: string): Promise<readonly string[]> {
  const { body } = await server.ask('GET', `/v1/callbacks/${callbackId}/timeline`);
  return (body['items'] as { type: string }[]).map(({ type }) => type);
}

async function closed(callbackId: string): Promise<Record<string, unknown>> {
  return await eventually(server, async () => {
    const { body } = await server.ask('GET', `/v1/callbacks/${callbackId}`);
    return body['state'] === 'closed' ? body : null;
  });
}

test('[P3] asked for over HTTP: number, code, expiry; a repeat is answered with the same', async () => {
  const first = await server.ask('POST', '/v1/call-ins', { serviceId: 'svc_support', phoneNumber: '+1 202 555 0161' });
  expect([first.status, first.body]).toEqual([
    201,
    {
      id: expect.stringMatching(/^ci_/),
      serviceId: 'svc_support',
      callbackId: null,
      phoneNumber: '+12025550161',
      number: NUMBER,
      accessCode: expect.stringMatching(/^\d{4}$/),
      expiresAt: expect.stringMatching(/Z$/),
    },
  ]);
  const again = await server.ask('POST', '/v1/call-ins', { serviceId: 'svc_support', phoneNumber: '+12025550161' });
  expect([again.status, again.body]).toEqual([200, first.body]);
});

test.each([
  [{ serviceId: 'svc_none', phoneNumber: CUSTOMER }, 404, 'unknown_service'],
  [{ serviceId: 'svc_video', phoneNumber: CUSTOMER }, 409, 'no_call_in_number'],
  [{ serviceId: 'svc_support', phoneNumber: '12' }, 422, 'invalid_phone_number'],
  [{ serviceId: 'svc_support', phoneNumber: CUSTOMER, callbackId: 'cb_none' }, 404, 'unknown_callback'],
  [{ serviceId: 'svc_support' }, 400, 'invalid_request'],
])('[P3][X4] refused: %j', async (body, status, code) => {
  const answer = await server.ask('POST', '/v1/call-ins', body);
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
});

test('[P3][P7] for a callback: the caller takes its place, and it ends when they talk', async () => {
  const made = await server.ask('POST', '/v1/callbacks', { serviceId: 'svc_support', phoneNumber: CUSTOMER });
  const callbackId = String(made.body['id']);
  const given = await server.ask('POST', '/v1/call-ins', {
    serviceId: 'svc_support',
    phoneNumber: CUSTOMER,
    callbackId,
  });
  // From another telephone: the code tells who it is.
  const keys = `${String(given.body['accessCode'])}#`;
  await server.ask('POST', '/simulated/calls', { from: '+12025550162', to: NUMBER, keys, talkMs: 1000 });
  await eventually(server, async () =>
    (await timeline(callbackId)).includes('callback.customer_called_in') ? true : null,
  );
  await server.ask('PUT', '/v1/agents/agt_ana/presence', { presence: 'available' });
  expect(await closed(callbackId)).toMatchObject({ outcome: 'superseded_by_call_in' });
  await server.ask('PUT', '/v1/agents/agt_ana/presence', { presence: 'offline' });
});

test('[P4][P2] told ready, accepted, called in, connected', async () => {
  await server.ask('PUT', '/v1/agents/agt_cho/presence', { presence: 'available' });
  const made = await server.ask('POST', '/v1/callbacks', { serviceId: 'svc_sales', phoneNumber: '+12025550163' });
  const callbackId = String(made.body['id']);
  await eventually(server, async () => ((await timeline(callbackId)).includes('callback.ready') ? true : null));
  const accepted = await server.ask('POST', `/v1/callbacks/${callbackId}/accept-push`, {});
  expect([accepted.status, accepted.body]).toMatchObject([
    200,
    { callbackId, number: NUMBER, phoneNumber: '+12025550163' },
  ]);
  expect((await server.ask('GET', `/v1/callbacks/${callbackId}`)).body).toMatchObject({
    state: 'awaiting_call',
    delivery: 'customer_calls_in',
  });
  await server.ask('POST', '/simulated/calls', { from: '+12025550163', to: NUMBER, talkMs: 1000 });
  expect(await closed(callbackId)).toMatchObject({ outcome: 'completed', attempts: [] });
  const late = await server.ask('POST', `/v1/callbacks/${callbackId}/accept-push`, {});
  expect([late.status, late.body['code']]).toEqual([409, 'not_allowed_in_state']);
});

test('[R1] a simulated caller takes the invitation and confirms; their number is that of the callback', async () => {
  await server.ask('PUT', '/v1/agents/agt_cho/presence', { presence: 'offline' });
  await server.ask('POST', '/simulated/calls', { from: '+12025550164', to: '+12025550190', keys: '1' });
  const found = await eventually(server, async () => {
    const { body } = await server.ask('GET', '/v1/callbacks?phoneNumber=%2B12025550164');
    return (body['items'] as Record<string, unknown>[])[0] ?? null;
  });
  expect(found).toMatchObject({ channel: 'ivr', state: 'waiting' });
});

test('[M3] a group in use cannot be removed, and is part of the configuration file', async () => {
  expect((await server.ask('DELETE', '/v1/call-in-groups/cig_main')).body['code']).toBe('in_use');
  const { body } = await server.ask('GET', '/v1/configuration');
  expect(body['callInGroups']).toMatchObject({ cig_main: { numbers: [NUMBER], matchBy: 'either', codeTriesMax: 3 } });
});
