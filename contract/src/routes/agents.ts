import { z } from 'zod';
import { agentStatus, presenceRequest, work } from '../agent.ts';
import { board } from '../board.ts';
import { call } from '../call.ts';
import { emptyRequest, transferRequest } from '../callback.ts';
import { eventsQuery, liveEvent } from '../event.ts';
import { declineRequest } from '../offer.ts';
import { phoneStanding, phoneState } from '../phone-state.ts';
import { softphoneAccess } from '../softphone.ts';
import { idParam, route } from './route.ts';

const agents = { tag: 'Agents', scope: 'agents:act' } as const;
const calls = {
  method: 'POST',
  tag: 'Calls',
  scope: 'agents:act',
  params: idParam('call'),
  responses: { 200: call },
} as const;
const callErrors = ['unknown_call', 'not_allowed_in_state'] as const;

const readiness = z
  .object({
    ready: z.boolean().describe('Whether it can take work.'),
    database: z.boolean().describe('Whether the database answers.'),
    lease: z.boolean().describe('Whether a node has the lease of the contact centre.'),
    phone: phoneStanding,
  })
  .describe('Whether it can take work.');

/** Routes of the workspace and the board. */
export const agentRoutes = {
  setPresence: route({
    ...agents,
    operationId: 'setPresence',
    method: 'PUT',
    path: '/v1/agents/{id}/presence',
    summary: 'Set the presence of an agent',
    params: idParam('agent'),
    body: presenceRequest,
    responses: { 200: agentStatus },
    errors: ['unknown_agent', 'not_allowed_in_state'],
  }),
  getWork: route({
    ...agents,
    operationId: 'getWork',
    method: 'GET',
    path: '/v1/agents/{id}/work',
    summary: 'Offers, active item and wrap-up of an agent',
    params: idParam('agent'),
    responses: { 200: work },
    errors: ['unknown_agent'],
  }),
  acceptOffer: route({
    ...agents,
    operationId: 'acceptOffer',
    method: 'POST',
    path: '/v1/offers/{id}/accept',
    summary: 'Accept an offer',
    params: idParam('offer'),
    body: emptyRequest,
    responses: { 200: work },
    errors: ['unknown_offer', 'not_allowed_in_state'],
  }),
  declineOffer: route({
    ...agents,
    operationId: 'declineOffer',
    method: 'POST',
    path: '/v1/offers/{id}/decline',
    summary: 'Decline an offer, with a reason',
    params: idParam('offer'),
    body: declineRequest,
    responses: { 200: work },
    errors: ['unknown_offer', 'not_allowed_in_state'],
  }),
  hangUpCall: route({
    ...calls,
    operationId: 'hangUpCall',
    path: '/v1/calls/{id}/hang-up',
    summary: 'Hang up',
    body: emptyRequest,
    errors: callErrors,
  }),
  holdCall: route({
    ...calls,
    operationId: 'holdCall',
    path: '/v1/calls/{id}/hold',
    summary: 'Put the customer on hold',
    body: emptyRequest,
    errors: callErrors,
  }),
  resumeCall: route({
    ...calls,
    operationId: 'resumeCall',
    path: '/v1/calls/{id}/resume',
    summary: 'Take the customer off hold',
    body: emptyRequest,
    errors: callErrors,
  }),
  muteCall: route({
    ...calls,
    operationId: 'muteCall',
    path: '/v1/calls/{id}/mute',
    summary: 'Mute the agent',
    body: emptyRequest,
    errors: callErrors,
  }),
  unmuteCall: route({
    ...calls,
    operationId: 'unmuteCall',
    path: '/v1/calls/{id}/unmute',
    summary: 'Unmute the agent',
    body: emptyRequest,
    errors: callErrors,
  }),
  transferCall: route({
    ...calls,
    operationId: 'transferCall',
    path: '/v1/calls/{id}/transfer',
    summary: 'Hand the call to another queue or agent',
    body: transferRequest,
    errors: [...callErrors, 'unknown_queue', 'unknown_agent'],
  }),
  consultCall: route({
    ...calls,
    operationId: 'consultCall',
    path: '/v1/calls/{id}/consult',
    summary: 'Ask another agent, or the next free one of a queue, while the customer hears music',
    body: transferRequest,
    errors: [...callErrors, 'unknown_queue', 'unknown_agent'],
  }),
  completeConsult: route({
    ...calls,
    operationId: 'completeConsult',
    path: '/v1/calls/{id}/consult/complete',
    summary: 'Give the customer to the agent who was asked',
    body: emptyRequest,
    errors: callErrors,
  }),
  cancelConsult: route({
    ...calls,
    operationId: 'cancelConsult',
    path: '/v1/calls/{id}/consult/cancel',
    summary: 'Come back to the customer',
    body: emptyRequest,
    errors: callErrors,
  }),
  rejoinCall: route({
    ...calls,
    operationId: 'rejoinCall',
    path: '/v1/calls/{id}/rejoin',
    summary: 'Ring the softphone of the agent again, after its page was loaded again',
    body: emptyRequest,
    errors: callErrors,
  }),
  registerSoftphone: route({
    ...agents,
    operationId: 'registerSoftphone',
    method: 'POST',
    path: '/v1/agents/{id}/softphone',
    summary: 'Get a short-lived password for the softphone of an agent',
    params: idParam('agent'),
    body: emptyRequest,
    responses: { 201: softphoneAccess },
    errors: ['unknown_agent', 'softphone_unavailable'],
    idempotent: false,
  }),
  getBoard: route({
    operationId: 'getBoard',
    method: 'GET',
    path: '/v1/board',
    summary: 'The live board',
    tag: 'Board',
    scope: 'board:read',
    responses: { 200: board },
  }),
  streamEvents: route({
    operationId: 'streamEvents',
    method: 'GET',
    path: '/v1/events',
    summary: 'Live events as server-sent events; `Last-Event-ID` resumes',
    tag: 'Live events',
    scope: 'events:read',
    query: eventsQuery,
    responses: { 200: liveEvent },
    produces: 'text/event-stream',
  }),
  getHealth: route({
    operationId: 'getHealth',
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the process runs',
    tag: 'Operations',
    scope: 'none',
    responses: { 200: z.object({ status: z.literal('ok').describe('Always ok.') }).describe('The process runs.') },
  }),
  getReadiness: route({
    operationId: 'getReadiness',
    method: 'GET',
    path: '/readyz',
    summary: 'Whether it can take work: database and lease',
    tag: 'Operations',
    scope: 'none',
    responses: { 200: readiness, 503: readiness },
  }),
  getPhone: route({
    operationId: 'getPhone',
    method: 'GET',
    path: '/v1/phone',
    summary: 'How the phone system and its trunks stand',
    tag: 'Operations',
    scope: 'board:read',
    responses: { 200: phoneState },
  }),
  getMetrics: route({
    operationId: 'getMetrics',
    method: 'GET',
    path: '/metrics',
    summary: 'Metrics in the text format of Prometheus',
    tag: 'Operations',
    scope: 'none',
    responses: { 200: z.string().describe('Metrics.') },
    produces: 'text/plain',
  }),
  getOpenApi: route({
    operationId: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This contract, as OpenAPI 3.1',
    tag: 'Operations',
    scope: 'none',
    responses: { 200: z.record(z.string(), z.unknown().describe('Anything.')).describe('OpenAPI 3.1.') },
  }),
};
