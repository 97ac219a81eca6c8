import type { PhoneEffect } from '@ringback/core';
import { requests } from '../ari/requests.ts';
import { detectMachine } from '../configuration/index.ts';
import { type Exchange, isDone } from './exchange.ts';
import type { Leg } from './leg-book.ts';
import { LineTones } from './line-tones.ts';
import type { MachineTones } from './machine-tones.ts';
import type { Playing } from './playing.ts';

type LeaveEffect = Extract<PhoneEffect, { kind: 'leave_message' }>;

/** After the beep a voicemail needs a moment before it records, milliseconds. */
const AFTER_BEEP_MS = 700;
/** A greeting makes pauses: silence counts as its end after this long, milliseconds; then a beep may still come for so long. */
const SILENCE_MS = 1_200;
const AFTER_SILENCE_MS = 2_000;
/** Who neither beeps nor stops talking gets the message all the same, after so long, milliseconds. */
const WAIT_MAX_MS = 45_000;

/** Finds out who answered, by the engine's own detection, and leaves messages on voicemails (D7). */
export class MachineDetection {
  readonly #exchange: Exchange;
  readonly #playing: Playing;
  readonly #machineTones: MachineTones;
  readonly #lineTones: LineTones;
  /** Messages that wait for their beep, by leg. */
  readonly #waiting = new Map<string, { readonly effect: LeaveEffect; cancel: () => void }>();

  constructor(exchange: Exchange, playing: Playing, machineTones: MachineTones) {
    this.#exchange = exchange;
    this.#playing = playing;
    this.#machineTones = machineTones;
    this.#lineTones = new LineTones(exchange);
  }

  /** The channel goes through the dialplan and comes back with the verdict. Where it cannot, a person is assumed. */
  async detect(legId: string): Promise<void> {
    const { book, ask, report, log } = this.#exchange;
    const leg = book.find(legId);
    if (leg === null) return;
    this.#lineTones.listen(leg);
    const { status } = await ask(requests.continueIn(leg.channelId, detectMachine));
    // 409 is a repeat: the channel is in the dialplan. 404: it is gone, and its end is told.
    if ((status >= 200 && status < 300) || status === 409 || status === 404) return;
    log.warn('who answered is not found out', { status });
    report({ kind: 'human_heard', legId });
  }

  /**
   * The channel is back. Silence is a verdict of the engine's own, and no machine to us; a beep may still tell that it was one.
   */
  verdict(leg: Leg, status: string, cause: string): void {
    this.#lineTones.stop(leg);
    if (status === 'HUMAN') this.#machineTones.stop(leg);
    const isMachine = status === 'MACHINE' && !cause.startsWith('INITIALSILENCE');
    this.#exchange.report(
      isMachine
        ? { kind: 'machine_heard', legId: leg.id, machine: 'voicemail' }
        : { kind: 'human_heard', legId: leg.id },
    );
  }

  /** A channel that listens has come into the application. False: it is none of these. */
  entered(channelId: string, args: readonly string[]): boolean {
    return this.#lineTones.entered(channelId, args);
  }

  /** A tone was heard on a channel that is no leg's. */
  toneHeard(channelId: string): void {
    this.#lineTones.heard(channelId);
  }

  async leave(effect: LeaveEffect): Promise<void> {
    const { book, ask, log } = this.#exchange;
    const leg = book.find(effect.legId);
    if (leg === null || leg.askedPlayIds.has(effect.playId) || this.#waiting.has(leg.id)) return;
    this.#waiting.set(leg.id, { effect, cancel: () => undefined });
    this.#speakIn(leg.id, leg.isMachineHeard ? AFTER_BEEP_MS : WAIT_MAX_MS);
    if (leg.isMachineHeard) return;
    // The engine puts the next request off, and all behind it, while it speaks.
    await this.#playing.silence(leg);
    const response = await ask(requests.listenForSilence(leg.channelId, SILENCE_MS));
    if (!isDone(response) && response.status !== 404)
      log.warn('the end of a greeting will not be heard', { status: response.status });
  }

  /** The beep. */
  beeped(leg: Leg): void {
    this.#speakIn(leg.id, AFTER_BEEP_MS);
  }

  /** The far end has been silent for a while. */
  silent(leg: Leg): void {
    if (!leg.isMachineHeard) this.#speakIn(leg.id, AFTER_SILENCE_MS);
  }

  #speakIn(legId: string, afterMs: number): void {
    const waiting = this.#waiting.get(legId);
    if (waiting === undefined) return;
    const { clock, log } = this.#exchange;
    waiting.cancel();
    waiting.cancel = clock.wakeAt(clock.now() + afterMs, () => {
      this.#waiting.delete(legId);
      const leg = this.#exchange.book.find(legId);
      if (leg !== null) this.#machineTones.stop(leg);
      const { playId, prompt } = waiting.effect;
      this.#playing
        .play({ kind: 'play', legId, playId, prompt })
        .catch((error: unknown) => log.error('a message was not left', { error: String(error) }));
    });
  }
}
