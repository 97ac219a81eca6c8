import type { PhoneEffect } from '@ringback/core';
import { requests } from '../ari/requests.ts';
import type { PromptFiles } from '../prompts/prompt-files.ts';
import { type Exchange, isDone } from './exchange.ts';
import type { Leg } from './leg-book.ts';

type PlayEffect = Extract<PhoneEffect, { kind: 'play' }>;

/** Speaks, plays music, and stops speaking at the first key. */
export class Playing {
  readonly #exchange: Exchange;
  readonly #promptFiles: PromptFiles;

  constructor(exchange: Exchange, promptFiles: PromptFiles) {
    this.#exchange = exchange;
    this.#promptFiles = promptFiles;
  }

  /** Speaks in place of what is being spoken or played. Who is still being rung hears nothing. */
  async play({ legId, playId, prompt }: PlayEffect): Promise<void> {
    const { book, ask, log, report } = this.#exchange;
    const leg = book.find(legId);
    if (leg === null || !canHear(leg) || leg.askedPlayIds.has(playId)) return;
    leg.askedPlayIds.add(playId);
    await this.silence(leg);
    leg.playIds.add(playId);
    // Asked for in one go: nothing is spoken that a process after this one would not know of.
    const [, response] = await Promise.all([
      ask(requests.rememberPlay(leg.channelId, playId)),
      ask(requests.play(leg.channelId, playId, this.#promptFiles(prompt))),
    ]);
    if (isDone(response) || response.status === 404) return;
    log.error('a prompt could not be spoken', { prompt: prompt.name, status: response.status });
    if (leg.playIds.delete(playId)) report({ kind: 'play_finished', legId, playId });
  }

  /** Music begins when what is being spoken is over, or ends at once. */
  async holdMusic(legId: string, isOn: boolean): Promise<void> {
    const leg = this.#exchange.book.find(legId);
    if (leg === null || !canHear(leg) || leg.isMusicOn === isOn) return;
    leg.isMusicOn = isOn;
    await this.#exchange.ask(requests.holdMusic(leg.channelId, isOn));
  }

  /** Ends prompts and music of a leg. */
  async silence(leg: Leg): Promise<void> {
    await this.stopSpeaking(leg);
    await this.holdMusic(leg.id, false);
  }

  /** Ends the prompts of a leg; each is reported over when the engine says so. */
  async stopSpeaking(leg: Leg): Promise<void> {
    await Promise.all(Array.from(leg.playIds, (playId) => this.#exchange.ask(requests.stopPlayback(playId))));
  }

  /** A key was pressed. The engine may tell it twice, with the same `keyEvent`. `whenSilent` runs once nothing is spoken. */
  pressed(leg: Leg, digit: string, keyEvent: string, whenSilent: () => void): void {
    const { report, log } = this.#exchange;
    if (leg.lastKeyEvent === keyEvent) return;
    leg.lastKeyEvent = keyEvent;
    this.stopSpeaking(leg).catch((error: unknown) =>
      log.warn('a prompt was not stopped at the key', { error: String(error) }),
    );
    whenSilent();
    report({ kind: 'digit', legId: leg.id, digit });
  }

  /** A prompt is over: spoken to the end, stopped, or not to be spoken at all. */
  finished(leg: Leg, playId: string): void {
    if (leg.playIds.delete(playId)) this.#exchange.report({ kind: 'play_finished', legId: leg.id, playId });
  }
}

function canHear(leg: Leg): boolean {
  return leg.phase === 'answered' || leg.direction === 'inbound';
}
