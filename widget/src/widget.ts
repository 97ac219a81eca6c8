import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { makeApi } from './api.ts';
import type { Api } from './api.ts';
import { RequestFlow } from './flow.ts';
import type { FormValues } from './flow.ts';
import { deviceZone } from './format.ts';
import { HoldTimer } from './hold-timer.ts';
import { chooseTag, english, loadLocale } from './locale.ts';
import type { Locale } from './locale.ts';
import type { StatusEvent } from './parts/callback-status.ts';
import { detailsView } from './parts/details-view.ts';
import { homeView } from './parts/home-view.ts';
import { icon } from './parts/icons.ts';
import { slotsView } from './parts/slots-view.ts';
import { baseStyles } from './parts/styles.ts';
import { widgetStyles } from './parts/widget-styles.ts';
import { checkForm, fieldErrors, fields } from './problem.ts';
import type { FieldErrors } from './problem.ts';
import { recall, remember } from './remember.ts';

const narrowScreen = '(max-width: 480px)';

/**
 * The button on somebody's page and the panel behind it: ask for a callback, see it, move it, cancel it.
 *
 * Attributes: `service` (id), `api` (address of the server, "" = this origin), `key` (publishable key), `locale`,
 * `medium` ("video" for a video service), `floating` (button fixed in the corner), `data-theme` ("light" or "dark").
 * DOM events: `callback:ready|viewed|slots-loaded|requested|rescheduled|cancelled|error`.
 */
export class RingbackWidget extends LitElement {
  static override properties = {
    service: {},
    api: {},
    key: {},
    locale: {},
    medium: {},
    words: { state: true },
    errors: { state: true },
    announcement: { state: true },
  };
  static override styles = [baseStyles, widgetStyles];

