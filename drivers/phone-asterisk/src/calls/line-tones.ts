import type { MachineKind } from '@ringback/core';
import { requests } from '../ari/requests.ts';
import { type Exchange, isDone } from './exchange.ts';
import type { Leg } from './leg-book.ts';

interface LineTone {
  /** The engine takes whole numbers, and hears about 4 Hz to either side. */
  readonly hz: number;
  /** It counts once it lasted for so long, milliseconds: no voice holds one frequency for so long. */
  readonly minMs: number;
  readonly machine: MachineKind;
  /** It counts only when it comes again after so long, milliseconds from tone to tone; null: at once. */
  readonly again: { readonly minMs: number; readonly maxMs: number } | null;
}

/**
 * What lines sound like that no person has. A fax: 2100 Hz when it answers (CED), 1100 Hz when it calls (CNG), as some do on a line
 * that was transferred (ITU-T T.30). The special information tone is three tones; as North American networks encode it (Telcordia) they
 * last 274 or 380 ms, within 5 %, and their frequencies are kept within 0.2 %. The second one tells whether it is about the number
 * (1370.6 Hz: intercept, vacant code) or about the network (1428.5 Hz: reorder, no circuit). Busy tone is 425 Hz in most of the world,
 * half a second in every second (ITU-T E.180, supplement 2).
 */
const LINE_TONES: readonly LineTone[] = [
  { hz: 2_100, minMs: 400, machine: 'fax', again: null },
  { hz: 1_100, minMs: 400, machine: 'fax', again: null },
  { hz: 1_371, minMs: 200, machine: 'number_not_in_service', again: null },
  { hz: 1_428, minMs: 200, machine: 'network_congested', again: null },
  { hz: 425, minMs: 400, machine: 'busy_tone', again: { minMs: 800, maxMs: 1_200 } },
];
/** First argument of the channels that listen, and how their names begin. */
const LISTENER = 'tone';

/**
 * Hears fax machines, and what networks play after they have answered a call instead of refusing it (A2). The engine listens for one
 * tone on a channel, and that is the beep of a voicemail: for each other tone a channel of its own hears what comes from the leg, for
 * as long as it is being found out who answered.
 */
export class LineTones {
  readonly #exchange: Exchange;
  /** When tones that have to come again were heard last, by leg. */
  readonly #heardAt = new WeakMap<Leg, number>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** Begins to listen. What cannot be listened for is not heard. */
  listen(leg: Leg): void {
    const { application } = this.#exchange;
    for (const { hz } of LINE_TONES)
      this.#askQuietly(requests.snoop(leg.channelId, listenerOf(leg.id, hz), application, `${LISTENER},${hz}`));
  }

  /** A listening channel has come into the application. False: it is none of these. */
  entered(channelId: string, args: readonly string[]): boolean {
    if (args[0] !== LISTENER) return false;
    const tone = toneAt(args[1]);
    if (tone !== null) this.#askQuietly(requests.listenForTone(channelId, tone.hz, tone.minMs));
    return true;
  }

  /** A tone was heard on a channel that is no leg's. */
  heard(channelId: string): void {
    const listener = /^tone_(?<hz>\d+)_(?<legId>.+)$/u.exec(channelId)?.groups;
    const tone = toneAt(listener?.['hz']);
    const leg = this.#exchange.book.find(listener?.['legId'] ?? '');
    if (leg === null || tone === null || !this.#counts(leg, tone)) return;
    this.#exchange.report({ kind: 'machine_heard', legId: leg.id, machine: tone.machine });
  }

  /** It is known who answered. */
  stop(leg: Leg): void {
    for (const { hz } of LINE_TONES) this.#askQuietly(requests.hangUp(listenerOf(leg.id, hz)));
  }

  #counts(leg: Leg, { again }: LineTone): boolean {
    if (again === null) return true;
    const now = this.#exchange.clock.now();
    const sinceMs = now - (this.#heardAt.get(leg) ?? -Infinity);
    this.#heardAt.set(leg, now);
    return sinceMs >= again.minMs && sinceMs <= again.maxMs;
  }

  #askQuietly(request: ReturnType<typeof requests.hangUp>): void {
    const { ask, log } = this.#exchange;
    const refused = (reason: unknown): void =>
      log.warn('a tone of the line may not be heard', { reason: String(reason) });
    // 404: the leg or the listener is gone; 409: a repeat.
    ask(request)
      .then((response) => void (isDone(response) || [404, 409].includes(response.status) || refused(response.status)))
      .catch(refused);
  }
}

function toneAt(hz: string | undefined): LineTone | null {
  return LINE_TONES.find((tone) => String(tone.hz) === hz) ?? null;
}

function listenerOf(legId: string, hz: number): string {
  return `${LISTENER}_${hz}_${legId}`;
}
