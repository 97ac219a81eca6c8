import { requests } from '../ari/requests.ts';
import { type Exchange, isDone } from './exchange.ts';
import type { Leg } from './leg-book.ts';

/** What a fax sends: 2100 Hz when it answers (CED), 1100 Hz when it calls (CNG), as some do on a line that was transferred (ITU-T T.30). */
const FAX_TONES_HZ = [2_100, 1_100];
/** CNG lasts half a second, CED several: no voice holds one frequency for so long, milliseconds. */
const FAX_MIN_MS = 400;
/** First argument of the channels that listen. */
const LISTENER = 'fax';

/**
 * Hears fax machines (A2). The engine listens for one tone on a channel, and that is the beep of a voicemail: for each other tone a
 * channel of its own hears what comes from the leg, for as long as it is being found out who answered.
 */
export class FaxTones {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** Begins to listen. What cannot be listened for is not heard. */
  listen(leg: Leg): void {
    const { application } = this.#exchange;
    for (const hz of FAX_TONES_HZ)
      this.#askQuietly(requests.snoop(leg.channelId, listenerOf(leg.id, hz), application, `${LISTENER},${hz}`));
  }

  /** A listening channel has come into the application. False: it is none of these. */
  entered(channelId: string, args: readonly string[]): boolean {
    if (args[0] !== LISTENER) return false;
    this.#askQuietly(requests.listenForTone(channelId, Number(args[1]), FAX_MIN_MS));
    return true;
  }

  /** A tone was heard on a channel that is no leg's. */
  heard(channelId: string): void {
    const legId = /^fax_\d+_(?<legId>.+)$/u.exec(channelId)?.groups?.['legId'];
    const leg = legId === undefined ? null : this.#exchange.book.find(legId);
    if (leg !== null) this.#exchange.report({ kind: 'machine_heard', legId: leg.id, machine: 'fax' });
  }

  /** It is known who answered. */
  stop(leg: Leg): void {
    for (const hz of FAX_TONES_HZ) this.#askQuietly(requests.hangUp(listenerOf(leg.id, hz)));
  }

  #askQuietly(request: ReturnType<typeof requests.hangUp>): void {
    const { ask, log } = this.#exchange;
    const refused = (reason: unknown): void => log.warn('a fax may not be heard', { reason: String(reason) });
    // 404: the leg or the listener is gone; 409: a repeat.
    ask(request)
      .then((response) => void (isDone(response) || [404, 409].includes(response.status) || refused(response.status)))
      .catch(refused);
  }
}

function listenerOf(legId: string, hz: number): string {
  return `fax_${hz}_${legId}`;
}
