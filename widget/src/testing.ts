import type { RequestedCallback } from './wire.ts';

/** A waiting callback for tests, with the given values instead. */
export function callbackView(values: Partial<RequestedCallback> = {}): RequestedCallback {
  return {
    id: 'cb_1',
    state: 'waiting',
    outcome: null,
    serviceId: 'svc_support',
    phoneNumber: '+12025550110',
    requestedAt: '2026-11-24T09:00:00Z',
    scheduledFor: null,
    position: 3,
    estimatedWait: null,
    promise: null,
    attempts: [],
    attemptsMax: 3,
    allowedActions: ['reschedule', 'cancel'],
    selfServiceUrl: 'http://localhost:8080/c/token_1',
    ...values,
  };
}
