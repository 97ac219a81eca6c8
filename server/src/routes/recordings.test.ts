import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../http/app.ts';
import type { RecordingShelf } from '../recordings/recording-shelf.ts';
import { lookForExpired } from '../recordings/retention.ts';
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

const DAY_MS = 86_400_000;

/** A shelf with a sound for each of these recordings. */
function shelfOf(...recordingIds: readonly string[]): { shelf: RecordingShelf; sounds: Map<string, Uint8Array> } {
  const sounds = new Map(recordingIds.map((id) => [id, new Uint8Array([82, 73, 70, 70, 0, 255])]));
  const shelf: RecordingShelf = {
    read: (id) => Promise.resolve(sounds.get(id) ?? null),
    list: () => Promise.resolve([...sounds.keys()]),
    remove: (id) => Promise.resolve(void sounds.delete(id)),
  };
  return { shelf, sounds };
}

/** The same centre with a shelf that has the sound of this recording. */
async function appWithSound(recordingId: string) {
  const { shelf, sounds } = shelfOf(recordingId);
  return { app: await createApp({ ...server.ringback.parts, recordings: shelf }), sounds };
}

async function actorsOf(callbackId: string, type: string): Promise<string[]> {
  const { body } = await server.ask('GET', `/v1/callbacks/${callbackId}/timeline`);
  const items = body['items'] as { type: string; actor: string }[];
  return items.filter((item) => item.type === type).map(({ actor }) => actor);
}

/** A callback whose conversation is over. */
async function recorded(phoneNumber = '+12025550100'): Promise<{ id: string; recordings: Record<string, unknown>[] }> {
  const request = { serviceId: 'svc_support', phoneNumber };
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

  const { app, sounds } = await appWithSound(String(recordings[0]?.['id']));
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const answer = await app.inject({ method: 'GET', url: path, headers });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'audio/wav']);
  expect(new Uint8Array(answer.rawPayload)).toEqual([...sounds.values()][0]);
  expect((await app.inject({ method: 'GET', url: path })).statusCode).toBe(401);
  await app.close();

  expect(await actorsOf(id, 'recording.fetched')).toEqual([expect.stringMatching(/^(?:api|staff):key_/)]);
});

test('[D13][X6] whoever may see callbacks may not listen: that is a scope of its own, and deleting another', async () => {
  const { recordings } = await recorded('+12025550121');
  const path = `/v1/recordings/${String(recordings[0]?.['id'])}`;
  const { app } = await appWithSound(String(recordings[0]?.['id']));
  const statuses = async (scope: string): Promise<number[]> => {
    const { body } = await server.ask('POST', '/v1/keys', { name: scope, scopes: [scope] });
    const headers = { authorization: `Bearer ${String(body['key'])}` };
    const listened = await app.inject({ method: 'GET', url: path, headers });
    return [listened.statusCode, (await app.inject({ method: 'DELETE', url: path, headers })).statusCode];
  };
  expect(await statuses('callbacks:read')).toEqual([403, 403]);
  expect(await statuses('recordings:read')).toEqual([200, 403]);
  const agent = await app.inject({ method: 'POST', url: '/v1/sign-in', payload: { agentId: 'agt_ana' } });
  const cookie = String(agent.headers['set-cookie']).split(';')[0] ?? '';
  expect((await app.inject({ method: 'GET', url: path, headers: { cookie } })).statusCode).toBe(403);
  expect(await statuses('recordings:write')).toEqual([403, 204]);
  await app.close();
});

test('[X7] deleted on request: the sound is gone, the callback shows it no more, and who deleted it stands in the timeline', async () => {
  const { id, recordings } = await recorded('+12025550122');
  const recordingId = String(recordings[0]?.['id']);
  const { app, sounds } = await appWithSound(recordingId);
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const request = { url: `/v1/recordings/${recordingId}`, headers };
  expect((await app.inject({ method: 'DELETE', ...request })).statusCode).toBe(204);
  expect(sounds.size).toBe(0);
  expect((await app.inject({ method: 'GET', ...request })).json()).toMatchObject({ code: 'unknown_recording' });
  expect((await app.inject({ method: 'DELETE', ...request })).statusCode).toBe(404);
  await app.close();
  expect((await server.ask('GET', `/v1/callbacks/${id}`)).body['recordings']).toEqual([]);
  expect(await actorsOf(id, 'recording.deleted')).toEqual([expect.stringMatching(/^(?:api|staff):key_/)]);
});

test('[X7] kept for the days its service says, by the clock of the centre, and not an hour less', async () => {
  const { id, recordings } = await recorded('+12025550123');
  const recordingId = String(recordings[0]?.['id']);
  const { live: _live, ...service } = (await server.ask('GET', '/v1/services/svc_support')).body;
  const path = '/v1/services/svc_support';
  expect((await server.ask('PUT', path, { ...service, recordingRetentionDays: 30 })).status).toBe(200);
  const { shelf, sounds } = shelfOf(recordingId, 'rec_nobodyknows');
  const startedAt = Date.parse(String(recordings[0]?.['startedAt']));
  const lookAt = (at: number): Promise<void> =>
    lookForExpired({ ...server.ringback.parts, recordings: shelf, now: () => at });
  await lookAt(startedAt + 30 * DAY_MS);
  expect([...sounds.keys()]).toEqual([recordingId, 'rec_nobodyknows']);
  await lookAt(startedAt + 30 * DAY_MS + 1);
  expect([...sounds.keys()]).toEqual(['rec_nobodyknows']);
  expect((await server.ask('GET', `/v1/callbacks/${id}`)).body['recordings']).toEqual([]);
  expect(await actorsOf(id, 'recording.deleted')).toEqual(['timer']);
  await lookAt(startedAt + 31 * DAY_MS);
  expect(await actorsOf(id, 'recording.deleted')).toHaveLength(1);
  await server.ask('PUT', path, service);
});

test('[X7] a sound that could not be removed when it was given up is removed with the next look', async () => {
  const { recordings } = await recorded('+12025550124');
  const recordingId = String(recordings[0]?.['id']);
  const { shelf, sounds } = shelfOf(recordingId);
  const broken = { ...shelf, remove: () => Promise.reject(new Error('the disk is away')) };
  const app = await createApp({ ...server.ringback.parts, recordings: broken });
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const request = { url: `/v1/recordings/${recordingId}`, headers };
  expect((await app.inject({ method: 'DELETE', ...request })).statusCode).toBe(204);
  expect((await app.inject({ method: 'GET', ...request })).statusCode).toBe(404);
  await app.close();
  expect(sounds.size).toBe(1);
  await lookForExpired({ ...server.ringback.parts, recordings: shelf });
  expect(sounds.size).toBe(0);
});

test('[D13] a recording nobody made is not found', async () => {
  const answer = await server.ask('GET', '/v1/recordings/rec_none');
  expect([answer.status, answer.body['code']]).toEqual([404, 'unknown_recording']);
});
