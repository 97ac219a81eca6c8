/** How the live line to the server stands. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting';

/** What the browser tells about the line. `refused` means that it gave up: the server answered with an error. */
export type LiveSignal = 'opened' | 'interrupted' | 'refused';

/** The line, and what to do now. `catchUp`: events may have been missed, so everything shown is read again. */
export interface LiveStep {
  readonly status: LiveStatus;
  readonly failures: number;
  readonly reopenAfterMs: number | null;
  readonly catchUp: boolean;
}

/** The line before anything happened. */
export const liveStart: LiveStep = { status: 'connecting', failures: 0, reopenAfterMs: null, catchUp: false };

/** Doubling from 1 s to 30 s, with up to a quarter taken off so that many consoles do not come back at once. `luck` is 0..1. */
export function reopenDelayMs(failures: number, luck: number): number {
  const wholeMs = Math.min(30_000, 1_000 * 2 ** Math.max(0, failures - 1));
  return Math.round(wholeMs * (1 - luck / 4));
}

/**
 * The next step of the live line. After an interruption the browser reconnects by itself and sends `Last-Event-ID`; after a
 * refusal it never does, so the line is opened anew, and then what was missed is read again.
 */
export function liveAfter(before: LiveStep, signal: LiveSignal, luck: number): LiveStep {
  if (signal === 'opened')
    return { status: 'live', failures: 0, reopenAfterMs: null, catchUp: before.status === 'reconnecting' };
  const failures = before.failures + 1;
  return {
    status: 'reconnecting',
    failures,
    reopenAfterMs: signal === 'refused' ? reopenDelayMs(failures, luck) : null,
    catchUp: false,
  };
}
