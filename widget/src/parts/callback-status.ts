import { browserNow } from '../browser-clock.ts';
import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Api } from '../api.ts';
import { dayLabel, dayTimeLabel, deviceZone, numberLabel, timeLabel, waitText } from '../format.ts';
import { english } from '../locale.ts';
import type { Locale } from '../locale.ts';
import { Poller, nextPollMs } from '../poll.ts';
import { isAboutSlot, problemText, toProblem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { describeState, isClosed, isLate, steps } from '../states.ts';
import type { Step } from '../states.ts';
import type { StringKey } from '../text.ts';
import type { Availability, CallbackView, SelfServiceView } from '../wire.ts';
import { icon } from './icons.ts';
import { statusStyles } from './status-styles.ts';
import { baseStyles } from './styles.ts';

type Mode = 'live' | 'reschedule' | 'cancel';

/** What the element tells its page, by the name of the DOM event without its prefix. */
export interface StatusEvent {
  name: 'viewed' | 'rescheduled' | 'cancelled' | 'error' | 'again';
  detail: object;
}

/**
 * One callback as its customer sees it: state in plain words, place, estimate, promise; change the time; cancel.
 * Asks the self-service address again and again while something can change. Fires `status-event` with a {@link StatusEvent}.
 */
export class CallbackStatus extends LitElement {
  static override properties = {
    api: { attribute: false },
    token: { attribute: false },
    locale: { attribute: false },
    confirmation: { attribute: false },
    link: { attribute: false },
    callback: { state: true },
    mode: { state: true },
    availability: { state: true },
    problem: { state: true },
    staleSince: { state: true },
    busy: { state: true },
    announcement: { state: true },
  };
  static override styles = [baseStyles, statusStyles];

  declare api: Api | null;
  declare token: string | null;
  declare locale: Locale;
  /** A heading shown above the state right after the request; null later on. */
  declare confirmation: string | null;
  /** The address of the status page, when this is shown elsewhere. */
  declare link: string | null;
  declare callback: CallbackView | null;
  declare mode: Mode;
  declare availability: Availability | null;
  declare problem: Problem | null;
  declare staleSince: string | null;
  declare busy: boolean;
  declare announcement: string;
  #chosen: string | null = null;
  #updatedAt = new Date(browserNow()).toISOString();
  #failuresCount = 0;
  #announced = '';
  readonly #zone = deviceZone();
  readonly #poller = new Poller(() => this.refresh());

  constructor() {
    super();
    this.api = null;
    this.token = null;
    this.locale = english;
    this.confirmation = null;
    this.link = null;
    this.callback = null;
    this.mode = 'live';
    this.availability = null;
    this.problem = null;
    this.staleSince = null;
    this.busy = false;
    this.announcement = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.token !== null) this.#poller.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#poller.stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('token') || changed.has('api')) && this.token !== null && this.api !== null) this.#poller.start();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.get('callback') === null && this.confirmation !== null)
      this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    if (changed.has('mode') && changed.get('mode') !== undefined)
      this.renderRoot.querySelector<HTMLElement>('h2, .sentence')?.focus();
  }

  /** Asks for the state once; answers the pause until the next time in milliseconds, or null when all is over. */
  async refresh(): Promise<number | null> {
    if (this.api === null || this.token === null) return null;
    try {
      this.#take(await this.api.selfService(this.token));
    } catch (thrown) {
      if (this.#lost(toProblem(thrown))) return null;
    }
    return nextPollMs(this.callback, this.#failuresCount, browserNow());
  }

  #take(answer: SelfServiceView): void {
    const first = this.callback === null;
    this.callback = answer;
    this.#updatedAt = new Date(browserNow()).toISOString();
    this.#failuresCount = 0;
    this.staleSince = null;
    const { sentence } = describeState(answer, this.#zone, this.locale);
    if (!first && sentence !== this.#announced) this.announcement = sentence;
    this.#announced = sentence;
    if (first) this.#tell('viewed', { callback: answer, service: { id: answer.serviceId, name: answer.serviceName } });
  }

  /** True when asking again makes no sense: the link is dead. */
  #lost(problem: Problem): boolean {
    const dead = problem.status === 404 || problem.status === 401 || problem.status === 403 || problem.status === 410;
    this.#failuresCount += 1;
    if (dead || this.callback === null) this.problem = problem;
    else this.staleSince = this.#updatedAt;
    return dead;
  }

  override render(): TemplateResult {
    const views: Record<Mode, (callback: CallbackView) => TemplateResult> = {
      live: (c) => this.#live(c),
      reschedule: () => this.#reschedule(),
      cancel: () => this.#cancelQuestion(),
    };
    return html`
      <div class="hidden" role="status">${this.announcement}</div>
      ${this.callback !== null ? views[this.mode](this.callback) : this.problem !== null ? this.#failed(this.problem) : this.#skeleton()}
    `;
  }

  #live(callback: CallbackView): TemplateResult {
    const { text } = this.locale;
    const { sentence, step, tone } = describeState(callback, this.#zone, this.locale);
    const closed = isClosed(callback);
    return html`
      <div class="stack">
        ${this.confirmation === null ? nothing : html`<h2 tabindex="-1" class="done">${icon('check')}<span>${this.confirmation}</span></h2>`}
        <div class="now ${tone}">
          <p class="sentence" tabindex="-1">${sentence}</p>
          ${this.#numbers(callback, step)}
        </div>
        ${isLate(callback, browserNow()) ? html`<p class="note warn">${text('promiseLate')}</p>` : nothing}
        ${this.#problemNote()} ${closed ? nothing : this.#steps(callback, step)}
        ${closed ? nothing : this.#facts(callback)}
        ${this.staleSince === null ? nothing : html`<p class="note warn" role="status">${text('offline', { time: timeLabel(this.staleSince, this.#zone, this.locale) })}</p>`}
        ${closed ? this.#again() : this.#actions(callback)}
        ${this.link === null ? nothing : html`<p class="hint"><a href=${this.link} target="_blank" rel="noopener">${text('statusLink')}</a>. ${text('statusLinkHint')}</p>`}
      </div>
    `;
  }

  #numbers(callback: CallbackView, step: Step): TemplateResult | typeof nothing {
    const { text } = this.locale;
    if (step !== 'line' || (callback.position === null && callback.estimatedWait === null)) return nothing;
    return html`<dl class="numbers">
      ${
        callback.position === null
          ? nothing
          : html`<div>
              <dt>${text('placeLabel')}</dt>
              <dd>${text('place', { position: callback.position })}</dd>
            </div>`
      }
      <div>
        <dt>${text('estimateLabel')}</dt>
        <dd>${waitText(callback.estimatedWait, this.locale)}</dd>
      </div>
    </dl>`;
  }

  #steps(callback: CallbackView, now: Step): TemplateResult {
    const { text } = this.locale;
    const words: Record<Step, StringKey> = {
      booked: 'stepBooked',
      line: callback.scheduledFor === null ? 'stepInLine' : 'stepScheduled',
      ring: 'stepRing',
      talk: 'stepTalk',
    };
    const reached = steps.indexOf(now);
    return html`
      <section>
        <h3>${text('nextSteps')}</h3>
        <ol class="steps">
          ${steps.map(
            (step, index) =>
              html` <li
                class=${index < reached ? 'past' : index === reached ? 'current' : 'ahead'}
                aria-current=${index === reached ? 'step' : nothing}
              >
                <span class="dot">${index < reached ? icon('check') : nothing}</span>
                <span
                  >${text(words[step])}${step === 'ring' ? html`<span class="hint">${text('stepRingHint')}</span>` : nothing}</span
                >
              </li>`,
          )}
        </ol>
      </section>
    `;
  }

  #facts(callback: CallbackView): TemplateResult {
    const { text } = this.locale;
    const { promise, attempts, attemptsMax } = callback;
    return html`<dl class="facts">
      <div>
        <dt>${text('numberThatRings')}</dt>
        <dd>${numberLabel(callback.phoneNumber)}</dd>
      </div>
      ${
        promise === null
          ? nothing
          : html`<div>
              <dt>${text('promiseLabel')}</dt>
              <dd>${text('promiseWindow', this.#window(promise))}</dd>
            </div>`
      }
      ${
        attempts.length === 0
          ? nothing
          : html`<div>
              <dt>${text('attemptLabel')}</dt>
              <dd>${text('attempts', { n: attempts.length, max: attemptsMax })}</dd>
            </div>`
      }
    </dl>`;
  }

  /** The promised window; the day is named where it is not today, the zone always. */
  #window({ from, to }: { from: string; to: string }): { from: string; to: string } {
    const day = (instant: string): string => dayLabel(instant, this.#zone, this.locale);
    const today = day(from) === day(new Date(browserNow()).toISOString());
    const begin = today ? timeLabel(from, this.#zone, this.locale) : dayTimeLabel(from, this.#zone, this.locale);
    const end =
      day(from) === day(to) ? timeLabel(to, this.#zone, this.locale) : dayTimeLabel(to, this.#zone, this.locale);
    return { from: begin, to: `${end} (${this.#zone})` };
  }

  #actions(callback: CallbackView): TemplateResult | typeof nothing {
    const may = (action: CallbackView['allowedActions'][number]): boolean => callback.allowedActions.includes(action);
    if (!may('reschedule') && !may('cancel')) return nothing;
    return html`<div class="row even">
      ${may('reschedule') ? html`<button class="button" @click=${() => this.#openPicker()}>${this.locale.text('reschedule')}</button>` : nothing}
      ${may('cancel') ? html`<button class="button quiet risky" @click=${() => this.#go('cancel')}>${this.locale.text('cancel')}</button>` : nothing}
    </div>`;
  }

  /** Asking anew needs the form, which only the widget has; on the status page itself there is no link to itself. */
  #again(): TemplateResult | typeof nothing {
    return this.link === null
      ? nothing
      : html`<button class="button" @click=${() => this.#tell('again', {})}>${this.locale.text('again')}</button>`;
  }

  #reschedule(): TemplateResult {
    const { text } = this.locale;
    return html`<div class="stack">
      <div>
        <h2 tabindex="-1">${text('rescheduleTitle')}</h2>
        <p class="hint">${text('rescheduleKeep')}</p>
      </div>
      ${this.#problemNote()}
      <ringback-slot-picker
        .availability=${this.availability}
        .locale=${this.locale}
        .timeZone=${this.#zone}
        @slot-change=${(e: CustomEvent<string | null>) => this.#slotChosen(e.detail)}
      ></ringback-slot-picker>
      <div class="row even sticky">
        <button class="button" @click=${() => this.#go('live')}>${text('back')}</button>
        <button
          class="button primary"
          ?hidden=${this.availability === null}
          aria-disabled=${this.busy}
          @click=${() => void this.#move()}
        >
          ${text('rescheduleConfirm')}
        </button>
      </div>
    </div>`;
  }

  #cancelQuestion(): TemplateResult {
    const { text } = this.locale;
    return html`<div class="stack">
      <h2 tabindex="-1">${text('cancelQuestion')}</h2>
      <p class="lead">${text('cancelConsequence')}</p>
      ${this.#problemNote()}
      <div class="row even">
        <button class="button" @click=${() => this.#go('live')}>${text('cancelNo')}</button>
        <button class="button danger" aria-disabled=${this.busy} @click=${() => void this.#cancel()}>
          ${text('cancelYes')}
        </button>
      </div>
    </div>`;
  }

  #problemNote(): TemplateResult | typeof nothing {
    return this.problem === null
      ? nothing
      : html`<p class="note bad" role="alert">${problemText(this.problem, this.locale.text)}</p>`;
  }

  #failed(problem: Problem): TemplateResult {
    const again = (): void => {
      this.problem = null;
      this.#poller.stop();
      this.#poller.start();
    };
    return html`<div class="note bad" role="alert">
      <span>${problemText(problem, this.locale.text)}</span>
      ${problem.status === 404 ? nothing : html`<button class="button" @click=${again}>${this.locale.text('tryAgain')}</button>`}
    </div>`;
  }

  #skeleton(): TemplateResult {
    return html`<div class="stack" aria-hidden="true">
        <div class="now calm">
          <p class="sentence"><span class="skeleton">${this.locale.text('stateWaiting')}</span></p>
        </div>
        <div class="skeleton block"></div>
      </div>
      <span class="hidden" role="status">${this.locale.text('loading')}</span>`;
  }

  #go(mode: Mode): void {
    this.problem = null;
    this.confirmation = null;
    this.mode = mode;
  }

  #slotChosen(startsAt: string | null): void {
    this.#chosen = startsAt;
  }

  #openPicker(): void {
    this.#go('reschedule');
    this.availability = null;
    void this.#act(async (api, token) => {
      this.availability = await api.selfServiceAvailability(token, this.#zone);
    });
  }

  async #move(): Promise<void> {
    const chosen = this.#chosen;
    if (chosen === null) return;
    const moved = await this.#act((api, token) => api.reschedule(token, chosen, this.#zone));
    if (!moved) return;
    this.#go('live');
    this.announcement = this.locale.text('rescheduled', { when: dayTimeLabel(chosen, this.#zone, this.locale) });
    this.#tell('rescheduled', { scheduledFor: chosen });
    await this.refresh();
  }

  async #cancel(): Promise<void> {
    if (!(await this.#act((api, token) => api.cancel(token)))) return;
    this.#go('live');
    this.announcement = this.locale.text('cancelled');
    this.#tell('cancelled', {});
    await this.refresh();
  }

  /** Runs one request; a refusal is shown, and a full slot brings fresh times. True when it went well. */
  async #act(run: (api: Api, token: string) => Promise<void>): Promise<boolean> {
    if (this.api === null || this.token === null || this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await run(this.api, this.token);
      return true;
    } catch (thrown) {
      this.problem = toProblem(thrown);
      this.#tell('error', { code: this.problem.code });
      if (isAboutSlot(this.problem))
        this.availability = await this.api
          .selfServiceAvailability(this.token, this.#zone)
          .catch(() => this.availability);
      return false;
    } finally {
      this.busy = false;
    }
  }

  #tell(name: StatusEvent['name'], detail: object): void {
    this.dispatchEvent(new CustomEvent<StatusEvent>('status-event', { detail: { name, detail } }));
  }
}
