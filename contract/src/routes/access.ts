import { z } from 'zod';
import { cancelRequest, delayRequest, emptyRequest, rescheduleRequest } from '../callback.ts';
import { apiKey, createdKey, keyPage, keyRequest } from '../keys.ts';
import { pageQuery, text } from '../primitives.ts';
import { selfServiceView } from '../self-service.ts';
import { availability, availabilityQuery } from '../service.ts';
import { me, signInOptions, signInRequest } from '../session.ts';
import { idParam, route } from './route.ts';

const params = z.strictObject({ token: text(1000, 1).describe('The token of the signed link.') });
const selfService = { tag: 'Self-service', scope: 'none', params } as const;
const act = { ...selfService, method: 'POST', responses: { 200: selfServiceView } } as const;
const actErrors = ['unknown_callback', 'not_allowed_in_state'] as const;
const slotErrors = [
  'slot_full',
  'slot_not_open',
  'time_in_past',
  'invalid_time',
  'unknown_hold',
  'hold_expired',
  'service_closed',
  'scheduled_only',
] as const;

/** Routes behind a customer's signed link; the token in the path is the credential. */
export const selfServiceRoutes = {
  getSelfService: route({
    ...selfService,
    operationId: 'getSelfService',
    method: 'GET',
    path: '/v1/self-service/{token}',
    summary: 'The callback of this link',
    responses: { 200: selfServiceView },
    errors: ['unknown_callback'],
  }),
  getSelfServiceAvailability: route({
    ...selfService,
    operationId: 'getSelfServiceAvailability',
    method: 'GET',
    path: '/v1/self-service/{token}/availability',
    summary: 'Times the callback can be moved to',
    query: availabilityQuery,
    responses: { 200: availability },
    errors: ['unknown_callback', 'invalid_time'],
  }),
  rescheduleSelfService: route({
    ...act,
    operationId: 'rescheduleSelfService',
    path: '/v1/self-service/{token}/reschedule',
    summary: 'Move the callback to another time',
    body: rescheduleRequest,
    errors: [...actErrors, ...slotErrors],
  }),
  cancelSelfService: route({
    ...act,
    operationId: 'cancelSelfService',
    path: '/v1/self-service/{token}/cancel',
    summary: 'Cancel the callback',
    body: cancelRequest,
    errors: actErrors,
  }),
  delaySelfService: route({
    ...act,
    operationId: 'delaySelfService',
    path: '/v1/self-service/{token}/delay',
    summary: 'The customer is not ready; later',
    body: delayRequest,
    errors: actErrors,
  }),
};

const keys = { tag: 'Keys', scope: 'keys:manage' } as const;
/** Routes about keys and sessions. */
export const accessRoutes = {
  createKey: route({
    ...keys,
    operationId: 'createKey',
    method: 'POST',
    path: '/v1/keys',
    summary: 'Make a key',
    body: keyRequest,
    responses: { 201: createdKey },
  }),
  listKeys: route({
    ...keys,
    operationId: 'listKeys',
    method: 'GET',
    path: '/v1/keys',
    summary: 'List the keys',
    query: z.strictObject(pageQuery),
    responses: { 200: keyPage },
  }),
  revokeKey: route({
    ...keys,
    operationId: 'revokeKey',
    method: 'DELETE',
    path: '/v1/keys/{id}',
    summary: 'Revoke a key',
    params: idParam('key'),
    responses: { 200: apiKey },
    errors: ['not_found'],
  }),
  signIn: route({
    operationId: 'signIn',
    method: 'POST',
    path: '/v1/sign-in',
    summary: 'Sign in to the console; sets a session cookie',
    tag: 'Session',
    scope: 'none',
    body: signInRequest,
    responses: { 200: me },
    errors: ['unauthorized', 'unknown_agent'],
    idempotent: false,
  }),
  getSignInOptions: route({
    operationId: 'getSignInOptions',
    method: 'GET',
    path: '/v1/sign-in/options',
    summary: 'What the sign-in page offers',
    tag: 'Session',
    scope: 'none',
    responses: { 200: signInOptions },
  }),
  signOut: route({
    operationId: 'signOut',
    method: 'POST',
    path: '/v1/sign-out',
    summary: 'Sign out',
    tag: 'Session',
    scope: 'none',
    body: emptyRequest,
    responses: { 204: null },
    idempotent: false,
  }),
  getMe: route({
    operationId: 'getMe',
    method: 'GET',
    path: '/v1/me',
    summary: 'Who is asking',
    tag: 'Session',
    scope: 'any',
    responses: { 200: me },
  }),
};
