import { createServer } from 'node:http';
import { once } from 'node:events';
import { parsePhoneNumber } from '@ringback/core';
import { expect, test } from 'vitest';
import { readAnswer } from './http-connection.ts';
import { quantile } from './quantile.ts';
import { phoneNumberOf, requestText } from './request-text.ts';
import { runLoad, type LoadPlan } from './run-load.ts';

const target = { host: '127.0.0.1', port: 1, path: '/v1/callbacks', key: 'rb_sk_test', serviceIds: ['svc_a', 'svc_b'] };

test('the quantile is the nearest rank', () => {
  // Hyndman and Fan 1996, definition 1: the smallest value with at least that share at or below it.
  const values = Float64Array.from([15, 20, 35, 40, 50]);
  expect([0.05, 0.3, 0.4, 0.5, 1].map((ratio) => quantile(values, ratio))).toEqual([15, 20, 20, 35, 50]);
});

test('every customer has a number of their own that can be rung', () => {
  const numbers = [0, 1, 2, 3, 199_998, 199_999, 1_999_999].map(phoneNumberOf);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers)
    expect(parsePhoneNumber(number, null), number).toMatchObject({ ok: true, e164: number });
});

test('a request names its length in bytes and has a key of its own', () => {
  const [head = '', body = ''] = requestText(target, 7).split('\r\n\r\n');
  expect(head).toContain('idempotency-key: bench-7');
  expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`);
  expect(JSON.parse(body)).toMatchObject({ serviceId: 'svc_b' });
});

test('an answer is read when all of it is there', () => {
  const bytes = Buffer.from('HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello');
  expect(readAnswer(bytes.subarray(0, 20))).toBeNull();
  expect(readAnswer(bytes.subarray(0, bytes.length - 1))).toBeNull();
  expect(readAnswer(bytes)).toEqual({ status: 201, length: bytes.length });
});

async function withServer(run: (port: number, requests: () => number) => Promise<void>): Promise<void> {
  let requestCount = 0;
  const server = createServer((request, response) => {
    requestCount += 1;
    request.resume();
    response.writeHead(201, { 'content-length': 2 }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening TCP server has a port');
  try {
    await run(address.port, () => requestCount);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('an open loop sends at its rate, whatever the answers do', () =>
  withServer(async (port, requests) => {
    const plan: LoadPlan = {
      target: { ...target, port },
      connectionCount: 4,
      warmUpMs: 100,
      measuredMs: 400,
      ratePerS: 200,
      firstIndex: 0,
    };
    const result = await runLoad(plan);
    // 500 ms at 200 per second, of which 400 ms are measured.
    expect(requests()).toBe(100);
    expect(result).toMatchObject({ answeredCount: 80, refusedCount: 0, nextIndex: 100 });
  }));

test('what an open loop has no answer for counts with its wait', async () => {
  const server = createServer(() => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening TCP server has a port');
  const ends = { warmUpMs: 0, measuredMs: 100, ratePerS: 100, firstIndex: 0, connectionCount: 2 };
  const result = await runLoad({ ...ends, target: { ...target, port: address.port } });
  server.closeAllConnections();
  server.close();
  // Ten were due within 100 ms; 100 ms later the last of them has waited for 110 ms.
  expect(result.answeredCount).toBe(10);
  expect(result.p50Ms).toBeGreaterThanOrEqual(110);
  expect(result.maxMs).toBeGreaterThanOrEqual(200);
});

test('a closed loop counts what was answered in the measured time', () =>
  withServer(async (port) => {
    const plan: LoadPlan = {
      target: { ...target, port },
      connectionCount: 2,
      warmUpMs: 50,
      measuredMs: 200,
      ratePerS: null,
      firstIndex: 40,
    };
    const result = await runLoad(plan);
    expect(result.answeredCount).toBeGreaterThan(0);
    expect(result.answeredPerS).toBeCloseTo(result.answeredCount / 0.2);
    expect(result.nextIndex).toBeGreaterThanOrEqual(40 + result.answeredCount);
  }));
