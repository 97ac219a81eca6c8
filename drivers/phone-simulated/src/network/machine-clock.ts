import type { Clock } from '@ringback/engine';

/** setTimeout takes no longer wait, milliseconds. */
const TIMEOUT_MAX_MS = 2_000_000_000;

/** The machine's own clock, for a network that runs as a process of its own. */
export const machineClock: Clock = {
  now: () => Date.now(),
  wakeAt(at, run) {
    let timer: ReturnType<typeof setTimeout>;
    const arm = (): void => {
      timer = setTimeout(
        () => (Date.now() >= at ? run() : arm()),
        Math.min(Math.max(0, at - Date.now()), TIMEOUT_MAX_MS),
      );
    };
    arm();
    return () => clearTimeout(timer);
  },
};
