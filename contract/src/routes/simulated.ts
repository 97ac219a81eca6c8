import { z } from 'zod';
import { emptyRequest } from '../callback.ts';
import {
  clock,
  clockRequest,
  handset,
  demoSettings,
  handsetCallRequest,
  handsetKeysRequest,
  simulatedCall,
  simulatedCallRequest,
  subscriber,
  subscriberNumber,
  subscriberRequest,
} from '../simulated.ts';
import { softphoneAccess } from '../softphone.ts';
import { route } from './route.ts';

const shared = { tag: 'Simulated phone', scope: 'simulation' } as const;
const onDemo = { tag: 'Demo', scope: 'none' } as const;
const onPage = { tag: 'Simulated phone', scope: 'none' } as const;
const onHandset = {
  ...onPage,
  method: 'POST',
  responses: { 200: handset },
  errors: ['not_found', 'not_allowed_in_state'],
  idempotent: false,
} as const;
const number = z.strictObject({ number: subscriberNumber });

/** Routes of the simulated phone. They are there only with it; otherwise `not_found`. */
export const simulatedRoutes = {
  placeSimulatedCall: route({
    ...shared,
    operationId: 'placeSimulatedCall',
    method: 'POST',
    path: '/simulated/calls',
    summary: 'A simulated customer calls in',
    body: simulatedCallRequest,
    responses: { 201: simulatedCall },
    errors: ['not_found', 'invalid_phone_number'],
    idempotent: false,
  }),
  getClock: route({
    ...shared,
    operationId: 'getClock',
    method: 'GET',
    path: '/simulated/clock',
    summary: 'Read the clock',
    responses: { 200: clock },
    errors: ['not_found'],
  }),
  setClock: route({
    ...shared,
    operationId: 'setClock',
    method: 'PUT',
    path: '/simulated/clock',
    summary: 'Set the clock or its speed',
    body: clockRequest,
    responses: { 200: clock },
    errors: ['not_found', 'time_in_past'],
  }),
  setSubscriber: route({
    ...shared,
    operationId: 'setSubscriber',
    method: 'PUT',
    path: '/simulated/subscribers/{number}',
    summary: 'Say how a simulated phone behaves',
    params: number,
    body: subscriberRequest,
    responses: { 200: subscriber },
    errors: ['not_found', 'invalid_phone_number'],
  }),
  getHandset: route({
    ...onPage,
    operationId: 'getHandset',
    method: 'GET',
    path: '/simulated/handset',
    summary: 'The handset of the demo page',
    responses: { 200: handset },
    errors: ['not_found'],
  }),
  streamHandset: route({
    ...onPage,
    operationId: 'streamHandset',
    method: 'GET',
    path: '/simulated/handset/events',
    summary: 'The handset as server-sent events, at every change',
    responses: { 200: handset },
    produces: 'text/event-stream',
    errors: ['not_found'],
  }),
  answerHandset: route({
    ...onHandset,
    operationId: 'answerHandset',
    path: '/simulated/handset/answer',
    summary: 'Answer the handset',
    body: emptyRequest,
  }),
  declineHandset: route({
    ...onHandset,
    operationId: 'declineHandset',
    path: '/simulated/handset/decline',
    summary: 'Decline the call',
    body: emptyRequest,
  }),
  hangUpHandset: route({
    ...onHandset,
    operationId: 'hangUpHandset',
    path: '/simulated/handset/hang-up',
    summary: 'Hang up the handset',
    body: emptyRequest,
  }),
  pressHandsetKeys: route({
    ...onHandset,
    operationId: 'pressHandsetKeys',
    path: '/simulated/handset/keys',
    summary: 'Press keys of the handset',
    body: handsetKeysRequest,
  }),
  callFromHandset: route({
    ...onHandset,
    operationId: 'callFromHandset',
    path: '/simulated/handset/call',
    summary: 'Call a number with the handset',
    body: handsetCallRequest,
    errors: [...onHandset.errors, 'invalid_phone_number'],
  }),
};

/** Routes of the demo page, with whatever phone system; `not_found` outside the demo. */
export const demoRoutes = {
  getDemoSettings: route({
    ...onDemo,
    operationId: 'getDemoSettings',
    method: 'GET',
    path: '/demo/settings.json',
    summary: 'What the demo page needs to know',
    responses: { 200: demoSettings },
    errors: ['not_found'],
  }),
  registerDemoPhone: route({
    ...onDemo,
    operationId: 'registerDemoPhone',
    method: 'POST',
    path: '/demo/phone',
    summary: "Get a short-lived password for the demo customer's telephone",
    body: emptyRequest,
    responses: { 201: softphoneAccess },
    errors: ['not_found', 'softphone_unavailable'],
    idempotent: false,
  }),
};
