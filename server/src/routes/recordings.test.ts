import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../http/app.ts';
import { ADMIN_KEY, eventually, startServer, type RunningServer } from '../testing/running-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ clockSpeed: 10 });
  const { live: _live, ...service } = (await server.ask('GET', '/v1/services/svc_support')).body;
  expect((await server.ask('PUT', '/v1/services/svc_support', { ...service, recording: 'mixed' })).status).toBe(200);
  const { live: _agentLive, ...agent } = (await server.ask('GET', '/v1/agents/agt_ana')).body;
  await server.ask('PUT', '/v1/agents/agt_ana', { ...agent, endpoint: { autoAccept: true } });
  await server.ask('PUT', '/v1/agents/agt_ana/presence', { presence: 'available' });
});
afterAll(async () => {
  await server.stop();
  expect(server.complaints).toEqual([]);
});

/** A callback whose conversation is over. */
async function recorded(): Promise<{ id: string; recordings: Record<string, unknown>[] }> {
  const request = { serviceId: 'svc_support', phoneNumber: '+12025550100' };
  const { id } = (await server.ask('POST', '/v1/callbacks', request)).body;
  const recordings = await eventually(server, async () => {
    const { body } = await server.ask('GET', `/v1/callbacks/${String(id)}`);
    const [first] = body['recordings'] as Record<string, unknown>[];
    return first?.['durationMs'] == null ? null : (body['recordings'] as Record<string, unknown>[]);
  });
  return { id: String(id), recordings };
}

test('[D13] what was recorded stands on the callback; its sound is answered, and who got it stands in the timeline', async () => {
  const { id, recordings } = await recorded();
  expect(recordings).toEqual([
    {
      id: expect.stringMatching(/^rec_/),
      startedAt: expect.stringMatching(/Z$/),
      durationMs: expect.any(Number),
      kind: 'mixed',
    },
  ]);
  const path = `/v1/recordings/${String(recordings[0]?.['id'])}`;
  const silent = await server.ask('GET', path);
  expect([silent.status, silent.body['code']]).toEqual([404, 'unknown_recording']);

  const sound = new Uint8Array([82, 73, 70, 70, 0, 255]);
  const app = await createApp({ ...server.ringback.parts, recordings: { read: () => Promise.resolve(sound) } });
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const answer = await app.inject({ method: 'GET', url: path, headers });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'audio/wav']);
  expect(new Uint8Array(answer.rawPayload)).toEqual(sound);
  expect((await app.inject({ method: 'GET', url: path })).statusCode).toBe(401);
  await app.close();

  const { body } = await server.ask('GET', `/v1/callbacks/${id}/timeline`);
  const listened = (body['items'] as { type: string; actor: string }[]).filter(
    ({ type }) => type === 'recording.fetched',
  );
  expect(listened.map(({ actor }) => actor)).toEqual([expect.stringMatching(/^(?:api|staff):key_/)]);
});

test('[D13] a recording nobody made is not found', async () => {
  const answer = await server.ask('GET', '/v1/recordings/rec_none');
  expect([answer.status, answer.body['code']]).toEqual([404, 'unknown_recording']);
});
