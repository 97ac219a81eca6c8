import type { ServicePolicy } from '@ringback/core';
import { ProblemError } from '../http/problem-error.ts';
import { createRateLimit, type RateVerdict } from '../http/rate-limit.ts';
import type { Parts } from '../parts.ts';

const DAY_MS = 86_400_000;
const HOUR_TO_MINUTES = 60;

type Limit = (name: string, now: number) => RateVerdict;
const addressLimits = new WeakMap<Parts['configuration'], Map<number, Limit>>();

/** The limits of the number rules: requests per number in 24 hours and per address in an hour (X5). Throws ProblemError `rate_limited`. */
export async function checkRequestLimits(
  parts: Parts,
  service: ServicePolicy,
  { phoneNumber, address }: { phoneNumber: string; address: string },
): Promise<void> {
  const rules =
    service.numberRulesId === null ? null : parts.configuration.document('number-rules', service.numberRulesId);
  const perAddress = rules?.document['perAddressPerHour'];
  if (typeof perAddress === 'number') checkAddress(parts, service, perAddress, address);
  const perNumber = rules?.document['perNumberPerDay'];
  if (typeof perNumber === 'number') await checkNumber(parts, perNumber, phoneNumber);
}

function checkAddress(parts: Parts, service: ServicePolicy, perHour: number, address: string): void {
  const limits = addressLimits.get(parts.configuration) ?? new Map<number, Limit>();
  addressLimits.set(parts.configuration, limits);
  const limit = limits.get(perHour) ?? createRateLimit(perHour);
  limits.set(perHour, limit);
  // The bucket fills over a minute of its clock; an hour is told as a minute.
  const verdict = limit(`${service.numberRulesId ?? ''} ${address}`, Math.floor(parts.realNow() / HOUR_TO_MINUTES));
  if (!verdict.isAllowed)
    throw limited(
      verdict.waitMs * HOUR_TO_MINUTES,
      'This address has asked for as many callbacks as it may in an hour.',
    );
}

async function checkNumber(parts: Parts, perDay: number, phoneNumber: string): Promise<void> {
  const { rows } = await parts.readModel.findCallbacks(parts.tenantId, {
    phoneNumber,
    fromAt: parts.now() - DAY_MS,
    countMax: perDay,
  });
  if (rows.length >= perDay)
    throw limited(DAY_MS, 'For this number as many callbacks were asked for as may be in 24 hours.');
}

function limited(waitMs: number, detail: string): ProblemError {
  return new ProblemError(
    'rate_limited',
    { detail, retryAfterMs: waitMs },
    { 'retry-after': String(Math.ceil(waitMs / 1_000)) },
  );
}
