import { eventTypes, type EventType, type liveEvent } from '@ringback/contract';
import type { HistoryEntry } from '@ringback/core';
import type { Engine } from '@ringback/engine';
import type { z } from 'zod';

/** A live event on the wire. */
export type WireEvent = z.input<typeof liveEvent>;

/** Turns history into live events: what was committed at once comes in one call, in order of sequence. */
export type EventBuilder = (entries: readonly HistoryEntry[], isLive: boolean) => Promise<readonly WireEvent[]>;

/** Live events to whoever listens. */
export interface EventHub {
  /** Events from now on, in order. Returns a function that ends it. */
  listen(listener: (event: WireEvent) => void): () => void;
  stop(): void;
}

const known: ReadonlySet<string> = new Set<EventType>(eventTypes);

/** Is this history type also a live event? The others are for the timeline and the receipt. */
export function isEventType(type: string): type is EventType {
  return known.has(type);
}

/** Queues whose board changed by an entry are summed up no more often than this, milliseconds of real time. */
const QUEUE_CHANGES_EVERY_MS = 250;

/**
 * Builds each event once, while somebody listens, and hands it to all. `queueChanged` makes the summing-up event of a queue,
 * or null when the queue is gone.
 */
export function startEventHub(options: {
  engine: Engine;
  build: EventBuilder;
  queueChanged: (queueId: string, cause: HistoryEntry) => Promise<WireEvent | null>;
  onError: (error: unknown) => void;
}): EventHub {
  const { engine, build, queueChanged, onError } = options;
  const listeners = new Set<(event: WireEvent) => void>();
  const changedQueues = new Map<string, HistoryEntry>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let work: Promise<void> = Promise.resolve();

  const enqueue = (make: () => Promise<readonly WireEvent[]>): void => {
    work = work
      .then(async () => {
        for (const event of await make()) for (const listener of listeners) listener(event);
      })
      .catch(onError);
  };
  const sumUp = (): void => {
    timer = null;
    const causes = [...changedQueues];
    changedQueues.clear();
    for (const [queueId, cause] of causes) {
      enqueue(async () => {
        const event = await queueChanged(queueId, cause);
        return event === null ? [] : [event];
      });
    }
  };
  const endHistory = engine.onHistory((entries) => {
    if (listeners.size === 0) return;
    enqueue(() => build(entries, true));
    for (const entry of entries) if (entry.queueId !== null) changedQueues.set(entry.queueId, entry);
    if (changedQueues.size > 0) timer ??= setTimeout(sumUp, QUEUE_CHANGES_EVERY_MS);
  });
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      endHistory();
      listeners.clear();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
