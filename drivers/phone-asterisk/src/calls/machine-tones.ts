import { requests } from '../ari/requests.ts';
import { type Exchange, isDone } from './exchange.ts';
import type { Leg } from './leg-book.ts';

/** How long the beep lasts at least before it counts, milliseconds: no voice holds one frequency for so long. */
const BEEP_MIN_MS = 400;

/** Hears the beep of a voicemail on the legs of customers (A2). A channel listens for one tone only: fax machines are heard elsewhere (`FaxTones`). */
export class MachineTones {
  readonly #exchange: Exchange;
  readonly #beepHz: number | null;

  /** @param beepHz frequency of the beep; null: nothing is listened for. */
  constructor(exchange: Exchange, beepHz: number | null) {
    this.#exchange = exchange;
    this.#beepHz = beepHz;
  }

  /** Begins to listen on a leg that was answered. */
  listen(leg: Leg): void {
    if (this.#beepHz === null) return;
    const { ask, log } = this.#exchange;
    const refused = (reason: unknown): void => log.warn('a beep will not be heard', { reason: String(reason) });
    ask(requests.listenForTone(leg.channelId, this.#beepHz, BEEP_MIN_MS))
      .then((response) => void (isDone(response) || response.status === 404 || refused(response.status)))
      .catch(refused);
  }

  /** The engine heard the tone, maybe again, and may tell it twice. */
  heard(leg: Leg): void {
    if (leg.isMachineHeard || leg.phase !== 'answered') return;
    leg.isMachineHeard = true;
    this.#exchange.report({ kind: 'machine_heard', legId: leg.id, machine: 'voicemail' });
  }
}
