import type { Callback, CallbackRequest } from './callback.ts';
import type { Availability, ServiceWait } from './service.ts';

const request: CallbackRequest = {
  serviceId: 'svc_support',
  phoneNumber: '+12025550100',
  name: 'Dana Miller',
  subject: 'billing',
  language: 'en',
  timeZone: 'America/New_York',
  context: { page: '/invoices/1042', caseNumber: 'CS-1042' },
  channel: 'web',
};
const callback: Callback = {
  id: 'cb_3kT9xQ',
  state: 'waiting',
  outcome: null,
  serviceId: 'svc_support',
  queueId: 'q_support',
  phoneNumber: '+12025550100',
  name: 'Dana Miller',
  email: null,
  subject: 'billing',
  language: 'en',
  timeZone: 'America/New_York',
  externalId: null,
  preferredAgentId: null,
  medium: 'phone',
  channel: 'web',
  delivery: 'customer_first',
  requestedAt: '2026-03-02T14:00:00.000Z',
  scheduledFor: null,
  arrivedAt: '2026-03-02T14:00:00.000Z',
  position: 4,
  estimatedWait: { lowMs: 240_000, likelyMs: 420_000, highMs: 720_000, confidenceRatio: 0.8 },
  promise: { from: '2026-03-02T14:04:00.000Z', to: '2026-03-02T14:12:00.000Z', kept: null },
  attempts: [],
  recordings: [],
  attemptsMax: 3,
  agentId: null,
  context: { page: '/invoices/1042', caseNumber: 'CS-1042' },
  disposition: null,
  note: null,
  allowedActions: ['reschedule', 'cancel', 'close', 'transfer', 'delay'],
  selfServiceUrl: 'https://callbacks.example/c/eyJjYiI6',
  createdAt: '2026-03-02T14:00:00.012Z',
  closedAt: null,
  version: 1,
};
const wait: ServiceWait = {
  estimatedWait: { lowMs: 240_000, likelyMs: 420_000, highMs: 720_000, confidenceRatio: 0.8 },
  waiting: 3,
  agentsReady: 0,
  invite: true,
  reason: 'nobody_available',
};
const availability: Availability = {
  timeZone: 'Europe/Berlin',
  slotMinutes: 30,
  slots: [{ startsAt: '2026-03-03T08:00:00.000Z', localTime: '2026-03-03T09:00:00+01:00', capacity: 5, free: 4 }],
};

/** Examples of the main operations, by operation id. */
export const examples: Readonly<Record<string, { request?: unknown; response?: unknown }>> = {
  createCallback: { request, response: callback },
  getCallback: { response: callback },
  listCallbacks: { response: { items: [callback], nextCursor: null } },
  rescheduleCallback: { request: { scheduledFor: '2026-03-03T09:00:00+01:00', timeZone: 'Europe/Berlin' } },
  cancelCallback: { request: { reason: 'Solved by e-mail' } },
  closeCallback: { request: { disposition: 'resolved', note: 'Refund sent.' } },
  delayCallback: { request: { forMs: 300_000 } },
  transferCallback: { request: { queueId: 'q_sales' } },
  holdSlot: { request: { serviceId: 'svc_support', startsAt: '2026-03-03T09:00:00+01:00' } },
  getWait: { response: wait },
  getAvailability: { response: availability },
  setPresence: { request: { presence: 'available' } },
  declineOffer: { request: { reason: 'break' } },
  putService: {
    request: {
      name: 'Support',
      queueId: 'q_support',
      attempts: { max: 3, perOutcome: { busy: { retryAfterMs: 300_000 } } },
    },
  },
  putQueue: { request: { name: 'Support', skills: [{ skill: 'support', levelMin: 2 }] } },
  putAgent: {
    request: {
      name: 'Ana',
      skills: { support: 5, sales: 3 },
      groups: [],
      endpoint: { type: 'simulated', autoAccept: true },
    },
  },
  createKey: { request: { name: 'Shop', kind: 'publishable', origins: ['https://shop.example'] } },
};
