import { browserNow } from './browser-clock.ts';
import { randomKey, tokenOf } from './api.ts';
import type { Api } from './api.ts';
import { isAboutSlot, normaliseNumber, toProblem } from './problem.ts';
import type { Field, Problem } from './problem.ts';
import type { Availability, CallbackRequest, RequestedCallback, ServiceCard, ServiceWait, SlotHold } from './wire.ts';

/** What the form holds. */
export type FormValues = Record<Field, string>;

/** The pages of the panel. */
export type View = 'home' | 'slots' | 'details' | 'status';

/** A callback that the customer has, as the widget remembers it. */
export interface Booked {
  token: string;
  link: string;
  /** True when the server answered with a callback that was there before. */
  existed: boolean;
  /** True until the page is left: the confirmation is shown. */
  fresh: boolean;
}

/** What the host page is told: the DOM event name after "callback:" and its detail. */
export type Tell = (name: string, detail: object) => void;

/** Fixed facts of a request that the customer does not type. */
export interface RequestFrame {
  serviceId: string;
  medium: 'phone' | 'video';
  language: string;
  timeZone: string;
  context: Record<string, string>;
}

/**
 * The way from the invitation to a booked callback, without any drawing: which page is shown, what has been loaded,
 * which slot is held. Calls `changed` after every step.
 */
export class RequestFlow {
  view: View = 'home';
  form: FormValues = { name: '', phoneNumber: '', subject: '', email: '' };
  service: ServiceCard | null = null;
  /** Null while loading; "unknown" when the server could not tell. */
  wait: ServiceWait | 'unknown' | null = null;
  availability: Availability | null = null;
  scheduledFor: string | null = null;
  hold: SlotHold | null = null;
  problem: Problem | null = null;
  booked: Booked | null = null;
  busy = false;
  #slotsUnderWay = false;
  #idempotencyKey = randomKey();
  readonly #api: Api;
  readonly #frame: RequestFrame;
  readonly #changed: () => void;
  readonly #tell: Tell;

  constructor(api: Api, frame: RequestFrame, changed: () => void, tell: Tell) {
    this.#api = api;
    this.#frame = frame;
    this.#changed = changed;
    this.#tell = tell;
  }

  /** True when the service takes immediate requests now; video always needs a time (R12). */
  get asapPossible(): boolean {
    if (this.#frame.medium === 'video' || this.service?.paused === true) return false;
    return (
      this.wait === null || this.wait === 'unknown' || !['closed', 'paused', 'too_many_open'].includes(this.wait.reason)
    );
  }

  /** Loads wait, times and the service together; what cannot be had is shown as unknown. */
  async load(): Promise<void> {
    await Promise.all([this.#loadWait(), this.loadSlots(), this.#loadService()]);
  }

  /** Loads the free times anew; a second call while one is under way does nothing. */
  async loadSlots(): Promise<void> {
    if (this.#slotsUnderWay) return;
    this.#slotsUnderWay = true;
    this.problem = null;
    try {
      this.availability = await this.#api.availability(this.#frame.serviceId, this.#frame.timeZone);
      this.#tell('slots-loaded', { slotsCount: this.availability.slots.length });
    } catch (thrown) {
      this.#refused(thrown);
    }
    this.#slotsUnderWay = false;
    this.#changed();
  }

  async #loadWait(): Promise<void> {
    this.wait = await this.#api.wait(this.#frame.serviceId).catch(() => 'unknown' as const);
    this.#changed();
  }

  /** Subjects are a comfort: without them the form is shorter, so a refusal here is not shown. */
  async #loadService(): Promise<void> {
    const all = await this.#api.services().catch(() => []);
    this.service = all.find((service) => service.id === this.#frame.serviceId) ?? null;
    this.#changed();
  }

  /** Goes to another page of the panel. */
  go(view: View): void {
    this.view = view;
    this.problem = null;
    this.#changed();
  }

  /** "Pick a time": shows the times, and asks for them again where the first try failed. */
  async pickTime(): Promise<void> {
    this.go('slots');
    if (this.availability === null) await this.loadSlots();
  }

  /** "As soon as possible". */
  chooseAsap(): void {
    this.scheduledFor = null;
    this.hold = null;
    this.go('details');
  }

  /** Holds the slot and goes to the form; a slot taken meanwhile leads back to fresh times. */
  async chooseSlot(startsAt: string): Promise<void> {
    await this.#once(async () => {
      this.scheduledFor = startsAt;
      this.hold = await this.#api.hold(this.#frame.serviceId, startsAt);
      this.view = 'details';
    });
  }

  /** Sends the request; a hold that has run out is left away, as the slot may still be free. */
  async submit(): Promise<void> {
    await this.#once(async () => {
      const { callback, existed } = await this.#send().catch((thrown: unknown) => this.#sendWithoutHold(thrown));
      this.#adopt(callback, existed);
      this.#tell('requested', { callback, existed });
    });
  }

  /** After no answer, or "try again", the key stays, so that the repeat books once; any real answer ends its use. */
  async #send(): Promise<{ callback: RequestedCallback; existed: boolean }> {
    try {
      const answer = await this.#api.request(this.#body(), this.#idempotencyKey);
      this.#idempotencyKey = randomKey();
      return answer;
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (problem.code !== 'network' && problem.status !== 503) this.#idempotencyKey = randomKey();
      throw problem;
    }
  }

  #sendWithoutHold(thrown: unknown): Promise<{ callback: RequestedCallback; existed: boolean }> {
    const { code } = toProblem(thrown);
    if (this.hold === null || (code !== 'hold_expired' && code !== 'unknown_hold')) throw thrown;
    this.hold = null;
    return this.#send();
  }

  /** Forgets the callback and begins again. */
  reset(): void {
    this.booked = null;
    this.scheduledFor = null;
    this.hold = null;
    this.go('home');
  }

  #adopt(callback: RequestedCallback, existed: boolean): void {
    const link = callback.selfServiceUrl;
    const token = link === null ? null : tokenOf(link);
    this.hold = null;
    this.view = 'status';
    this.booked = token === null || link === null ? null : { token, link, existed, fresh: true };
  }

  #body(): CallbackRequest {
    const { context, ...frame } = this.#frame;
    const { name, phoneNumber, subject, email } = this.form;
    const holds = this.hold !== null && Date.parse(this.hold.expiresAt) > browserNow();
    return {
      ...frame,
      channel: 'web',
      phoneNumber: normaliseNumber(phoneNumber),
      name: name.trim(),
      context,
      ...(subject === '' ? {} : { subject }),
      ...(email.trim() === '' ? {} : { email: email.trim() }),
      ...(this.scheduledFor === null ? {} : { scheduledFor: this.scheduledFor }),
      ...(holds && this.hold !== null ? { slotHoldId: this.hold.id } : {}),
    };
  }

  async #once(run: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    this.#changed();
    try {
      await run();
    } catch (thrown) {
      await this.#refusedStep(thrown);
    } finally {
      this.busy = false;
      this.#changed();
    }
  }

  async #refusedStep(thrown: unknown): Promise<void> {
    this.#refused(thrown);
    if (this.problem === null || !isAboutSlot(this.problem)) return;
    const { problem } = this;
    this.hold = null;
    this.view = 'slots';
    await this.loadSlots();
    this.problem = problem;
  }

  #refused(thrown: unknown): void {
    this.problem = toProblem(thrown);
    this.#tell('error', { code: this.problem.code, status: this.problem.status });
  }
}
