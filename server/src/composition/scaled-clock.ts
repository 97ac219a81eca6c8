import type { Clock } from '@ringback/engine';

/** A clock that can run faster than real time and be set forward. */
export interface ScaledClock extends Clock {
  /** Sets the clock. `now` in epoch milliseconds, forward only; `speed` in simulated milliseconds per real one, 0 stands still. */
  set(change: { now?: number; speed?: number }): void;
  speed(): number;
}

/** setTimeout takes no longer wait, milliseconds. */
const TIMEOUT_MAX_MS = 2_000_000_000;

interface WakeUp {
  readonly at: number;
  readonly run: () => void;
  timer: ReturnType<typeof setTimeout> | null;
}

/** Makes a clock that shows real time now and runs at `speed`. */
export function createScaledClock(speed: number): ScaledClock {
  let rate = speed;
  let realBase = Date.now();
  let shownBase = realBase;
  let latest = 0;
  const wakeUps = new Set<WakeUp>();

  const now = (): number => {
    // A clock that steps back in the machine must not take the centre back with it.
    latest = Math.max(latest, Math.floor(shownBase + (Date.now() - realBase) * rate));
    return latest;
  };
  const arm = (wakeUp: WakeUp): void => {
    if (wakeUp.timer !== null) clearTimeout(wakeUp.timer);
    wakeUp.timer = null;
    if (rate === 0 && wakeUp.at > now()) return;
    const waitMs = rate === 0 ? 0 : Math.ceil((wakeUp.at - now()) / rate);
    wakeUp.timer = setTimeout(() => reach(wakeUp), Math.min(Math.max(0, waitMs), TIMEOUT_MAX_MS));
  };
  const reach = (wakeUp: WakeUp): void => {
    if (wakeUp.at > now()) return arm(wakeUp);
    wakeUps.delete(wakeUp);
    wakeUp.run();
  };
  return {
    now,
    speed: () => rate,
    wakeAt(at, run) {
      const wakeUp: WakeUp = { at, run, timer: null };
      wakeUps.add(wakeUp);
      arm(wakeUp);
      return () => {
        wakeUps.delete(wakeUp);
        if (wakeUp.timer !== null) clearTimeout(wakeUp.timer);
      };
    },
    set(change) {
      shownBase = Math.max(now(), change.now ?? 0);
      realBase = Date.now();
      rate = change.speed ?? rate;
      for (const wakeUp of wakeUps) arm(wakeUp);
    },
  };
}
