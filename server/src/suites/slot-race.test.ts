import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { ADMIN_KEY, startServer } from '../testing/running-server.ts';

const REQUESTS = 10_000;
const CAPACITY = 10;

test(
  '[S4] [I3] of 10,000 requests at once for a slot of capacity 10 exactly 10 are taken',
  { timeout: 120_000 },
  async () => {
    const server = await startServer();
    try {
      await server.ask('PUT', '/v1/capacity/cap_demo', { defaultCapacity: CAPACITY });
      const { body } = await server.ask('GET', '/v1/services/svc_support/availability?days=2&limit=20');
      const slots = body['slots'] as readonly { startsAt: string; capacity: number; free: number }[]; // the contract's shape
      const slot = slots.at(-1);
      expect([slot?.capacity, slot?.free]).toEqual([CAPACITY, CAPACITY]);
      const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
      const answers = await Promise.all(
        Array.from({ length: REQUESTS }, (_, index) => post(agent, server.address, index, slot?.startsAt ?? '')),
      );
      agent.destroy();
      const counts = Object.fromEntries(
        [...Map.groupBy(answers, (answer) => answer)].map(([answer, same]) => [answer, same.length]),
      );
      expect(counts).toEqual({ '201': CAPACITY, '409 slot_full with alternatives': REQUESTS - CAPACITY });
      const after = await server.ask(
        'GET',
        `/v1/services/svc_support/availability?from=${slot?.startsAt}&limit=1&includeFull=true`,
      );
      expect(after.body['slots']).toMatchObject([{ startsAt: slot?.startsAt, capacity: CAPACITY, free: 0 }]);
      expect(server.complaints).toEqual([]);
    } finally {
      await server.stop();
    }
  },
);

/** One request, sent again with its idempotency key when the connection broke: so many at once overflow what the system holds in its queue. */
async function post(agent: Agent, address: string, index: number, scheduledFor: string): Promise<string> {
  for (;;) {
    const answer = await send(agent, address, index, scheduledFor).catch(() => null);
    if (answer !== null) return answer;
  }
}

/** Status, code and whether alternatives came, of one request. */
function send(agent: Agent, address: string, index: number, scheduledFor: string): Promise<string> {
  const body = JSON.stringify({
    serviceId: 'svc_support',
    phoneNumber: `+1202556${String(index).padStart(4, '0')}`,
    scheduledFor,
  });
  return new Promise((resolve, reject) => {
    const sent = request(
      `${address}/v1/callbacks`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${ADMIN_KEY}`,
          'content-type': 'application/json',
          'idempotency-key': `race-${index}`,
          'content-length': body.length,
        },
      },
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => (text += String(chunk)));
        answer.on('end', () => {
          const problem = Object(JSON.parse(text));
          const more =
            answer.statusCode === 201
              ? ''
              : ` ${String(problem.code)}${problem.alternatives?.length > 0 ? ' with alternatives' : ''}`;
          resolve(`${answer.statusCode}${more}`);
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
