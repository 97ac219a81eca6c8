import { z } from 'zod';
import { agentStatus } from './agent.ts';
import {
  agentDocument,
  callInGroupDocument,
  capacityDocument,
  hoursDocument,
  numberRulesDocument,
  queueDocument,
} from './configuration.ts';
import { id, instant, text, type IdKind } from './primitives.ts';
import { serviceDocument } from './service-policy.ts';

/** What every stored document has besides its own fields. */
function storedFields(kind: IdKind) {
  return {
    id: id(kind),
    version: z.int().min(1).describe('Grows with every change; usable in `If-Match`.'),
    updatedAt: instant.describe('Last changed.'),
  };
}
/** The read-only fields, taken in a PUT so that what was read can be written back. */
const readOnlyFields = {
  id: text(100).optional().meta({ readOnly: true, description: 'As read; must be the id in the path.' }),
  version: z.int().optional().meta({
    readOnly: true,
    description: 'As read; when given and not the present one, the answer is `version_conflict`.',
  }),
  updatedAt: text(64).optional().meta({ readOnly: true, description: 'As read; ignored.' }),
};

/** A stored service. */
export const storedService = serviceDocument.extend(storedFields('service')).describe('A stored service.');
/** A stored queue. */
export const storedQueue = queueDocument.extend(storedFields('queue')).describe('A stored queue.');
/** A stored agent. */
export const storedAgent = agentDocument
  .extend({ ...storedFields('agent'), live: agentStatus.describe('As they are now.') })
  .describe('A stored agent.');
/** Stored opening hours. */
export const storedHours = hoursDocument.extend(storedFields('hours')).describe('Stored opening hours.');
/** A stored capacity. */
export const storedCapacity = capacityDocument.extend(storedFields('capacity')).describe('A stored capacity.');
/** Stored number rules. */
export const storedNumberRules = numberRulesDocument
  .extend(storedFields('numberRules'))
  .describe('Stored number rules.');
/** A stored call-in group. */
export const storedCallInGroup = callInGroupDocument
  .extend(storedFields('callInGroup'))
  .describe('A stored call-in group.');
/** A stored service. */
export type StoredService = z.infer<typeof storedService>;
/** A stored queue. */
export type StoredQueue = z.infer<typeof storedQueue>;
/** A stored agent. */
export type StoredAgent = z.infer<typeof storedAgent>;
/** Stored opening hours. */
export type StoredHours = z.infer<typeof storedHours>;
/** A stored capacity. */
export type StoredCapacity = z.infer<typeof storedCapacity>;
/** Stored number rules. */
export type StoredNumberRules = z.infer<typeof storedNumberRules>;
/** A stored call-in group. */
export type StoredCallInGroup = z.infer<typeof storedCallInGroup>;
/** Writes a service. */
export const servicePut = serviceDocument.extend(readOnlyFields).describe('Writes a service.');
/** Writes a queue. */
export const queuePut = queueDocument.extend(readOnlyFields).describe('Writes a queue.');
/** Writes an agent. */
export const agentPut = agentDocument
  .extend({
    ...readOnlyFields,
    live: z.unknown().optional().meta({ readOnly: true, description: 'As read; ignored.' }),
  })
  .describe('Writes an agent.');
/** Writes opening hours. */
export const hoursPut = hoursDocument.extend(readOnlyFields).describe('Writes opening hours.');
/** Writes a capacity. */
export const capacityPut = capacityDocument.extend(readOnlyFields).describe('Writes a capacity.');
/** Writes number rules. */
export const numberRulesPut = numberRulesDocument.extend(readOnlyFields).describe('Writes number rules.');
/** Writes a call-in group. */
export const callInGroupPut = callInGroupDocument.extend(readOnlyFields).describe('Writes a call-in group.');
function documents<Document extends z.ZodType>(kind: IdKind, document: Document, what: string) {
  return z.record(id(kind), document).default({}).describe(what);
}
/** The whole configuration of a contact centre: `ringback.yaml`. */
export const configurationFile = z
  .strictObject({
    version: z.literal(1).describe('Version of the file format.'),
    services: documents('service', serviceDocument, 'Services by id.'),
    queues: documents('queue', queueDocument, 'Queues by id.'),
    agents: documents('agent', agentDocument, 'Agents by id.'),
    hours: documents('hours', hoursDocument, 'Opening hours by id.'),
    capacity: documents('capacity', capacityDocument, 'Capacities by id.'),
    numberRules: documents('numberRules', numberRulesDocument, 'Number rules by id.'),
    callInGroups: documents('callInGroup', callInGroupDocument, 'Call-in groups by id.'),
  })
  .describe('The whole configuration of a contact centre.');
/** The whole configuration of a contact centre. */
export type ConfigurationFile = z.infer<typeof configurationFile>;

/** The kinds of configuration documents, as in the paths, with their place in the file and their schemas. */
export const configurationKinds = {
  services: { file: 'services', id: 'service', document: serviceDocument, put: servicePut, stored: storedService },
  queues: { file: 'queues', id: 'queue', document: queueDocument, put: queuePut, stored: storedQueue },
  agents: { file: 'agents', id: 'agent', document: agentDocument, put: agentPut, stored: storedAgent },
  hours: { file: 'hours', id: 'hours', document: hoursDocument, put: hoursPut, stored: storedHours },
  capacity: { file: 'capacity', id: 'capacity', document: capacityDocument, put: capacityPut, stored: storedCapacity },
  'number-rules': {
    file: 'numberRules',
    id: 'numberRules',
    document: numberRulesDocument,
    put: numberRulesPut,
    stored: storedNumberRules,
  },
  'call-in-groups': {
    file: 'callInGroups',
    id: 'callInGroup',
    document: callInGroupDocument,
    put: callInGroupPut,
    stored: storedCallInGroup,
  },
} as const;
/** A kind of configuration document, as in the paths. */
export type ConfigurationKind = keyof typeof configurationKinds;
