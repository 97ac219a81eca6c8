import { browserNow } from '../browser-clock.ts';
import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { countdown, numberLabel } from '../format.ts';
import { icon } from '../parts/icons.ts';
import { baseStyles } from '../parts/styles.ts';
import { simulatedLine } from './handset-line.ts';
import type { HandsetAct, HandsetLine } from './handset-line.ts';
import { idleHandset } from './handset-state.ts';
import type { HandsetState } from './handset-state.ts';
import { handsetStyles } from './handset-styles.ts';

const keys = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;
const tickMs = 1_000;

/** A telephone on the page for one number: rings, is answered, shows what is spoken, takes keys, calls in. */
export class DemoHandset extends LitElement {
  static override properties = {
    number: {},
    inboundNumber: { attribute: false },
    state: { state: true },
    pressed: { state: true },
    online: { state: true },
    failure: { state: true },
  };
  static override styles = [baseStyles, handsetStyles];

  declare number: string;
  declare inboundNumber: string;
  declare state: HandsetState;
  declare pressed: string;
  declare online: boolean;
  declare failure: string | null;
  /** Set before the telephone is put on the page. */
  line: HandsetLine = simulatedLine();
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.number = '';
    this.inboundNumber = '';
    this.state = idleHandset;
    this.pressed = '';
    this.online = false;
    this.failure = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.line.open({
      state: (state) => this.#heard(state),
      online: (isOnline, trouble = null) => {
        this.online = isOnline;
        this.failure = trouble;
      },
    });
    this.#clock = setInterval(() => this.requestUpdate(), tickMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.line.close();
    clearInterval(this.#clock);
  }

  #heard(state: HandsetState): void {
    const rang = this.state.status;
    if (state.legId !== this.state.legId) this.pressed = '';
    this.state = state;
    this.failure = null;
    if (state.status !== rang) this.dispatchEvent(new CustomEvent('handset-status', { detail: state.status }));
  }

  override render(): TemplateResult {
    return html`
      <section class="phone ${this.state.status}" aria-label="Demo handset">
        <div class="bar">
          <span>${new Date(browserNow()).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' })}</span
          ><span>${this.online ? 'Ringback' : 'No service'}</span>
        </div>
        <div class="hidden" role="status">${this.#announcement()}</div>
        <div class="screen">${this.#screen()}</div>
      </section>
    `;
  }

  #screen(): TemplateResult {
    switch (this.state.status) {
      case 'idle':
        return this.#idle();
      case 'ringing':
        return this.#ringing();
      case 'connected':
        return this.#connected();
    }
  }

  #idle(): TemplateResult {
    return html`
      <div class="who">
        <p class="quiet">My number</p>
        <p class="name">${numberLabel(this.number)}</p>
        <p class="quiet">Rings when the shop calls back.</p>
      </div>
      <div class="bottom">
        ${this.#failureLine()}
        <button
          class="wide call"
          ?disabled=${this.inboundNumber === ''}
          @click=${() => this.#act({ do: 'call', to: this.inboundNumber })}
        >
          ${icon('phone')} Call the shop
        </button>
        <p class="quiet">${numberLabel(this.inboundNumber)}</p>
      </div>
    `;
  }

  #ringing(): TemplateResult {
    return html`
      <div class="who">
        <span class="face" aria-hidden="true">${icon('phone')}</span>
        <p class="name">${numberLabel(this.state.caller ?? 'Unknown caller')}</p>
        <p class="quiet">is calling you</p>
        ${this.#failureLine()}
      </div>
      <div class="bottom pair">
        <div>
          <button class="big end" aria-label="Decline" @click=${() => this.#act({ do: 'decline' })}>
            ${icon('close')}</button
          ><span aria-hidden="true">Decline</span>
        </div>
        <div>
          <button class="big call" aria-label="Answer" @click=${() => this.#act({ do: 'answer' })}>
            ${icon('phone')}</button
          ><span aria-hidden="true">Answer</span>
        </div>
      </div>
    `;
  }

  #connected(): TemplateResult {
    const { caller, prompt, bridged, since } = this.state;
    return html`
      <div class="who small">
        <p class="name">${numberLabel(caller ?? this.inboundNumber)}</p>
        <p class="quiet">
          ${bridged ? 'You are connected' : 'On the line'} ·
          ${countdown(since === null ? 0 : browserNow() - Date.parse(since))}
        </p>
      </div>
      <div class="spoken" aria-live="polite">
        ${prompt === null ? html`<p class="quiet">${bridged ? 'You hear each other.' : 'Please hold …'}</p>` : html`<p>${prompt}</p>`}
      </div>
      <div class="pad" role="group" aria-label="Keypad">
        ${keys.map(([key, letters]) => html`<button @click=${() => this.#press(key)}>${key}<small aria-hidden="true">${letters}</small></button>`)}
      </div>
      <p class="pressed" aria-live="polite">${this.pressed === '' ? '\u00a0' : `Pressed ${this.pressed}`}</p>
      <div class="bottom">
        <button class="big end" aria-label="Hang up" @click=${() => this.#act({ do: 'hang-up' })}>
          ${icon('phone')}
        </button>
      </div>
    `;
  }

  #failureLine(): TemplateResult | typeof nothing {
    return this.failure === null ? nothing : html`<p class="failure" role="alert">${this.failure}</p>`;
  }

  #announcement(): string {
    if (this.state.status === 'ringing')
      return `The handset rings: ${numberLabel(this.state.caller ?? 'unknown caller')} is calling.`;
    return this.state.status === 'connected' && this.state.bridged ? 'You are connected.' : '';
  }

  #press(key: string): void {
    this.pressed += key;
    void this.#act({ do: 'keys', keys: key });
  }

  async #act(act: HandsetAct): Promise<void> {
    this.failure = null;
    if (!(await this.line.act(act))) this.failure = 'That did not work. Please try again.';
  }
}
