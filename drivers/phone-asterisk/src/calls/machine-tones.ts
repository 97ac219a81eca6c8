import { type AriRequest, requests } from '../ari/requests.ts';
import { type Exchange, isDone } from './exchange.ts';
import type { Leg } from './leg-book.ts';

/** How long the beep lasts at least before it counts, milliseconds: no voice holds one frequency for so long. */
const BEEP_MIN_MS = 400;

/**
 * Hears the beep of a voicemail on the legs of customers (A2), from the answer until it is known that a person is there. Listening
 * costs the engine about as much as the conversation itself, and keeps it from passing speech on untouched. A channel listens for
 * one tone only: the others are heard elsewhere (`LineTones`).
 */
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
    leg.isBeepAwaited = true;
    this.#askQuietly(requests.listenForTone(leg.channelId, this.#beepHz, BEEP_MIN_MS), 'a beep will not be heard');
  }

  /**
   * Listens no more: a person is there, or the beep has done its work. Does nothing where nobody listens. Nothing may be spoken to
   * the leg: the engine would put this off until the sentence is over, and whatever is asked of it behind this as well.
   */
  stop(leg: Leg): void {
    if (!leg.isBeepAwaited) return;
    leg.isBeepAwaited = false;
    this.#askQuietly(requests.stopListeningForTone(leg.channelId), 'a beep is listened for still');
  }

  /** The engine heard the tone, maybe again, and may tell it twice. */
  heard(leg: Leg): void {
    if (leg.isMachineHeard || leg.phase !== 'answered') return;
    leg.isMachineHeard = true;
    this.#exchange.report({ kind: 'machine_heard', legId: leg.id, machine: 'voicemail' });
  }

  /** 404: the leg is gone. */
  #askQuietly(request: AriRequest, complaint: string): void {
    const { ask, log } = this.#exchange;
    const refused = (reason: unknown): void => log.warn(complaint, { reason: String(reason) });
    ask(request)
      .then((response) => void (isDone(response) || response.status === 404 || refused(response.status)))
      .catch(refused);
  }
}
