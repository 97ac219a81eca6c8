import type { PhoneEffect } from '@ringback/core';
import { requests } from '../ari/requests.ts';
import { type Exchange, isDone } from './exchange.ts';

type RecordEffect = Extract<PhoneEffect, { kind: 'record' }>;

/** A channel that was just made is in the application a moment later: it is asked again so often, after so long (milliseconds). */
const TRIES = 10;
const TRY_AGAIN_MS = 50;

/** Records bridges, and one side of them through a channel that listens to it. A recording's name is its id. */
export class RecordingCalls {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  async record({ recordingId, bridgeId, legId }: RecordEffect): Promise<void> {
    if (legId === null) return this.#begin(recordingId, requests.recordBridge(bridgeId, recordingId));
    const { book, ask, application, log } = this.#exchange;
    const leg = book.find(legId);
    if (leg === null) return;
    const listener = listenerOf(recordingId);
    const made = await ask(requests.snoop(leg.channelId, listener, application));
    // 409 is a repeat: the listener is there.
    if (isDone(made) || made.status === 409)
      return this.#begin(recordingId, requests.recordChannel(listener, recordingId));
    log.error('a side is not recorded', { status: made.status });
  }

  /** Ends it; what is over already stays as it is. */
  async stop(recordingId: string): Promise<void> {
    const { ask } = this.#exchange;
    await ask(requests.stopRecording(recordingId));
    await ask(requests.hangUp(listenerOf(recordingId)));
  }

  async #begin(recordingId: string, request: ReturnType<typeof requests.recordBridge>): Promise<void> {
    const { ask, clock, log } = this.#exchange;
    for (let tries = 1; ; tries += 1) {
      const { status } = await ask(request);
      const isUnderWay = status === 409 && (await ask(requests.liveRecording(recordingId))).status === 200;
      if ((status >= 200 && status < 300) || isUnderWay) return;
      if (tries === TRIES || status === 404) return log.error('a conversation is not recorded', { status });
      await new Promise<void>((resolve) => void clock.wakeAt(clock.now() + TRY_AGAIN_MS, resolve));
    }
  }
}

function listenerOf(recordingId: string): string {
  return `listen_${recordingId}`;
}
