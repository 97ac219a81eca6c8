import type { callbackListQuery, callbackPage } from '@ringback/contract';
import { callbackRow, type Callback } from '@ringback/core';
import type { CallbackFilter } from '@ringback/engine';
import type { z } from 'zod';
import { ProblemError } from '../http/problem-error.ts';
import { boundOf, toWireCallback } from '../mapping/callback-view.ts';
import { readPhoneNumber } from '../mapping/phone-numbers.ts';
import type { Parts } from '../parts.ts';
import { readKnown } from './callback-reader.ts';

type Query = z.output<typeof callbackListQuery>;

/** Pages read at most to fill one, where a filter is not the database's own. */
const ROUNDS_MAX = 40;

/** A page of callbacks, newest first. Throws ProblemError `invalid_time` or `invalid_phone_number`. */
export async function listCallbacks(parts: Parts, query: Query): Promise<z.input<typeof callbackPage>> {
  const { found, nextCursor } = await find(parts, query);
  const known = await readKnown(
    parts,
    found.map(({ id }) => id),
  );
  const items = found.flatMap(({ id }) => {
    const one = known.get(id);
    return one === undefined ? [] : [toWireCallback(one.view, one.details, parts.links)];
  });
  return { items, nextCursor };
}

async function find(parts: Parts, query: Query): Promise<{ found: Callback[]; nextCursor: string | null }> {
  const filter = filterOf(query);
  const found: Callback[] = [];
  let cursor: string | null = query.cursor ?? null;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const page = await parts.readModel.findCallbacks(parts.tenantId, {
      ...filter,
      ...(cursor === null ? {} : { cursor }),
      countMax: query.limit - found.length,
    });
    found.push(...page.rows.map((row) => callbackRow.parse(row)).filter((callback) => fits(callback, query)));
    cursor = page.nextCursor;
    if (cursor === null || found.length >= query.limit) break;
  }
  return { found, nextCursor: cursor };
}

function fits(callback: Callback, { queueId, agentId }: Query): boolean {
  return (
    (queueId === undefined || callback.queueId === queueId) && (agentId === undefined || callback.agentId === agentId)
  );
}

function filterOf({
  state,
  serviceId,
  phoneNumber,
  externalId,
  from,
  to,
}: Query): Omit<CallbackFilter, 'countMax' | 'cursor'> {
  const fromAt = boundOf(from);
  const toAt = boundOf(to);
  if (fromAt !== undefined && toAt !== undefined && fromAt > toAt) {
    throw new ProblemError('invalid_time', {
      detail: 'from must not be later than to.',
      errors: [{ path: 'from', message: 'must not be later than to' }],
    });
  }
  return {
    ...(state === undefined ? {} : { states: state }),
    ...(serviceId === undefined ? {} : { serviceId }),
    ...(phoneNumber === undefined ? {} : { phoneNumber: readPhoneNumber(phoneNumber, 'phoneNumber') }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(fromAt === undefined ? {} : { fromAt }),
    // `to` is not included; the database's bound is.
    ...(toAt === undefined ? {} : { toAt: toAt - 1 }),
  };
}
