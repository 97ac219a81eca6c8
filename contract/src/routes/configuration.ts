import { z } from 'zod';
import {
  agentPut,
  callInGroupPut,
  capacityPut,
  configurationFile,
  hoursPut,
  numberRulesPut,
  queuePut,
  servicePut,
  storedAgent,
  storedCallInGroup,
  storedCapacity,
  storedHours,
  storedNumberRules,
  storedQueue,
  storedService,
  type ConfigurationKind,
} from '../stored-configuration.ts';
import type { ErrorCode } from '../errors.ts';
import { idParam, route } from './route.ts';
import { id, page, pageQuery, queryFlag, type IdKind } from '../primitives.ts';

const tag = 'Configuration';
const read = { tag, method: 'GET', scope: 'configuration:read' } as const;

function listDocuments<const Operation extends string, Stored extends z.ZodType>(
  operationId: Operation,
  kind: ConfigurationKind,
  stored: Stored,
) {
  return route({
    ...read,
    operationId,
    path: `/v1/${kind}`,
    summary: `List all ${words(kind)}`,
    query: z.strictObject(pageQuery),
    responses: { 200: page(stored).describe(`A page of ${words(kind)}.`) },
  });
}
function getDocument<const Operation extends string, Stored extends z.ZodType>(
  operationId: Operation,
  kind: ConfigurationKind,
  idKind: IdKind,
  stored: Stored,
  unknown: ErrorCode = 'not_found',
) {
  return route({
    ...read,
    operationId,
    path: `/v1/${kind}/{id}`,
    summary: `Read one of the ${words(kind)}`,
    params: idParam(idKind),
    responses: { 200: stored },
    errors: [unknown],
  });
}
function putDocument<const Operation extends string, Body extends z.ZodType, Stored extends z.ZodType>(
  operationId: Operation,
  kind: ConfigurationKind,
  idKind: IdKind,
  body: Body,
  stored: Stored,
) {
  return route({
    operationId,
    tag,
    method: 'PUT',
    scope: 'configuration:write',
    path: `/v1/${kind}/{id}`,
    summary: `Write one of the ${words(kind)}; 201 when it is new`,
    params: z.strictObject({ id: id(idKind) }),
    body,
    responses: { 200: stored, 201: stored },
    errors: ['configuration_invalid'],
    ifMatch: true,
  });
}
function deleteDocument<const Operation extends string>(
  operationId: Operation,
  kind: ConfigurationKind,
  idKind: IdKind,
  unknown: ErrorCode = 'not_found',
) {
  return route({
    operationId,
    tag,
    method: 'DELETE',
    scope: 'configuration:write',
    path: `/v1/${kind}/{id}`,
    summary: `Delete one of the ${words(kind)}`,
    params: idParam(idKind),
    responses: { 204: null },
    errors: [unknown, 'in_use'],
    ifMatch: true,
  });
}
function words(kind: ConfigurationKind): string {
  return kind.replaceAll('-', ' ');
}

/** What applying a configuration file changes. */
export const configurationChanges = z
  .object({
    applied: z.boolean().describe('Whether it was applied; false for a dry run.'),
    changes: z
      .array(
        z.object({
          kind: z.string().describe('Kind of document, as in the paths.'),
          id: z.string().describe('Id of the document.'),
          change: z.enum(['added', 'changed', 'removed']).describe('What happens to it.'),
          paths: z.array(z.string()).describe('The fields that differ, when changed.'),
        }),
      )
      .describe('All differences.'),
  })
  .describe('What applying a configuration file changes.');
/** What applying a configuration file changes. */
export type ConfigurationChanges = z.infer<typeof configurationChanges>;

/** Routes of the configuration. `GET /v1/services` lists what customers see. */
export const configurationRoutes = {
  getService: getDocument('getService', 'services', 'service', storedService, 'unknown_service'),
  putService: putDocument('putService', 'services', 'service', servicePut, storedService),
  deleteService: deleteDocument('deleteService', 'services', 'service', 'unknown_service'),
  listQueues: listDocuments('listQueues', 'queues', storedQueue),
  getQueue: getDocument('getQueue', 'queues', 'queue', storedQueue, 'unknown_queue'),
  putQueue: putDocument('putQueue', 'queues', 'queue', queuePut, storedQueue),
  deleteQueue: deleteDocument('deleteQueue', 'queues', 'queue', 'unknown_queue'),
  listAgents: listDocuments('listAgents', 'agents', storedAgent),
  getAgent: getDocument('getAgent', 'agents', 'agent', storedAgent, 'unknown_agent'),
  putAgent: putDocument('putAgent', 'agents', 'agent', agentPut, storedAgent),
  deleteAgent: deleteDocument('deleteAgent', 'agents', 'agent', 'unknown_agent'),
  listHours: listDocuments('listHours', 'hours', storedHours),
  getHours: getDocument('getHours', 'hours', 'hours', storedHours),
  putHours: putDocument('putHours', 'hours', 'hours', hoursPut, storedHours),
  deleteHours: deleteDocument('deleteHours', 'hours', 'hours'),
  listCapacity: listDocuments('listCapacity', 'capacity', storedCapacity),
  getCapacity: getDocument('getCapacity', 'capacity', 'capacity', storedCapacity),
  putCapacity: putDocument('putCapacity', 'capacity', 'capacity', capacityPut, storedCapacity),
  deleteCapacity: deleteDocument('deleteCapacity', 'capacity', 'capacity'),
  listNumberRules: listDocuments('listNumberRules', 'number-rules', storedNumberRules),
  getNumberRules: getDocument('getNumberRules', 'number-rules', 'numberRules', storedNumberRules),
  putNumberRules: putDocument('putNumberRules', 'number-rules', 'numberRules', numberRulesPut, storedNumberRules),
  deleteNumberRules: deleteDocument('deleteNumberRules', 'number-rules', 'numberRules'),
  listCallInGroups: listDocuments('listCallInGroups', 'call-in-groups', storedCallInGroup),
  getCallInGroup: getDocument('getCallInGroup', 'call-in-groups', 'callInGroup', storedCallInGroup),
  putCallInGroup: putDocument('putCallInGroup', 'call-in-groups', 'callInGroup', callInGroupPut, storedCallInGroup),
  deleteCallInGroup: deleteDocument('deleteCallInGroup', 'call-in-groups', 'callInGroup'),
  getConfiguration: route({
    ...read,
    operationId: 'getConfiguration',
    path: '/v1/configuration',
    summary: 'The whole configuration, as one file',
    responses: { 200: configurationFile },
  }),
  putConfiguration: route({
    operationId: 'putConfiguration',
    tag,
    method: 'PUT',
    scope: 'configuration:write',
    path: '/v1/configuration',
    summary: 'Apply a whole configuration, or show what it would change',
    query: z.strictObject({ dryRun: queryFlag.describe('Only show what would change.') }),
    body: configurationFile,
    responses: { 200: configurationChanges },
    errors: ['configuration_invalid', 'in_use'],
  }),
};
