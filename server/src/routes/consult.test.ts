import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, startServer, type RunningServer } from '../testing/running-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ clockSpeed: 10 });
  for (const agentId of ['agt_ana', 'agt_ben']) {
    const { live: _live, ...agent } = (await server.ask('GET', `/v1/agents/${agentId}`)).body;
    const isAutoAccept = agentId === 'agt_ana';
    await server.ask('PUT', `/v1/agents/${agentId}`, { ...agent, endpoint: { autoAccept: isAutoAccept } });
  }
  await server.ask('PUT', '/v1/agents/agt_ana/presence', { presence: 'available' });
});
afterAll(async () => {
  await server.stop();
  expect(server.complaints).toEqual([]);
});

type Work = {
  active: { call: { id: string; onHold: boolean; consult: unknown } | null } | null;
  offers: { id: string; askedBy: string | null }[];
};

async function workOf(agentId: string): Promise<Work> {
  return (await server.ask('GET', `/v1/agents/${agentId}/work`)).body as Work;
}

test('[D11] over HTTP: another agent is asked, talks, and gets the customer; the call keeps its id', async () => {
  const request = { serviceId: 'svc_support', phoneNumber: '+12025550171' };
  const talker = { behaviour: 'answer', answerAfterMs: 100, keys: '1', talkMs: null };
  expect((await server.ask('PUT', '/simulated/subscribers/+12025550171', talker)).status).toBe(200);
  const { id } = (await server.ask('POST', '/v1/callbacks', request)).body;
  const callId = await eventually(server, async () => (await workOf('agt_ana')).active?.call?.id ?? null);
  await server.ask('PUT', '/v1/agents/agt_ben/presence', { presence: 'available' });
  const path = `/v1/calls/${callId}`;
  const asked = await server.ask('POST', `${path}/consult`, { agentId: 'agt_ben' });
  expect([asked.status, asked.body]).toMatchObject([
    200,
    { id: callId, onHold: true, consult: { agentId: 'agt_ben', state: 'offered' } },
  ]);
  const [offer] = (await workOf('agt_ben')).offers;
  expect(offer?.askedBy).toBe('agt_ana');
  const early = await server.ask('POST', `${path}/consult/complete`, {});
  expect([early.status, early.body['code']]).toEqual([409, 'not_allowed_in_state']);
  await server.ask('POST', `/v1/offers/${offer?.id}/accept`, {});
  await eventually(server, async () => {
    const { consult } = (await workOf('agt_ana')).active?.call ?? { consult: null };
    return JSON.stringify(consult).includes('talking') ? true : null;
  });
  expect((await workOf('agt_ben')).active?.call?.id).toBe(callId);
  const given = await server.ask('POST', `${path}/consult/complete`, {});
  expect([given.status, given.body['onHold'], given.body['consult']]).toEqual([200, false, null]);
  expect((await workOf('agt_ana')).active).toBeNull();
  expect((await server.ask('GET', `/v1/callbacks/${String(id)}`)).body).toMatchObject({ agentId: 'agt_ben' });
  const over = await server.ask('POST', `${path}/hang-up`, {});
  expect([over.status, over.body['state']]).toEqual([200, 'ended']);
  const nobody = await server.ask('POST', `${path}/consult/cancel`, {});
  expect([nobody.status, nobody.body['code']]).toEqual([404, 'unknown_call']);
});
