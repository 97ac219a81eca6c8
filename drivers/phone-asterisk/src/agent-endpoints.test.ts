import { createStepClock } from '@ringback/testkit';
import { expect, test } from 'vitest';
import { agentEndpointName, createAgentEndpoints } from './agent-endpoints.ts';

interface Put {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

function openEndpoints() {
  const clock = createStepClock(1_000);
  const puts: Put[] = [];
  const endpoints = createAgentEndpoints({
    clock,
    passwordMs: 60_000,
    request(method, path, body) {
      if (method === 'GET')
        return puts.some((put) => put.path === path) ? Promise.resolve([]) : Promise.reject(new Error('404'));
      puts.push({ path, fields: fieldsOf(body) });
      return Promise.resolve(null);
    },
  });
  return { clock, puts, endpoints };
}

function fieldsOf(body: unknown): Readonly<Record<string, string>> {
  const { fields } = JSON.parse(JSON.stringify(body));
  return Object.fromEntries(
    fields.map(({ attribute, value }: { attribute: string; value: string }) => [attribute, value]),
  );
}

test('[W4] a page gets an endpoint of its own with a password that nobody had before', async () => {
  const { puts, endpoints } = openEndpoints();
  const first = await endpoints.register('agt_ana');
  const second = await endpoints.register('agt_ana');
  expect(first.endpointName).toBe('agent-agt_ana');
  expect(second.password).not.toBe(first.password);
  expect(second.password.length).toBeGreaterThanOrEqual(24);
  expect(puts.map(({ path }) => path.split('/').slice(-2).join('/'))).toEqual([
    'auth/agent-agt_ana',
    'aor/agent-agt_ana',
    'endpoint/agent-agt_ana',
    'auth/agent-agt_ana',
  ]);
  expect(puts[3]?.fields['password']).toBe(second.password);
});

test('[W4][X6] the password is changed when its time is over, and only then', async () => {
  const { clock, puts, endpoints } = openEndpoints();
  const { password, expiresAt } = await endpoints.register('agt_ana');
  expect(expiresAt).toBe(61_000);
  await clock.advance(59_999);
  expect(puts).toHaveLength(3);
  await clock.advance(1);
  expect(puts[3]?.path).toContain('/auth/agent-agt_ana');
  expect(puts[3]?.fields['password']).not.toBe(password);
});

test('[W4][X4] an agent id with characters that SIP does not take has a name of its own', () => {
  expect(agentEndpointName('a b')).toBe('agent-a.20b');
  expect(agentEndpointName('a@b;c')).toBe('agent-a.40b.3bc');
  expect(agentEndpointName('a.20b')).not.toBe(agentEndpointName('a b'));
});
