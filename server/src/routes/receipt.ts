import type { receipt } from '@ringback/contract';
import type { HistoryEntry } from '@ringback/core';
import { z } from 'zod';
import { toIso, toIsoOrNull } from '../mapping/instants.ts';
import type { Parts } from '../parts.ts';
import { readOne } from './callback-reader.ts';

const decision = z.object({
  itemKind: z.enum(['callback', 'live_call']),
  arrivalAt: z.number(),
  passedOver: z.array(z.looseObject({ itemId: z.string(), reason: z.string() })).catch([]),
});

/** Decisions and own entries looked at, at most. */
const ENTRIES_MAX = 10_000;

/** When a callback stood in line, and when it did not although it was open. */
interface Standing {
  readonly at: number;
  readonly isInLine: boolean;
}

const enters: readonly string[] = ['callback.queued', 'callback.requeued'];
const leaves: readonly string[] = [
  'routing.decided',
  'callback.put_off',
  'callback.attempt_ended',
  'callback.snoozed',
  'callback.scheduled',
  'callback.rescheduled',
];

/** The fairness receipt of a callback: who came later and was served earlier, and why (Q11). */
export async function readReceipt(parts: Parts, callbackId: string): Promise<z.input<typeof receipt>> {
  const { view } = await readOne(parts, callbackId);
  const { callback } = view;
  const own = await parts.readModel.timeline(parts.tenantId, callbackId, ENTRIES_MAX);
  const servedAt = own.findLast(({ type }) => type === 'callback.connected')?.at ?? null;
  const decisions = await parts.readModel.historyOfQueue({
    tenantId: parts.tenantId,
    queueId: callback.queueId,
    type: 'routing.decided',
    fromAt: callback.arrivalAt,
    toAt: servedAt ?? callback.closedAt ?? parts.now(),
    countMax: ENTRIES_MAX,
  });
  const standings = standingsOf(own);
  const overtakes = decisions.flatMap((entry) => overtakeOf(entry, callback, standings));
  return {
    callbackId,
    arrivedAt: toIso(callback.arrivalAt),
    servedAt: toIsoOrNull(servedAt),
    overtakesCount: overtakes.length,
    overtakes,
  };
}

/** When it entered and left the line, by its own history. */
export function standingsOf(own: readonly HistoryEntry[]): readonly Standing[] {
  return own.flatMap(({ at, type }): Standing[] => {
    if (enters.includes(type)) return [{ at, isInLine: true }];
    return leaves.includes(type) ? [{ at, isInLine: false }] : [];
  });
}

type Overtake = z.input<typeof receipt>['overtakes'][number];

function overtakeOf(
  entry: HistoryEntry,
  callback: { id: string; arrivalAt: number },
  standings: readonly Standing[],
): Overtake[] {
  const read = decision.safeParse(entry.detail);
  if (!read.success || entry.itemId === callback.id || read.data.arrivalAt <= callback.arrivalAt) return [];
  const { itemKind, arrivalAt, passedOver } = read.data;
  const isInLine = standings.findLast(({ at }) => at <= entry.at)?.isInLine ?? false;
  const named = passedOver.find(({ itemId }) => itemId === callback.id)?.reason;
  return [
    {
      callbackId: itemKind === 'callback' ? entry.itemId : null,
      kind: itemKind,
      arrivedAt: toIso(arrivalAt),
      servedAt: toIso(entry.at),
      agentId: entry.agentId,
      reason: named ?? (isInLine ? 'skills' : 'not_reached_yet'),
    },
  ];
}
