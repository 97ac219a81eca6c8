import type { serviceCard, serviceWait } from '@ringback/contract';
import type { Answers, ServicePolicy } from '@ringback/core';
import type { z } from 'zod';
import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import { toWireEstimate } from '../mapping/callback-view.ts';
import { fromIso, toIso } from '../mapping/instants.ts';
import { toWireSlot } from '../mapping/slots.ts';
import type { Parts } from '../parts.ts';

type Names = 'listServices' | 'getAvailability' | 'getClosestSlot' | 'getWait';
type AvailabilityAsk = Parameters<Handlers['getAvailability']>[0]['query'];

const DAY_MS = 86_400_000;
const DAYS_UNLESS_TOLD = 7;
const DAYS_MAX = 92;

/** Answers what customers ask about services. */
export function serviceHandlers(parts: Parts): Pick<Handlers, Names> {
  return {
    listServices: async () => ({
      status: 200,
      body: { items: parts.configuration.services().map((service) => toCard(parts, service)), nextCursor: null },
    }),
    getAvailability: async ({ params, query }) => ({
      status: 200,
      body: await readAvailability(parts, params.id, query),
    }),
    getClosestSlot: async ({ params, query }) => {
      const service = serviceOf(parts, params.id);
      const answer = await parts.engine.ask({ kind: 'closest_slot', serviceId: params.id, at: fromIso(query.at) });
      if (answer === null) throw unknownService(params.id);
      const timeZone = query.timeZone ?? answer.timeZone;
      return {
        status: 200,
        body: {
          timeZone,
          slotMinutes: service.slotMinutes,
          slot: answer.slot === null ? null : toWireSlot(answer.slot, timeZone),
        },
      };
    },
    getWait: async ({ params }) => {
      const answer = await parts.engine.ask({ kind: 'wait', serviceId: params.id });
      if (answer === null) throw unknownService(params.id);
      return { status: 200, body: toWireWait(answer) };
    },
  };
}

function unknownService(id: string): ProblemError {
  return new ProblemError('unknown_service', { detail: `There is no service ${id}.` });
}

function serviceOf(parts: Parts, id: string): ServicePolicy {
  const service = parts.configuration.service(id);
  if (service === null) throw unknownService(id);
  return service;
}

/** The slots of a service (S3). Throws ProblemError `unknown_service` or `invalid_time`. */
export async function readAvailability(parts: Parts, serviceId: string, query: AvailabilityAsk) {
  const { fromAt, toAt } = rangeOf(query, parts.now());
  const answer = await parts.engine.ask({
    kind: 'availability',
    serviceId,
    fromAt,
    toAt,
    isFullIncluded: query.includeFull,
    countMax: query.limit,
  });
  if (answer === null) throw unknownService(serviceId);
  const timeZone = query.timeZone ?? answer.timeZone;
  const { slotMinutes } = serviceOf(parts, serviceId);
  return { timeZone, slotMinutes, slots: answer.slots.slice(0, query.limit).map((slot) => toWireSlot(slot, timeZone)) };
}

function rangeOf(query: AvailabilityAsk, now: number): { fromAt: number; toAt: number } {
  const fromAt = query.from === undefined ? now : fromIso(query.from);
  const toAt = query.to === undefined ? fromAt + (query.days ?? DAYS_UNLESS_TOLD) * DAY_MS : fromIso(query.to);
  if (toAt < fromAt) throw invalidTime('to', 'must not be earlier than from');
  if (toAt - fromAt > DAYS_MAX * DAY_MS) throw invalidTime('to', `must be at most ${DAYS_MAX} days after from`);
  return { fromAt: Math.max(now, fromAt), toAt };
}

function invalidTime(path: string, message: string): ProblemError {
  return new ProblemError('invalid_time', { detail: `${path} ${message}`, errors: [{ path, message }] });
}

function toCard(parts: Parts, service: ServicePolicy): z.input<typeof serviceCard> {
  const calendar = parts.configuration.calendar(service);
  const now = parts.now();
  const isOpen = calendar.isOpen(now);
  const opensAt = isOpen ? null : calendar.nextOpening(now);
  const closing = calendar.closesAt(now);
  return {
    id: service.id,
    name: service.name,
    delivery: service.delivery,
    media: [service.medium],
    subjects: service.subjects.map(({ id, name }) => ({ id, name })),
    timeZone: calendar.timeZone,
    slotMinutes: service.slotMinutes,
    open: isOpen,
    opensAt: opensAt === null ? null : toIso(opensAt),
    closesAt: closing.kind === 'closes' ? toIso(closing.at) : null,
    paused: service.isPaused,
    callerId: service.callerId,
  };
}

const waitReasons = {
  off: 'disabled',
  paused: 'paused',
  watermark: 'too_many_open',
  closed: 'closed',
  closing_soon: 'closing_before_turn',
  nobody_available: 'nobody_available',
  queue_length: 'long_queue',
  wait: 'long_wait',
  short_wait: 'short_wait',
} as const;

function toWireWait(answer: NonNullable<Answers['wait']>): z.input<typeof serviceWait> {
  const reasons: Readonly<Record<string, z.input<typeof serviceWait>['reason']>> = waitReasons;
  return {
    estimatedWait: toWireEstimate(answer.estimatedWait),
    waiting: answer.waitingCount,
    agentsReady: answer.agentsReadyCount,
    invite: answer.invite,
    reason: reasons[answer.reason] ?? 'short_wait',
  };
}
