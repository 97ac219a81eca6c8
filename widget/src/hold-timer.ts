import { browserNow } from './browser-clock.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const tickMs = 1_000;
const soonMs = 30_000;

/** Redraws its host every second until an instant, and says once when 30 s are left and when it is over. */
export class HoldTimer implements ReactiveController {
  leftMs = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #untilMs = 0;
  readonly #host: ReactiveControllerHost;
  readonly #say: (what: 'soon' | 'over') => void;

  constructor(host: ReactiveControllerHost, say: (what: 'soon' | 'over') => void) {
    this.#host = host;
    this.#say = say;
    host.addController(this);
  }

  /** Starts for a hold that ends at `expiresAt`; null stops. Starting again for the same end changes nothing. */
  set(expiresAt: string | null): void {
    const untilMs = expiresAt === null ? 0 : Date.parse(expiresAt);
    if (untilMs === this.#untilMs) return;
    this.#untilMs = untilMs;
    this.hostDisconnected();
    this.leftMs = untilMs - browserNow();
    if (untilMs > 0) this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const before = this.leftMs;
    this.leftMs = this.#untilMs - browserNow();
    if (before > soonMs && this.leftMs <= soonMs) this.#say('soon');
    if (this.leftMs <= 0) {
      clearInterval(this.#timer);
      this.#say('over');
    }
    this.#host.requestUpdate();
  }
}
