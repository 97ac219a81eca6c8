import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_KEY, startServer, type RunningServer } from '../testing/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

interface Told {
  readonly id: number | null;
  readonly type: string;
  readonly callbackId: string | null;
  readonly hasCallback: boolean;
}

/** Reads events until one fits, then leaves. `opened` runs once the stream has begun. */
async function readUntil(
  after: number | null,
  fits: (event: Told) => boolean,
  opened: () => Promise<void>,
): Promise<Told[]> {
  const leaving = new AbortController();
  const headers = {
    authorization: `Bearer ${ADMIN_KEY}`,
    ...(after === null ? {} : { 'last-event-id': String(after) }),
  };
  const { body } = await fetch(`${server.address}/v1/events`, { headers, signal: leaving.signal });
  const told: Told[] = [];
  let text = '';
  const work = opened();
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    told.push(...blocks.flatMap(readBlock));
    if (told.some(fits)) break;
  }
  await work;
  leaving.abort();
  return told;
}

function readBlock(block: string): Told[] {
  const data = /^data: (.*)$/m.exec(block)?.[1];
  if (data === undefined) return [];
  const event = Object(JSON.parse(data));
  const id = /^id: (\d+)$/m.exec(block)?.[1];
  return [
    {
      id: id === undefined ? null : Number(id),
      type: event.type,
      callbackId: event.callbackId,
      hasCallback: event.callback !== null,
    },
  ];
}

const create = async (last: number): Promise<string> =>
  String(
    (await server.ask('POST', '/v1/callbacks', { serviceId: 'svc_support', phoneNumber: `+12025550${last}` })).body[
      'id'
    ],
  );

test('[fit-I2] who comes back after a gap gets what was missed and what comes, each once, in order', async () => {
  const [first, second] = [await create(160), await create(161)];
  const all = await readUntil(
    0,
    (event) => event.type === 'callback.queued' && event.callbackId === second,
    async () => undefined,
  );
  const ids = all.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted((one, other) => Number(one) - Number(other)));
  const gapAfter = all.find((event) => event.callbackId === first && event.type === 'callback.queued')?.id ?? 0;
  const made: string[] = [];
  let lastId = '';
  const resumed = await readUntil(
    gapAfter,
    (event) => event.type === 'callback.queued' && event.callbackId === lastId && lastId !== '',
    async () => {
      for (let last = 170; last < 180; last += 1) made.push(await create(last));
      lastId = made.at(-1) ?? '';
    },
  );
  const created = resumed.filter(({ type }) => type === 'callback.created').map(({ callbackId }) => callbackId);
  expect(created).toEqual([second, ...made]);
  const sequence = resumed.flatMap(({ id }) => (id === null ? [] : [id]));
  expect(sequence).toEqual([...new Set(sequence)].toSorted((one, other) => one - other));
});

test('[fit-I2] a live event carries the callback as it is afterwards', async () => {
  let id = '';
  const told = await readUntil(
    null,
    (event) => event.type === 'callback.queued' && event.callbackId === id && id !== '',
    async () => {
      id = await create(185);
    },
  );
  expect(told.find(({ type }) => type === 'callback.created')?.hasCallback).toBe(true);
});

test('[fit-I2] [X4] a Last-Event-ID that is none is refused', async () => {
  const answer = await server.ask('GET', '/v1/events', undefined, { 'last-event-id': 'soon' });
  expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
});
