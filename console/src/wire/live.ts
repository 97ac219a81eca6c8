import type { QueryClient } from '@tanstack/react-query';
import { liveAfter, liveStart, type LiveSignal, type LiveStatus, type LiveStep } from './reconnect.ts';
import { liveEventTypes, queryKeysOf } from './liveKeys.ts';

type StatusListener = (status: LiveStatus) => void;

/** The one live line of the page: reads `/v1/events` and has what is shown read again. */
export interface LiveLine {
  close(): void;
}

/** Opens the line. It stays open, through interruptions and refusals, until closed. */
export function openLiveLine(queries: QueryClient, listener: StatusListener): LiveLine {
  let source: EventSource | null = null;
  let step: LiveStep = liveStart;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const advance = (signal: LiveSignal): void => {
    step = liveAfter(step, signal, Math.random());
    listener(step.status);
    if (step.catchUp) void queries.invalidateQueries();
    if (step.reopenAfterMs !== null) timer = setTimeout(open, step.reopenAfterMs);
  };
  const open = (): void => {
    source?.close();
    const opened = new EventSource('/v1/events', { withCredentials: true });
    source = opened;
    opened.onopen = () => advance('opened');
    opened.onerror = () => advance(opened.readyState === EventSource.CLOSED ? 'refused' : 'interrupted');
    for (const type of liveEventTypes) {
      opened.addEventListener(type, () => {
        for (const queryKey of queryKeysOf(type)) void queries.invalidateQueries({ queryKey: [queryKey] });
      });
    }
  };
  open();
  return {
    close() {
      if (timer !== null) clearTimeout(timer);
      source?.close();
    },
  };
}
