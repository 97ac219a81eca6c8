import {
  availability,
  availabilityQuery,
  closestSlot,
  closestSlotQuery,
  serviceCards,
  serviceWait,
} from '../service.ts';
import { idParam, route } from './route.ts';

const shared = { method: 'GET', tag: 'Services', scope: 'callbacks:read', publishable: true } as const;
const params = idParam('service');

/** Routes about services, as customers see them. */
export const serviceRoutes = {
  listServices: route({
    ...shared,
    operationId: 'listServices',
    path: '/v1/services',
    summary: 'List the services',
    responses: { 200: serviceCards },
  }),
  getAvailability: route({
    ...shared,
    operationId: 'getAvailability',
    path: '/v1/services/{id}/availability',
    summary: 'The slots of a service',
    params,
    query: availabilityQuery,
    responses: { 200: availability },
    errors: ['unknown_service', 'invalid_time'],
  }),
  getClosestSlot: route({
    ...shared,
    operationId: 'getClosestSlot',
    path: '/v1/services/{id}/closest-slot',
    summary: 'The free slot closest to a wanted time',
    params,
    query: closestSlotQuery,
    responses: { 200: closestSlot },
    errors: ['unknown_service', 'invalid_time'],
  }),
  getWait: route({
    ...shared,
    operationId: 'getWait',
    path: '/v1/services/{id}/wait',
    summary: 'The wait of a service, and whether to invite to a callback',
    params,
    responses: { 200: serviceWait },
    errors: ['unknown_service'],
  }),
};
