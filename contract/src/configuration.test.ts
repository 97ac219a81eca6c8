import { expect, test } from 'vitest';
import { agentDocument, capacityDocument, hoursDocument, queueDocument } from './configuration.ts';
import { configurationFile, configurationKinds, servicePut } from './stored-configuration.ts';
import { routes } from './routes.ts';
import { serviceDocument } from './service-policy.ts';

const service = serviceDocument.parse({ queueId: 'q_support' });

test('[A3] three attempts, ten minutes apart; a failed network uses none; a wrong number stops', () => {
  expect(service.attempts).toMatchObject({ max: 3, spacingMs: 600_000, ringMs: 30_000 });
  expect(service.attempts.perOutcome.busy).toEqual({ retryAfterMs: null, consumes: true, stop: false });
  expect(service.attempts.perOutcome.network_failure.consumes).toBe(false);
  expect(service.attempts.perOutcome.invalid_number.stop).toBe(true);
});

test('[A3] one rule for one outcome leaves the others as they are', () => {
  const { perOutcome } = serviceDocument.parse({
    queueId: 'q_a',
    attempts: { perOutcome: { busy: { retryAfterMs: 1000 } } },
  }).attempts;
  expect(perOutcome.busy).toEqual({ retryAfterMs: 1000, consumes: true, stop: false });
  expect(perOutcome.network_failure.consumes).toBe(false);
});

test('[Q2] [D5] [S7] [S8] [R2] the other defaults of a service', () => {
  expect(service).toMatchObject({
    placePolicy: 'keep',
    holdCapMs: 45_000,
    leadMs: 60_000,
    callingWindow: { from: '08:00', to: '21:00' },
    confirm: { required: true, timeoutMs: 10_000 },
    expireAfterMs: 28_800_000,
    snoozeMs: 300_000,
    wrapUpMs: 30_000,
    offerTimeoutMs: 20_000,
    offerTimeoutPresence: 'away',
    guaranteeMs: null,
    invitation: {
      enabled: true,
      waitThresholdMs: 120_000,
      whenNobodyAvailable: true,
      queueLengthMin: null,
      repeatAfterMs: 120_000,
      atClosing: true,
    },
  });
});

test('[M3] what was read can be written back, for every kind', () => {
  const stored = { version: 3, updatedAt: '2026-03-02T14:00:00.000Z' };
  expect(servicePut.safeParse({ ...service, id: 'svc_a', ...stored }).success).toBe(true);
  const live = { id: 'agt_a', presence: 'offline' };
  expect(
    configurationKinds.agents.put.safeParse({ ...agentDocument.parse({}), id: 'agt_a', live, ...stored }).success,
  ).toBe(true);
  expect(configurationKinds.queues.put.safeParse({ ...queueDocument.parse({}), id: 'q_a', ...stored }).success).toBe(
    true,
  );
});

test('[M3] every kind has its routes and its place in the file', () => {
  const paths = new Set(Object.values(routes).map(({ path }) => path));
  for (const [kind, { file }] of Object.entries(configurationKinds)) {
    expect(paths.has(`/v1/${kind}/{id}`) && paths.has(`/v1/${kind}`), kind).toBe(true);
    expect(configurationFile.shape).toHaveProperty(file);
  }
});

test('[M3] ids in the file have the prefix of their kind', () => {
  expect(
    configurationFile.safeParse({ version: 1, queues: { q_a: {} }, services: { svc_a: { queueId: 'q_a' } } }).success,
  ).toBe(true);
  expect(configurationFile.safeParse({ version: 1, queues: { support: {} } }).success).toBe(false);
  expect(configurationFile.safeParse({ version: 2 }).success).toBe(false);
});

test('[S1] opening hours run forward within a day', () => {
  const hours = (from: string, to: string) =>
    hoursDocument.safeParse({ timeZone: 'Europe/Berlin', weekly: { monday: [{ from, to }] } }).success;
  expect([hours('09:00', '17:00'), hours('00:00', '24:00'), hours('17:00', '09:00'), hours('09:00', '09:00')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('[S2] capacity is 5 a slot where nothing is said', () => {
  expect(capacityDocument.parse({})).toMatchObject({ defaultCapacity: 5, exceptions: [] });
});

test('[Q3] skill levels go from 1 to 5', () => {
  for (const level of [1, 5])
    expect(agentDocument.safeParse({ name: 'Ana', skills: { support: level } }).success).toBe(true);
  for (const level of [0, 6, 2.5, '3'])
    expect(agentDocument.safeParse({ name: 'Ana', skills: { support: level } }).success).toBe(false);
});
