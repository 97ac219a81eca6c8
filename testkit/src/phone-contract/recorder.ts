import type { LegEnd, PhoneEvent, Prompt } from '@ringback/core';
import type { PhoneUnderTest } from './open-phone.ts';

const STEP_MS = 50;

/** A driver being watched: what it reported, and short ways to ask it for things. */
export class PhoneRecorder {
  readonly events: PhoneEvent[] = [];
  readonly #subject: PhoneUnderTest;
  readonly #prefix: string;

  private constructor(subject: PhoneUnderTest) {
    this.#subject = subject;
    this.#prefix = subject.legIdPrefix;
  }

  /** Starts the driver and records what it reports. */
  static async start(subject: PhoneUnderTest): Promise<PhoneRecorder> {
    const recorder = new PhoneRecorder(subject);
    await subject.phone.start((event) => recorder.events.push(event));
    return recorder;
  }

  /** The full leg id behind a short name. */
  leg(name: string): string {
    return `${this.#prefix}${name}`;
  }

  /** The kinds of event of a leg in order, repeats taken out: a driver may report the same thing twice. */
  kindsOf(legId: string): readonly PhoneEvent['kind'][] {
    return [...new Set(this.events.filter((event) => event.legId === legId).map((event) => event.kind))];
  }

  /** How a leg ended; null while it lives. */
  endOf(legId: string): LegEnd | null {
    for (const event of this.events) if (event.kind === 'ended' && event.legId === legId) return event.end;
    return null;
  }

  /** Lets time pass in small steps until something is so. Throws with what was reported when it never becomes so. */
  async until(what: string, isSo: () => boolean, withinMs = 15_000): Promise<void> {
    for (let waitedMs = 0; !isSo(); waitedMs += STEP_MS) {
      if (waitedMs >= withinMs)
        throw new Error(`waited ${withinMs} ms in vain until ${what}; reported: ${JSON.stringify(this.events)}`);
      await this.#subject.passTime(STEP_MS);
    }
  }

  /** Waits for an event of a leg and returns its first occurrence. */
  async heard<K extends PhoneEvent['kind']>(legId: string, kind: K): Promise<Extract<PhoneEvent, { kind: K }>> {
    const find = () =>
      this.events.find(
        (event): event is Extract<PhoneEvent, { kind: K }> => event.kind === kind && event.legId === legId,
      );
    await this.until(`leg ${legId} reports ${kind}`, () => find() !== undefined);
    const event = find();
    if (event === undefined) throw new Error(`leg ${legId} did not report ${kind}`);
    return event;
  }

  async dial(legId: string, phoneNumber: string, ringMs = 30_000): Promise<void> {
    await this.#subject.phone.execute({
      kind: 'dial',
      legId,
      target: { kind: 'number', phoneNumber },
      callerId: '+12025550199',
      ringMs,
    });
  }

  /** Dials the answering number and waits for the answer. */
  async dialAnswered(name: string): Promise<string> {
    const legId = this.leg(name);
    await this.dial(legId, this.#subject.farEnds.numbers.answering);
    await this.heard(legId, 'answered');
    return legId;
  }

  async play(legId: string, playId: string): Promise<void> {
    const prompt: Prompt = { name: 'callback_announcement', language: 'en', values: { serviceName: 'Harbour & Pine' } };
    await this.#subject.phone.execute({ kind: 'play', legId, playId: this.leg(playId), prompt });
  }

  async hangUp(legId: string): Promise<void> {
    await this.#subject.phone.execute({ kind: 'hang_up', legId });
  }
}
