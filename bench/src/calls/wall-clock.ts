import type { Clock } from '@ringback/engine';

/** The machine's own clock: a real phone engine runs in real time. */
export const wallClock: Clock = {
  now: () => Date.now(),
  wakeAt(at, run) {
    const timer = setTimeout(run, Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  },
};
