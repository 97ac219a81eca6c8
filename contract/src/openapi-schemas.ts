import { z } from 'zod';
import * as agent from './agent.ts';
import * as board from './board.ts';
import * as call from './call.ts';
import * as callIn from './call-in.ts';
import * as callback from './callback.ts';
import * as configuration from './stored-configuration.ts';
import { liveEvent } from './event.ts';
import * as keys from './keys.ts';
import * as offer from './offer.ts';
import { problem } from './problem.ts';
import { configurationChanges } from './routes/configuration.ts';
import { recording } from './recording.ts';
import { routeList } from './routes.ts';
import { selfServiceView } from './self-service.ts';
import { serviceDocument } from './service-policy.ts';
import * as service from './service.ts';
import { me, signInOptions, signInRequest } from './session.ts';
import * as simulated from './simulated.ts';
import { slot, slotHold, slotHoldRequest } from './slot.ts';

/** Named schemas of what clients send. */
export const requestSchemas: Readonly<Record<string, z.ZodType>> = {
  CallbackRequest: callback.callbackRequest,
  RescheduleRequest: callback.rescheduleRequest,
  CancelRequest: callback.cancelRequest,
  RequeueRequest: callback.requeueRequest,
  RetryRequest: callback.retryRequest,
  CloseRequest: callback.closeRequest,
  DialRequest: callback.dialRequest,
  TransferRequest: callback.transferRequest,
  DelayRequest: callback.delayRequest,
  EmptyRequest: callback.emptyRequest,
  CallInRequest: callIn.callInRequest,
  SlotHoldRequest: slotHoldRequest,
  PresenceRequest: agent.presenceRequest,
  DeclineRequest: offer.declineRequest,
  KeyRequest: keys.keyRequest,
  SignInRequest: signInRequest,
  SimulatedCallRequest: simulated.simulatedCallRequest,
  ClockRequest: simulated.clockRequest,
  SubscriberRequest: simulated.subscriberRequest,
  HandsetKeysRequest: simulated.handsetKeysRequest,
  HandsetCallRequest: simulated.handsetCallRequest,
  Service: configuration.servicePut,
  Queue: configuration.queuePut,
  Agent: configuration.agentPut,
  Hours: configuration.hoursPut,
  Capacity: configuration.capacityPut,
  NumberRules: configuration.numberRulesPut,
  CallInGroup: configuration.callInGroupPut,
  ConfigurationFile: configuration.configurationFile,
  ServiceDocument: serviceDocument,
};

/** Named schemas of what the server sends. */
export const responseSchemas: Readonly<Record<string, z.ZodType>> = {
  Callback: callback.callback,
  CallbackPage: callback.callbackPage,
  Attempt: callback.attempt,
  EstimatedWait: callback.estimatedWait,
  Promise: callback.promise,
  CallIn: callIn.callIn,
  Timeline: callback.timeline,
  TimelineItem: callback.timelineItem,
  Receipt: callback.receipt,
  Overtake: callback.overtake,
  Slot: slot,
  SlotHold: slotHold,
  ServiceCard: service.serviceCard,
  ServiceCards: service.serviceCards,
  Availability: service.availability,
  ClosestSlot: service.closestSlot,
  ServiceWait: service.serviceWait,
  AgentStatus: agent.agentStatus,
  Work: agent.work,
  ActiveItem: agent.activeItem,
  WrapUp: agent.wrapUp,
  Offer: offer.offer,
  ContextCard: offer.contextCard,
  Call: call.call,
  Leg: call.leg,
  Recording: recording,
  Board: board.board,
  BoardQueue: board.boardQueue,
  LiveEvent: liveEvent,
  ApiKey: keys.apiKey,
  CreatedKey: keys.createdKey,
  KeyPage: keys.keyPage,
  Me: me,
  SignInOptions: signInOptions,
  SelfServiceView: selfServiceView,
  SimulatedCall: simulated.simulatedCall,
  Clock: simulated.clock,
  Subscriber: simulated.subscriber,
  Handset: simulated.handset,
  DemoSettings: simulated.demoSettings,
  Problem: problem,
  StoredService: configuration.storedService,
  StoredQueue: configuration.storedQueue,
  StoredAgent: configuration.storedAgent,
  StoredHours: configuration.storedHours,
  StoredCapacity: configuration.storedCapacity,
  StoredNumberRules: configuration.storedNumberRules,
  StoredCallInGroup: configuration.storedCallInGroup,
  StoredConfigurationFile: configuration.configurationFile,
  ConfigurationChanges: configurationChanges,
};

/** A JSON Schema, as plain JSON. */
export type JsonSchema = { [key: string]: unknown };
type Direction = 'input' | 'output';
const named = { input: requestSchemas, output: { ...responseSchemas, ...unnamedResponses() } } as const;

/** Answers without a name of their own, mostly pages, named after their operation. */
function unnamedResponses(): Record<string, z.ZodType> {
  const known = new Set(Object.values(responseSchemas));
  return Object.fromEntries(
    routeList.flatMap(({ operationId, responses }) =>
      Object.values(responses).flatMap((schema) =>
        schema === null || known.has(schema)
          ? []
          : [[`${operationId[0]?.toUpperCase()}${operationId.slice(1)}Response`, schema]],
      ),
    ),
  );
}

/** JSON Schema of one schema; named schemas become references into `#/components/schemas`. */
export function schemaOf(schema: z.ZodType, io: Direction): JsonSchema {
  const name = Object.entries(named[io]).find(([, candidate]) => candidate === schema)?.[0];
  if (name !== undefined) return { $ref: reference(name) };
  return cleaned(z.toJSONSchema(schema, { io, unrepresentable: 'any', override: toWire(io) }));
}

/** All named schemas of both directions, for `#/components/schemas`. */
export function componentSchemas(): Record<string, JsonSchema> {
  return { ...componentsOf('input'), ...componentsOf('output') };
}

function componentsOf(io: Direction): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [name, schema] of Object.entries(named[io])) registry.add(schema, { id: name });
  const { schemas } = z.toJSONSchema(registry, { io, uri: reference, unrepresentable: 'any', override: toWire(io) });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, cleaned(schema)]));
}

function reference(name: string): string {
  return `#/components/schemas/${name}`;
}

/** Puts the shape on the wire in place of what zod makes of checks and conversions (`meta({ wire })`). */
function toWire(io: Direction) {
  return ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema }): void => {
    if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
    // Answers may grow fields; programs must not be made to refuse them.
    if (io === 'output' && zodSchema._zod.def.type === 'object') delete jsonSchema['additionalProperties'];
    const { wire, description, default: initial } = jsonSchema;
    if (typeof wire !== 'object' || wire === null) return;
    for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
    Object.assign(jsonSchema, wire);
    if (description !== undefined) jsonSchema['description'] = description;
    if (initial !== undefined) jsonSchema['default'] = initial;
  };
}

/** Without the marks of a whole document, as the schema stands inside another one. */
function cleaned(schema: object): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
}
