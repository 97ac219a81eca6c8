import { isClosed } from './states.ts';
import type { CallbackView } from './wire.ts';

const activeMs = 2_000;
const waitingMs = 4_000;
const scheduledFarMs = 15_000;
const farMs = 15 * 60_000;
const failedMaxMs = 30_000;

/**
 * How long to wait before asking again, in milliseconds: 2 s while a call is being made, 4 s in the line,
 * 15 s while the appointment is more than 15 minutes away; null when nothing can change any more.
 * After failures it doubles up to 30 s.
 */
export function nextPollMs(callback: CallbackView | null, failuresCount: number, nowMs: number): number | null {
  if (failuresCount > 0) return Math.min(failedMaxMs, waitingMs * 2 ** (failuresCount - 1));
  if (callback === null) return waitingMs;
  if (isClosed(callback)) return null;
  if (callback.state === 'scheduled')
    return Date.parse(callback.scheduledFor ?? '') - nowMs > farMs ? scheduledFarMs : waitingMs;
  return callback.state === 'waiting' || callback.state === 'retry_pending' ? waitingMs : activeMs;
}

/** Runs one task after another with the pauses it asks for; sleeps while the page is hidden. */
export class Poller {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  readonly #run: () => Promise<number | null>;

  /** `run` does one round and answers the pause before the next, or null to stop. */
  constructor(run: () => Promise<number | null>) {
    this.#run = run;
  }

  /** Starts with a round at once; does nothing when already running. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    document.addEventListener('visibilitychange', this.#wake);
    void this.#round();
  }

  /** Stops; a round under way ends without a successor. */
  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#wake);
  }

  readonly #wake = (): void => {
    if (!document.hidden && this.#running) void this.#round();
  };

  async #round(): Promise<void> {
    clearTimeout(this.#timer);
    const pauseMs = await this.#run();
    if (!this.#running) return;
    clearTimeout(this.#timer);
    if (pauseMs === null) this.stop();
    else if (!document.hidden) this.#timer = setTimeout(() => void this.#round(), pauseMs);
  }
}
