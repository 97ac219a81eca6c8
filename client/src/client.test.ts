import { readdirSync, readFileSync } from 'node:fs';
import { makeProblem, type LiveEvent } from '@ringback/contract';
import { expect, test } from 'vitest';
import { createClient, ProblemError } from './index.ts';
import { generateOperations } from './generate.ts';

type Sent = { address: string; init: RequestInit; headers: Headers };

/** A client whose server gives these answers in turn; an Error is a network failure. */
function scripted(answers: (Response | Error)[], key?: string) {
  const sent: Sent[] = [];
  const pauses: number[] = [];
  const client = createClient({
    baseUrl: 'https://callbacks.example/',
    ...(key === undefined ? {} : { key }),
    fetch: async (address, init = {}) => {
      sent.push({ address: String(address), init, headers: new Headers(init.headers) });
      const answer = answers.shift();
      if (answer === undefined)
        return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(new Error('aborted'))));
      if (answer instanceof Error) throw answer;
      return answer;
    },
    pause: async (ms) => void pauses.push(ms),
  });
  return { client, sent, pauses };
}
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const failure = (code: 'try_again' | 'slot_full', extras = {}) => {
  const problem = makeProblem(code, extras);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json' },
  });
};
const stream = (...chunks: string[]) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    }),
    { headers: { 'content-type': 'text/event-stream' } },
  );

test('[fit-I1] the operations are in step with the contract', () => {
  expect(
    readFileSync(new URL('operations.ts', import.meta.url), 'utf8') === generateOperations(),
    'run npm run gen',
  ).toBe(true);
});

test('[fit-I1] nothing of the contract but types gets into a browser', () => {
  const shipped = readdirSync(import.meta.dirname).filter((name) => !/test|generate/.test(name));
  const imports = shipped.flatMap(
    (name) =>
      readFileSync(new URL(name, import.meta.url), 'utf8').match(
        /^(?:import|export) .*@ringback\/contract.*$|.*from 'zod'.*/gm,
      ) ?? [],
  );
  expect(imports.length).toBeGreaterThan(3);
  expect(imports.filter((line) => !/^(?:import|export) type /.test(line))).toEqual([]);
});

test('[fit-I1] wrong calls do not compile', () => {
  const { client } = scripted([]);
  const wrong = [
    // @ts-expect-error the id is missing
    () => client.getCallback(),
    // @ts-expect-error the service is missing
    () => client.createCallback({ body: { phoneNumber: '+12025550100' } }),
    // @ts-expect-error there is no such state
    () => client.listCallbacks({ query: { state: ['lost'] } }),
    // @ts-expect-error a presence is one of four
    () => client.setPresence({ params: { id: 'agt_ana' }, body: { presence: 'asleep' } }),
    // @ts-expect-error an id is text
    async () => (await client.getMe()).agentId satisfies number | null,
  ];
  expect(wrong).toHaveLength(5);
});

test('[fit-I1] path, query, key and idempotency key are sent', async () => {
  const { client, sent } = scripted([json({ id: 'cb_1' }), json({ items: [], nextCursor: null })], 'rb_sk_x');
  await client.rescheduleCallback({
    params: { id: 'cb_a/b' },
    body: { scheduledFor: '2026-03-02T14:00:00Z' },
    ifMatch: 4,
  });
  await client.listCallbacks({ query: { state: ['waiting', 'closed'], limit: 5, serviceId: undefined } });
  expect(sent.map(({ address }) => address)).toEqual([
    'https://callbacks.example/v1/callbacks/cb_a%2Fb/reschedule',
    'https://callbacks.example/v1/callbacks?state=waiting&state=closed&limit=5',
  ]);
  const [post, get] = sent;
  expect(post?.headers.get('authorization')).toBe('Bearer rb_sk_x');
  expect(post?.headers.get('if-match')).toBe('"4"');
  expect(post?.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/);
  expect(post?.init.body).toBe('{"scheduledFor":"2026-03-02T14:00:00Z"}');
  expect(get?.headers.has('idempotency-key')).toBe(false);
});

test('[fit-I1] an error answer is thrown with its problem', async () => {
  const { client } = scripted([failure('slot_full', { alternatives: [] })]);
  const thrown = await client.getCallback({ params: { id: 'cb_1' } }).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ProblemError);
  expect(thrown).toMatchObject({ code: 'slot_full', status: 409, problem: { alternatives: [] } });
});

test('[fit-I1] a page of a proxy in place of an answer is an error, not a result', async () => {
  const { client } = scripted([new Response('<h1>Bad gateway</h1>', { status: 500 })]);
  await expect(client.getMe()).rejects.toMatchObject({ code: 'internal', status: 500 });
});

test.each([
  ['try_again', () => failure('try_again', { retryAfterMs: 40 }), 40],
  ['a network failure', () => new TypeError('fetch failed'), 250],
] as const)('[X1] after %s the same request goes once more, under the same key', async (_, first, pauseMs) => {
  const { client, sent, pauses } = scripted([first(), json({ id: 'cb_1' })]);
  await expect(client.createCallback({ body: { serviceId: 'svc_a', phoneNumber: '+12025550100' } })).resolves.toEqual({
    id: 'cb_1',
  });
  expect(pauses).toEqual([pauseMs]);
  expect(sent[1]?.headers.get('idempotency-key')).toBe(sent[0]?.headers.get('idempotency-key'));
});

test('[X1] never more than once, and never where a repeat does harm', async () => {
  const twice = scripted([failure('try_again'), failure('try_again'), json({})]);
  await expect(twice.client.getMe()).rejects.toMatchObject({ code: 'try_again' });
  const harmful = scripted([failure('try_again'), json({})]);
  await expect(harmful.client.signIn({ body: { agentId: 'agt_ana' } })).rejects.toMatchObject({ code: 'try_again' });
  expect([twice.sent.length, harmful.sent.length]).toEqual([2, 1]);
});

test('[fit-I2] events go on after the last one when the stream breaks', async () => {
  const event = (sequence: number) => `id: ${sequence}\nevent: queue.changed\ndata: {"sequence":${sequence}}\n\n`;
  const { client, sent } = scripted(
    [
      stream(': hello\n\n', event(7).slice(0, 9), event(7).slice(9) + event(8)),
      new TypeError('fetch failed'),
      stream(event(9)),
    ],
    'rb_sk_x',
  );
  const seen: LiveEvent['sequence'][] = [];
  const states: string[] = [];
  await new Promise<void>((resolve) => {
    const subscription = client.subscribe(
      ({ sequence }) => {
        seen.push(sequence);
        if (sequence === 9) subscription.close();
      },
      {
        lastEventId: 6,
        onState: (state) => {
          states.push(state);
          if (state === 'closed') resolve();
        },
      },
    );
  });
  expect(seen).toEqual([7, 8, 9]);
  expect(sent.map(({ headers }) => headers.get('last-event-id'))).toEqual(['6', '8', '8']);
  expect(sent[0]?.headers.get('authorization')).toBe('Bearer rb_sk_x');
  expect(states).toEqual(['connecting', 'open', 'waiting', 'connecting', 'waiting', 'connecting', 'open', 'closed']);
});

test('[fit-I2] a refused stream is over and says why', async () => {
  const problem = makeProblem('unauthorized');
  const { client, sent } = scripted([new Response(JSON.stringify(problem), { status: 401 })]);
  const code = await new Promise((resolve) => {
    client.subscribe(() => undefined, { onError: (error) => resolve(error.code) });
  });
  expect([code, sent.length]).toEqual(['unauthorized', 1]);
});
