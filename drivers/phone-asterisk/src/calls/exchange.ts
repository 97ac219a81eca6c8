import type { LegEnd, PhoneEvent } from '@ringback/core';
import type { Clock } from '@ringback/engine';
import type { AriResponse } from '../ari/messages.ts';
import type { AriRequest } from '../ari/requests.ts';
import { requests } from '../ari/requests.ts';
import type { AsteriskPhoneLog } from '../log.ts';
import type { TrunkGroup } from '../trunks/trunk-group.ts';
import type { Leg, LegBook } from './leg-book.ts';

/** What the parts of the driver share: the engine to ask, the legs, and where to report. */
export interface Exchange {
  readonly application: string;
  readonly clock: Clock;
  readonly log: AsteriskPhoneLog;
  readonly book: LegBook;
  readonly trunks: TrunkGroup;
  /** Asks the engine, waiting a while for a connection and asking again after one broke: for requests that may be repeated. */
  ask(request: AriRequest): Promise<AriResponse>;
  /** Waits for a connection for at most `limitMs`. */
  untilReady(limitMs: number): Promise<void>;
  /** Asks once, on the connection there is. */
  askOnce(request: AriRequest): Promise<AriResponse>;
  report(event: PhoneEvent): void;
}

/** Did the engine do it? */
export function isDone({ status }: AriResponse): boolean {
  return status >= 200 && status < 300;
}

/** The far end rings. */
export function noteRinging({ report }: Exchange, leg: Leg): void {
  leg.hasRung = true;
  if (leg.phase !== 'asked' || leg.direction !== 'outbound') return;
  leg.phase = 'ringing';
  report({ kind: 'ringing', legId: leg.id });
}

/** Somebody picked up, and the application has the leg. */
export function noteAnswered({ report }: Exchange, leg: Leg): void {
  leg.hasRung = true;
  if (leg.phase === 'answered') return;
  leg.phase = 'answered';
  leg.dial = null;
  report({ kind: 'answered', legId: leg.id });
}

/** The leg is over. Reported once. */
export function finish(exchange: Exchange, leg: Leg, end: LegEnd): void {
  const { book, trunks, log } = exchange;
  if (!book.remove(leg)) return;
  trunks.release(leg.channelId);
  const { bridgeId } = leg;
  if (bridgeId !== null && !book.living().some((other) => other.bridgeId === bridgeId))
    exchange
      .ask(requests.removeBridge(bridgeId))
      .catch((error: unknown) => log.warn('an empty bridge was not removed', { bridgeId, error: String(error) }));
  exchange.report({ kind: 'ended', legId: leg.id, end });
}
