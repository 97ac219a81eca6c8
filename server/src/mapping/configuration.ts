import {
  configurationKinds as wireKinds,
  type AgentDocument,
  type CallInGroupDocument,
  type CapacityDocument,
  type ConfigurationKind,
  type HoursDocument,
  type NumberRulesDocument,
  type QueueDocument,
} from '@ringback/contract';
import {
  validateCapacity,
  validateHours,
  WEEKDAYS,
  type AgentProfile,
  type BusinessHours,
  type CallInGroup,
  type CalendarProblem,
  type CapacityPlan,
  type ConfigurationChange,
  type ConfigurationKinds,
  type NumberRules,
  type QueuePolicy,
} from '@ringback/core';
import type { z } from 'zod';
import { ConfigurationError, configuredNumber } from './configured-number.ts';
import { toServicePolicy } from './service-policy.ts';

/** What is stored of a document besides its own fields. */
export interface StoredMarks {
  readonly version: number;
  /** ISO 8601. */
  readonly updatedAt: string;
}

type Document<K extends ConfigurationKind> = z.output<(typeof wireKinds)[K]['document']>;

const toCore: { readonly [K in ConfigurationKind]: (id: string, document: Document<K>) => ConfigurationKinds[K] } = {
  services: toServicePolicy,
  queues: toQueuePolicy,
  agents: toAgentProfile,
  hours: toBusinessHours,
  capacity: toCapacityPlan,
  'number-rules': toNumberRules,
  'call-in-groups': toCallInGroup,
};

/** Is this the name of a kind of documents? */
export function isConfigurationKind(kind: string): kind is ConfigurationKind {
  return Object.hasOwn(wireKinds, kind);
}

/** The document without what was added for storing it, checked and completed with defaults. Throws ZodError. */
export function readDocument<K extends ConfigurationKind>(kind: K, stored: unknown): Document<K> {
  const { version: _version, updatedAt: _updatedAt, ...own } = Object(stored) as Record<string, unknown>;
  // The schema of the kind gives the document of the kind; an index type cannot be followed by the compiler.
  return wireKinds[kind].document.parse(own) as Document<K>;
}

/**
 * Turns a stored document into the change that wrote it: the engine's ParseConfiguration. Throws ZodError or
 * ConfigurationError on a document that is not valid, and on a kind that nobody knows.
 */
export function parseConfiguration(kind: string, id: string, document: unknown): ConfigurationChange {
  if (!isConfigurationKind(kind)) throw new ConfigurationError('kind', `There are no documents of kind ${kind}.`);
  return configurationChange(kind, id, Object(document));
}

/** A document as core works with it. Throws ZodError or ConfigurationError. */
export function parseKind<K extends ConfigurationKind>(kind: K, id: string, document: unknown): ConfigurationKinds[K] {
  return toCore[kind](id, readDocument(kind, document));
}

/** The change that writes a document, or removes it when `document` is null. Throws ZodError or ConfigurationError. */
export function configurationChange(kind: ConfigurationKind, id: string, document: object | null): ConfigurationChange {
  const parsed = document === null ? null : parseKind(kind, id, document);
  // `parsed` was made by the function of this very kind; the union of pairs cannot be followed by the compiler.
  return { kind, id, document, parsed } as ConfigurationChange;
}

function toQueuePolicy(id: string, document: QueueDocument): QueuePolicy {
  return { ...document, id, name: document.name ?? id };
}

function toAgentProfile(id: string, document: AgentDocument): AgentProfile {
  const { type, address, autoAccept } = document.endpoint;
  return {
    id,
    name: document.name ?? id,
    skills: document.skills,
    groups: document.groups,
    endpoint: { type, address, isAutoAccept: autoAccept },
  };
}

function toBusinessHours(_id: string, document: HoursDocument): BusinessHours {
  const hours: BusinessHours = {
    timeZone: document.timeZone,
    weekly: document.weekly,
    holidays: document.holidays,
    specialDays: document.specialDays.map(({ date, intervals }) => ({ date, ranges: intervals })),
  };
  refuse(validateHours(hours));
  return hours;
}

function toCapacityPlan(_id: string, document: CapacityDocument): CapacityPlan {
  const plan: CapacityPlan = {
    weekly: document.weekly,
    exceptions: document.exceptions.map(({ date, ...range }) => ({ date, ranges: [range] })),
    defaultCapacity: document.defaultCapacity,
  };
  refuse(validateCapacity(plan));
  return plan;
}

function refuse(problems: readonly CalendarProblem[]): void {
  const [first] = problems;
  if (first !== undefined) throw new ConfigurationError(first.path, first.message);
}

function toNumberRules(_id: string, document: NumberRulesDocument): NumberRules {
  return {
    countries: document.allowCountries.includes('*') ? 'all' : document.allowCountries,
    blockedCountries: document.blockCountries,
    blockedTypes: document.refuseTypes,
    blockedPatterns: document.blockPrefixes,
    allowedPatterns: document.allowPrefixes,
  };
}

function toCallInGroup(id: string, document: CallInGroupDocument): CallInGroup {
  const numbers = document.numbers.map((number, index) => configuredNumber(number, `numbers.${index}`));
  return { ...document, id, name: document.name ?? id, numbers };
}

/** The days of a week in the order of the configuration. */
export const weekdays = WEEKDAYS;
