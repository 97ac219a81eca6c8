import { callIn, callInRequest } from '../call-in.ts';
import { emptyRequest } from '../callback.ts';
import { idParam, route } from './route.ts';

const shared = { tag: 'Callbacks', method: 'POST', scope: 'callbacks:write' } as const;

/** Routes about customers who call in on request. */
export const callInRoutes = {
  createCallIn: route({
    ...shared,
    operationId: 'createCallIn',
    path: '/v1/call-ins',
    summary: 'Ask for a number to call in on; 200 with the open one when there is one already',
    publishable: true,
    body: callInRequest,
    responses: { 201: callIn, 200: callIn },
    errors: [
      'unknown_service',
      'unknown_callback',
      'service_closed',
      'service_paused',
      'too_many_open',
      'no_call_in_number',
      'invalid_phone_number',
    ],
  }),
  acceptPush: route({
    ...shared,
    operationId: 'acceptPush',
    path: '/v1/callbacks/{id}/accept-push',
    summary: 'The customer was told "ready" and will call now: where and how',
    params: idParam('callback'),
    body: emptyRequest,
    responses: { 200: callIn },
    errors: ['unknown_callback', 'not_allowed_in_state', 'service_closed', 'too_many_open', 'no_call_in_number'],
  }),
};
