import { softphoneAccess } from '@ringback/contract';
import { expect, test } from 'vitest';
import { createSoftphones } from './asterisk-world.ts';

const NOON = Date.UTC(2026, 4, 4, 12);

test('[W4] what a page gets is what the contract says, with servers for that very page', async () => {
  const softphones = createSoftphones({
    url: 'http://127.0.0.1:8088/',
    endpoints: {
      register: (agentId) => Promise.resolve({ endpointName: `agent-${agentId}`, password: 'word', expiresAt: NOON }),
      stop: () => undefined,
    },
    own: { demoCustomer: { password: 'demo', expiresAt: () => NOON } },
    deskPhones: new Map(),
    iceServers: (user) => [{ urls: ['turn:turn.example'], username: user, credential: 'c' }],
  });
  const accesses = await Promise.all([softphones.register('agt_ana'), softphones.demoCustomer?.register()]);
  for (const access of accesses) expect(softphoneAccess.parse(access)).toEqual(access);
  expect(accesses.map((access) => access?.iceServers[0]?.username)).toEqual(['agt_ana', 'demo-customer']);
  expect(softphones.socketUrl).toBe('ws://127.0.0.1:8088/ws');
});
