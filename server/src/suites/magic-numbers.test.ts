import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, startServer, type RunningServer } from '../testing/running-server.ts';

/** What each magic number of the contract leads to: the attempts' outcomes and the callback's, by who is rung first. */
const table: readonly {
  ending: string;
  customerFirst: readonly [readonly string[], string];
  agentFirst: readonly [readonly string[], string];
}[] = [
  { ending: '00', customerFirst: [['answered_human'], 'completed'], agentFirst: [['answered_human'], 'completed'] },
  {
    ending: '01',
    customerFirst: [['busy', 'busy'], 'attempts_exhausted'],
    agentFirst: [['busy', 'busy'], 'attempts_exhausted'],
  },
  {
    ending: '02',
    customerFirst: [['no_answer', 'no_answer'], 'attempts_exhausted'],
    agentFirst: [['no_answer', 'no_answer'], 'attempts_exhausted'],
  },
  {
    ending: '03',
    customerFirst: [['rejected', 'rejected'], 'attempts_exhausted'],
    agentFirst: [['rejected', 'rejected'], 'attempts_exhausted'],
  },
  {
    ending: '04',
    customerFirst: [['answered_machine', 'answered_machine'], 'attempts_exhausted'],
    agentFirst: [['answered_machine', 'answered_machine'], 'attempts_exhausted'],
  },
  {
    ending: '05',
    customerFirst: [['not_confirmed', 'not_confirmed'], 'attempts_exhausted'],
    agentFirst: [['answered_human'], 'completed'],
  },
  { ending: '06', customerFirst: [['answered_human'], 'completed'], agentFirst: [['answered_human'], 'completed'] },
  {
    ending: '07',
    customerFirst: [['invalid_number'], 'invalid_number'],
    agentFirst: [['invalid_number'], 'invalid_number'],
  },
  {
    ending: '09',
    customerFirst: [['busy', 'answered_human'], 'completed'],
    agentFirst: [['busy', 'answered_human'], 'completed'],
  },
  {
    ending: '13',
    customerFirst: [['fax', 'fax'], 'attempts_exhausted'],
    agentFirst: [['fax', 'fax'], 'attempts_exhausted'],
  },
  { ending: '42', customerFirst: [['answered_human'], 'completed'], agentFirst: [['answered_human'], 'completed'] },
];

const policy = {
  attempts: {
    max: 2,
    ringMs: 6_000,
    spacingMs: 2_000,
    perOutcome: { network_failure: { retryAfterMs: 2_000, consumes: false } },
  },
  confirm: { timeoutMs: 4_000 },
  callingWindow: { from: '00:00', to: '24:00' },
  dialCountdownMs: 500,
  redialWindowMs: 1_000,
  wrapUpMs: 500,
  snoozeMs: 5_000,
  subjects: [],
};

interface Read {
  readonly state: string;
  readonly outcome: string | null;
  readonly attempts: readonly { readonly outcome: string }[];
}

describe.each([
  { mode: 'customer_first', column: 'customerFirst', serviceId: 'svc_support', queueId: 'q_support' },
  { mode: 'agent_first', column: 'agentFirst', serviceId: 'svc_sales', queueId: 'q_sales' },
] as const)('$mode', ({ mode, column, serviceId, queueId }) => {
  let server: RunningServer;
  const read = async (id: string): Promise<Read> =>
    (await server.ask('GET', `/v1/callbacks/${id}`)).body as unknown as Read; // the contract's shape
  const request = async (ending: string): Promise<string> => {
    const { status, body } = await server.ask('POST', '/v1/callbacks', {
      serviceId,
      phoneNumber: `+120255501${ending}`,
    });
    expect(status, ending).toBe(201);
    return String(body['id']);
  };
  const closed = (id: string): Promise<Read> =>
    eventually(server, async () => {
      const callback = await read(id);
      return callback.state === 'closed' ? callback : null;
    });

  beforeAll(async () => {
    server = await startServer({ clockSpeed: 8 });
    await server.ask('PUT', `/v1/services/${serviceId}`, {
      ...policy,
      queueId,
      delivery: mode,
      expireAfterMs: 3_600_000,
    });
    for (let index = 0; index < 12; index += 1) {
      const agentId = `agt_test_${index}`;
      await server.ask('PUT', `/v1/agents/${agentId}`, {
        skills: { support: 3, sales: 3 },
        endpoint: { autoAccept: true },
      });
      await server.ask('PUT', `/v1/agents/${agentId}/presence`, { presence: 'available' });
    }
  });
  afterAll(async () => {
    await server.stop();
    expect(server.complaints).toEqual([]);
  });

  test('[A2] [A3] [D1] [D3] every magic number ends as the table says', async () => {
    const ids = await Promise.all(table.map(({ ending }) => request(ending)));
    const ended = await Promise.all(ids.map(closed));
    const found = ended.map((callback, index) => [
      table[index]?.ending,
      callback.attempts.map(({ outcome }) => outcome),
      callback.outcome,
    ]);
    expect(found).toEqual(table.map((row) => [row.ending, ...row[column]]));
  });

  test('[A3] a congested network uses no attempt: 08 is tried again until it is cancelled', async () => {
    const id = await request('08');
    await eventually(server, async () =>
      (await read(id)).attempts.filter(({ outcome }) => outcome === 'network_failure').length > 2 ? true : null,
    );
    await eventually(server, async () =>
      (await server.ask('POST', `/v1/callbacks/${id}/cancel`, {})).status === 200 ? true : null,
    );
    expect((await read(id)).outcome).toBe('cancelled_by_staff');
  });

  test('[D8] 9 cancels and the number is never called again; 2 puts it off and keeps it', async () => {
    const never = await request('11');
    const later = await request('12');
    expect((await closed(never)).outcome).toBe('cancelled_by_customer');
    const again = await server.ask('POST', '/v1/callbacks', { serviceId, phoneNumber: '+12025550111' });
    expect([again.status, again.body['code']]).toEqual([422, 'suppressed_number']);
    expect(
      await eventually(server, async () => ((await read(later)).state === 'retry_pending' ? 'retry_pending' : null)),
    ).toBe('retry_pending');
    await server.ask('POST', `/v1/callbacks/${later}/cancel`, {});
  });
});
