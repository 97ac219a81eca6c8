import type { Callback } from '@ringback/client';
import { expect, test } from 'vitest';
import { recordOf } from './callback-records.ts';

const callback: Callback = {
  id: 'cb_1',
  state: 'closed',
  outcome: 'completed',
  serviceId: 'svc_bank',
  queueId: 'q_bank',
  phoneNumber: '+12022000000',
  name: null,
  email: null,
  subject: null,
  language: null,
  timeZone: null,
  externalId: null,
  preferredAgentId: null,
  medium: 'phone',
  channel: 'ivr',
  delivery: 'customer_first',
  requestedAt: '2026-11-23T09:01:00.000Z',
  scheduledFor: null,
  arrivedAt: '2026-11-23T09:00:30.000Z',
  position: null,
  estimatedWait: null,
  promise: { from: '2026-11-23T09:02:00.000Z', to: '2026-11-23T09:05:00.000Z', kept: true },
  recordings: [],
  attempts: [
    {
      id: 'att_1',
      n: 1,
      startedAt: '2026-11-23T09:04:00.000Z',
      endedAt: '2026-11-23T09:04:30.000Z',
      outcome: 'no_answer',
    },
    { id: 'att_2', n: 2, startedAt: '2026-11-23T09:15:00.000Z', endedAt: null, outcome: null },
  ],
  attemptsMax: 3,
  agentId: null,
  context: {},
  disposition: null,
  note: null,
  allowedActions: [],
  selfServiceUrl: 'https://callbacks.example/c/x',
  createdAt: '2026-11-23T09:01:00.000Z',
  closedAt: null,
  version: 4,
};
const overtake = {
  callbackId: null,
  kind: 'live_call',
  arrivedAt: '2026-11-23T09:03:00.000Z',
  agentId: null,
  reason: 'not_answered',
} as const;

test('[Q11] a record holds the first ring, the conversation, the attempts, and who was served before the first ring', () => {
  const timeline = {
    items: [
      {
        sequence: 9,
        at: '2026-11-23T09:15:20.000Z',
        type: 'callback.connected',
        actor: 'phone',
        agentId: null,
        detail: {},
      },
    ],
  };
  const overtakes = [
    { ...overtake, servedAt: '2026-11-23T09:03:59.000Z' },
    { ...overtake, servedAt: '2026-11-23T09:04:10.000Z' },
  ];
  const receipt = { callbackId: 'cb_1', arrivedAt: callback.arrivedAt, servedAt: null, overtakesCount: 2, overtakes };
  const record = recordOf(callback, timeline, receipt, null);
  expect(record.firstRingAt).toBe(record.requestedAt + 180_000);
  expect(record.connectedAt).toBe(record.requestedAt + 860_000);
  expect(record).toMatchObject({
    isPromiseKept: true,
    attemptOutcomes: ['no_answer', 'unfinished'],
    overtakeReasons: ['not_answered', 'not_answered'],
    overtakesBeforeRingCount: 1,
  });
});

test('[Q11] without a ring everybody in the receipt came before it', () => {
  const overtakes = [{ ...overtake, servedAt: '2026-11-23T09:03:59.000Z' }];
  const receipt = { callbackId: 'cb_1', arrivedAt: callback.arrivedAt, servedAt: null, overtakesCount: 1, overtakes };
  const record = recordOf({ ...callback, attempts: [], promise: null }, { items: [] }, receipt, null);
  expect(record).toMatchObject({
    firstRingAt: null,
    connectedAt: null,
    isPromiseKept: null,
    overtakesBeforeRingCount: 1,
  });
});
