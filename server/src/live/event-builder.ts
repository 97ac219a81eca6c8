import type { EventType } from '@ringback/contract';
import type { HistoryEntry } from '@ringback/core';
import { toAgentStatus, itemStatesOf } from '../mapping/agents.ts';
import { toWireCallback } from '../mapping/callback-view.ts';
import { toWireDetail } from '../mapping/history-detail.ts';
import { toIso } from '../mapping/instants.ts';
import { readOffer } from '../routes/work-reader.ts';
import { readQueue } from '../routes/board-reader.ts';
import { readKnown } from '../routes/callback-reader.ts';
import type { Parts } from '../parts.ts';
import { isEventType, type EventBuilder, type WireEvent } from './event-hub.ts';

type Building = Omit<Parts, 'hub'>;

/** Makes live events of history entries. Live ones carry what the thing is like afterwards; those read again later do not. */
export function createEventBuilder(parts: Building): EventBuilder {
  return async (entries, isLive) => {
    const told = entries.filter((entry) => isEventType(entry.type));
    const callbackIds = isLive ? [...new Set(told.filter(isAboutCallback).map((entry) => entry.itemId ?? ''))] : [];
    const [callbacks, agents] = await Promise.all([
      readKnown(parts, callbackIds),
      isLive ? readAgents(parts, told) : new Map<string, WireEvent['agent']>(),
    ]);
    const events: WireEvent[] = [];
    for (const entry of told) {
      const known = callbacks.get(entry.itemId ?? '');
      events.push({
        ...bareEvent(entry),
        callback:
          known === undefined || !entry.type.startsWith('callback.')
            ? null
            : toWireCallback(known.view, known.details, parts.links),
        agent: entry.type === 'agent.changed' ? (agents.get(entry.agentId ?? '') ?? null) : null,
        offer:
          isLive && entry.type === 'offer.made' && entry.agentId !== null
            ? await readOffer(parts, entry.agentId)
            : null,
      });
    }
    return events;
  };
}

/** The event that sums up what changed on a queue's board; null when the queue is gone. */
export async function queueChangedEvent(
  parts: Building,
  queueId: string,
  cause: HistoryEntry,
): Promise<WireEvent | null> {
  const queue = await readQueue(parts, queueId);
  if (queue === null) return null;
  return {
    ...bareEvent({ ...cause, itemId: null, agentId: null, serviceId: null, queueId, detail: {} }),
    type: 'queue.changed',
    queue,
  };
}

function isAboutCallback(entry: HistoryEntry): boolean {
  return entry.itemId !== null && entry.itemId.startsWith('cb_');
}

async function readAgents(parts: Building, entries: readonly HistoryEntry[]): Promise<Map<string, WireEvent['agent']>> {
  if (!entries.some((entry) => entry.type === 'agent.changed')) return new Map();
  const agents = await parts.engine.ask({ kind: 'agents' });
  const states = await itemStatesOf(parts.engine, agents);
  return new Map(agents.map((one) => [one.agent.id, toAgentStatus(one, states)]));
}

function textOf(value: unknown, prefix: string): string | null {
  return typeof value === 'string' && value.startsWith(prefix) ? value : null;
}

/** What an entry itself tells. */
function bareEvent(entry: HistoryEntry): WireEvent {
  return {
    sequence: entry.sequence,
    // Only entries of these types come here; the filter above sees to it.
    type: entry.type as EventType,
    at: toIso(entry.at),
    callbackId: textOf(entry.itemId, 'cb_'),
    serviceId: textOf(entry.serviceId, 'svc_'),
    queueId: textOf(entry.queueId, 'q_'),
    agentId: textOf(entry.agentId, 'agt_'),
    offerId: textOf(entry.detail['offerId'], 'off_'),
    callId: textOf(entry.detail['callId'], 'call_'),
    callback: null,
    queue: null,
    agent: null,
    offer: null,
    detail: toWireDetail(entry.detail),
  };
}
