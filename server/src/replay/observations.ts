import type { EventType, LiveEvent } from '@ringback/client';

/** A range that was told, milliseconds from the request. */
export interface ToldRange {
  readonly lowMs: number;
  readonly likelyMs: number;
  readonly highMs: number;
}

/** What the live events said, collected. Waits in milliseconds. */
export interface Observations {
  readonly queuedCount: number;
  readonly invitedCount: number;
  readonly refusedCount: number;
  /** Waits of callers who reached an agent on the line. */
  readonly connectedWaitsMs: readonly number[];
  readonly abandonedWaitsMs: readonly number[];
  /** Time on the line of those who took the callback. */
  readonly tookCallbackWaitsMs: readonly number[];
  /** The estimate at the request, by callback; not there when none was made. */
  readonly told: ReadonlyMap<string, ToldRange>;
}

/** The events the replay listens to. */
export const observedTypes = [
  'live_call.queued',
  'live_call.invited',
  'live_call.connected',
  'live_call.closed',
  'callback.created',
  'callback.attempt_ended',
  'callback.closed',
] as const satisfies readonly EventType[];

/** Collects live events. An event that comes again, after a reconnect, counts once. */
export function createObserver(): { observe(event: LiveEvent): boolean; observations: Observations } {
  const seen = new Set<number>();
  const counts = { queuedCount: 0, invitedCount: 0, refusedCount: 0 };
  const waits = {
    connectedWaitsMs: [] as number[],
    abandonedWaitsMs: [] as number[],
    tookCallbackWaitsMs: [] as number[],
  };
  const told = new Map<string, ToldRange>();
  const handlers: Partial<Record<EventType, (event: LiveEvent) => void>> = {
    'live_call.queued': () => {
      counts.queuedCount += 1;
    },
    'live_call.invited': () => {
      counts.invitedCount += 1;
    },
    'live_call.connected': (event) => waits.connectedWaitsMs.push(waitedMsOf(event)),
    'live_call.closed': (event) => {
      if (event.detail['ending'] === 'hung_up') waits.abandonedWaitsMs.push(waitedMsOf(event));
      else if (event.detail['ending'] === 'took_callback') waits.tookCallbackWaitsMs.push(waitedMsOf(event));
      else if (event.detail['ending'] === 'refused') counts.refusedCount += 1;
    },
    'callback.created': (event) => {
      const range = toldIn(event);
      if (event.callbackId !== null && range !== null) told.set(event.callbackId, range);
    },
  };
  return {
    observe(event) {
      if (seen.has(event.sequence)) return false;
      seen.add(event.sequence);
      handlers[event.type]?.(event);
      return true;
    },
    get observations() {
      return { ...counts, ...waits, told };
    },
  };
}

function waitedMsOf(event: LiveEvent): number {
  const waitedMs = event.detail['waitedMs'];
  return typeof waitedMs === 'number' ? waitedMs : 0;
}

/** The estimate a request was answered with: the callback's own; where it has none any more, the promised times. */
function toldIn(event: LiveEvent): ToldRange | null {
  const { callback } = event;
  if (callback === null) return null;
  if (callback.estimatedWait !== null) {
    const { lowMs, likelyMs, highMs } = callback.estimatedWait;
    return { lowMs, likelyMs, highMs };
  }
  if (callback.promise === null) return null;
  const requestedAt = Date.parse(callback.requestedAt);
  const lowMs = Math.max(0, Date.parse(callback.promise.from) - requestedAt);
  const highMs = Math.max(lowMs, Date.parse(callback.promise.to) - requestedAt);
  return { lowMs, likelyMs: Math.round((lowMs + highMs) / 2), highMs };
}
