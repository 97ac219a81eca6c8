import type { Clock } from '@ringback/engine';

/** The machine's own clock, for tests against a real engine. */
export const testMachineClock: Clock = {
  now: () => Date.now(),
  wakeAt(at, run) {
    const timer = setTimeout(run, Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  },
};