  declare service: string;
  declare api: string;
  declare key: string;
  declare locale: string | null;
  declare medium: string;
  declare words: Locale;
  declare errors: FieldErrors;
  declare announcement: string;
  #flow: RequestFlow | null = null;
  #api: Api | null = null;
  #context: Record<string, string> = {};
  #given: Partial<FormValues> = {};
  #ready = false;
  #shownView = '';
  readonly #chosen: { startsAt: string | null } = { startsAt: null };
  readonly #zone = deviceZone();
  readonly #hold = new HoldTimer(
    this,
    (what) => (this.announcement = this.words.text(what === 'soon' ? 'holdSoon' : 'holdOver')),
  );

  constructor() {
    super();
    this.service = '';
    this.api = '';
    this.key = '';
    this.locale = null;
    this.medium = 'phone';
    this.words = english;
    this.errors = {};
    this.announcement = '';
  }

  /** Opens the panel and loads the wait and the free times. */
  open(): void {
    this.#startFlow();
    this.#show();
  }

  /** Closes the panel; what was typed stays. */
  close(): void {
    this.#dialog?.close();
  }

  /** Fills in what the page knows (name, phoneNumber, subject, email), and journey data that travels along as `context`. */
  prefill(values: Partial<FormValues> & { context?: Record<string, string> }): void {
    const { context, ...form } = values;
    this.#given = { ...this.#given, ...form };
    this.#context = { ...this.#context, ...context };
    if (this.#flow !== null) Object.assign(this.#flow.form, form);
    this.requestUpdate();
  }

  /** Asks again for the wait, the times and the state of the callback. */
  async refresh(): Promise<void> {
    await this.#flow?.load();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('locale')) void this.#loadWords();
    if (changed.has('service') || changed.has('api') || changed.has('key') || changed.has('medium')) this.#flow = null;
    this.#hold.set(this.#flow?.hold?.expiresAt ?? null);
  }

  override updated(): void {
    if (!this.#ready) {
      this.#ready = true;
      this.#tell('ready', {});
    }
    const view = this.#flow?.view ?? '';
    if (view === this.#shownView || !this.#dialog?.open) return;
    this.#shownView = view;
    this.#focusStart();
  }

  override render(): TemplateResult {
    const { text } = this.words;
    const flow = this.#flow;
    const back = flow !== null && (flow.view === 'slots' || flow.view === 'details');
    return html`
      <button
        class="button primary launcher"
        part="launcher"
        aria-haspopup="dialog"
        aria-expanded=${this.#dialog?.open === true ? 'true' : 'false'}
        @click=${() => this.open()}
      >
        ${icon('phone')}${text('launcher')}
      </button>
      <dialog
        aria-labelledby="title"
        @close=${() => this.requestUpdate()}
        @keydown=${(event: KeyboardEvent) => this.#escape(event)}
        lang=${this.words.language}
      >
        <header>
          ${back ? html`<button class="round back" aria-label=${text('back')} @click=${() => this.#back()}>${icon('back')}</button>` : nothing}
          <p id="title">${text('panelTitle')}</p>
          <button class="round" aria-label=${text('close')} @click=${() => this.close()}>${icon('close')}</button>
        </header>
        <main tabindex="-1">${flow === null ? nothing : this.#page(flow)}</main>
        <div class="hidden" role="status">${this.announcement}</div>
      </dialog>
    `;
  }

  #page(flow: RequestFlow): TemplateResult {
    switch (flow.view) {
      case 'home':
        return homeView(flow, this.words, this.#zone);
      case 'slots':
        return slotsView(flow, this.words, this.#zone, this.#chosen);
      case 'details':
        return detailsView(flow, {
          locale: this.words,
          timeZone: this.#zone,
          errors: this.errors,
          holdLeftMs: this.#hold.leftMs,
          submit: () => void this.#submit(flow),
        });
      case 'status':
        return this.#status(flow);
    }
  }

  #status(flow: RequestFlow): TemplateResult {
    const { booked } = flow;
    if (booked === null) return this.#hiddenCallback();
    const title = booked.existed ? 'existingTitle' : 'confirmedTitle';
    return html`<ringback-callback-status
      .api=${this.#api}
      .token=${booked.token}
      .link=${booked.link}
      .locale=${this.words}
      .confirmation=${booked.fresh ? this.words.text(title) : null}
      @status-event=${(event: CustomEvent<StatusEvent>) => this.#heard(flow, event.detail)}
    ></ringback-callback-status>`;
  }

  /** Somebody asked for this number before, maybe on another device: the link that changes it is there, not here. */
  #hiddenCallback(): TemplateResult {
    const { text } = this.words;
    return html`<h2>${text('existingTitle')}</h2>
      <p>${text('existingElsewhere')}</p>`;
  }

  async #submit(flow: RequestFlow): Promise<void> {
    this.errors = checkForm(flow.form, (flow.service?.subjects.length ?? 0) > 0, this.words.text);
    if (Object.keys(this.errors).length === 0) {
      await flow.submit();
      if (flow.problem !== null) this.errors = fieldErrors(flow.problem, this.words.text);
    }
    await this.updateComplete;
    this.#focusFirstError();
  }

  #focusFirstError(): void {
    const wrong = fields.filter((field) => this.errors[field] !== undefined);
    const first = wrong[0];
    if (first === undefined) return;
    this.announcement = this.words.text('fieldsWrong', { count: wrong.length });
    this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus();
  }

  #heard(flow: RequestFlow, { name, detail }: StatusEvent): void {
    if (name !== 'again') return this.#tell(name, detail);
    remember(this.service, null);
    flow.reset();
    void flow.load();
  }

  #startFlow(): void {
    if (this.#flow !== null) return;
    this.#api = makeApi(this.api, this.key === '' ? null : this.key);
    const frame = {
      serviceId: this.service,
      medium: this.medium === 'video' ? ('video' as const) : ('phone' as const),
      language: this.words.tag,
      timeZone: this.#zone,
      context: { page: location.pathname, ...this.#context },
    };
    const flow = new RequestFlow(
      this.#api,
      frame,
      () => this.#flowChanged(flow),
      (name, detail) => this.#tell(name, detail),
    );
    this.#flow = flow;
    Object.assign(flow.form, this.#given);
    const booked = recall(this.service);
    if (booked !== null) {
      flow.booked = booked;
      flow.view = 'status';
    } else void flow.load();
    this.requestUpdate();
  }

  #flowChanged(flow: RequestFlow): void {
    if (flow.booked !== null) remember(this.service, flow.booked);
    this.requestUpdate();
  }

  #back(): void {
    const flow = this.#flow;
    if (flow === null) return;
    this.errors = {};
    flow.go(flow.view === 'details' && flow.scheduledFor !== null ? 'slots' : 'home');
  }

  /** Full screen is modal, so that the page behind is out of reach for keyboard and screen reader; beside the page it is not. */
  #show(): void {
    const dialog = this.#dialog;
    if (dialog === null || dialog.open) return;
    if (matchMedia(narrowScreen).matches) dialog.showModal();
    else dialog.show();
    this.#shownView = '';
    this.requestUpdate();
  }

  #escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.close();
  }

  #focusStart(): void {
    const start =
      this.renderRoot.querySelector<HTMLElement>('main [tabindex="-1"]') ??
      this.renderRoot.querySelector<HTMLElement>('main');
    start?.focus({ preventScroll: true });
    this.renderRoot.querySelector('main')?.scrollTo(0, 0);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async #loadWords(): Promise<void> {
    const wanted = this.locale ?? (document.documentElement.lang || null);
    this.words = await loadLocale(chooseTag(wanted, navigator.languages));
  }

  #tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`callback:${name}`, { detail, bubbles: true, composed: true }));
  }
}
