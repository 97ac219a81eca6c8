import type { Callback, StoredCallback } from './callback.ts';

/** The fields that many callbacks have in common. */
export const traitNames = [
  'serviceId',
  'queueId',
  'subjectId',
  'language',
  'medium',
  'channel',
  'delivery',
  'isAgentReserved',
  'timeZone',
] as const satisfies readonly (keyof Callback)[];
/** Name of a field that many callbacks have in common. */
export type TraitName = (typeof traitNames)[number];

/** What many callbacks have in common: one object for all of them, never changed. */
export interface Traits extends Readonly<Pick<Callback, TraitName>> {
  /** Times of its callbacks are kept as milliseconds from here: numbers small enough to need no object of their own. */
  readonly baseAt: number;
}

/** Callbacks made within so long share a base: about 12 days, half of what V8 keeps in a word beside a pointer's tag. */
const BASE_EVERY_MS = 2 ** 30;
/** So many kinds are shared within a service; of more, the rarest are not. Sharing is only for memory, nothing compares them. */
const KINDS_OF_SERVICE_MAX = 256;
/** Past so many services the known kinds are forgotten. */
const SERVICES_MAX = 10_000;

const known = new Map<string, Traits[]>();

function kindsOf(serviceId: string): Traits[] {
  const found = known.get(serviceId);
  if (found !== undefined) return found;
  if (known.size >= SERVICES_MAX) known.clear();
  const none: Traits[] = [];
  known.set(serviceId, none);
  return none;
}

/** The shared traits of a callback: the same object for equal ones made at about the same time. */
export function traitsOf(row: Pick<StoredCallback, TraitName>, createdAt: number): Traits {
  const baseAt = Math.floor(createdAt / BASE_EVERY_MS) * BASE_EVERY_MS;
  const ofService = kindsOf(row.serviceId);
  for (let i = 0; i < ofService.length; i += 1) {
    const traits = ofService[i];
    if (traits === undefined || !isSame(traits, row, baseAt)) continue;
    // The latest stands first: those that come together are alike.
    if (i > 0) [ofService[0], ofService[i]] = [traits, ofService[0] ?? traits];
    return traits;
  }
  const made: Traits = {
    serviceId: row.serviceId,
    queueId: row.queueId,
    subjectId: row.subjectId ?? null,
    language: row.language,
    medium: row.medium,
    channel: row.channel,
    delivery: row.delivery,
    isAgentReserved: row.isAgentReserved,
    timeZone: row.timeZone ?? null,
    baseAt,
  };
  if (ofService.length >= KINDS_OF_SERVICE_MAX) ofService.pop();
  ofService.push(made);
  return made;
}

function isSame(traits: Traits, row: Pick<StoredCallback, TraitName>, baseAt: number): boolean {
  return (
    traits.baseAt === baseAt &&
    traits.queueId === row.queueId &&
    traits.language === row.language &&
    traits.channel === row.channel &&
    traits.subjectId === (row.subjectId ?? null) &&
    traits.timeZone === (row.timeZone ?? null) &&
    traits.medium === row.medium &&
    traits.delivery === row.delivery &&
    traits.isAgentReserved === row.isAgentReserved &&
    traits.serviceId === row.serviceId
  );
}
