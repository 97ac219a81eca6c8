import { LitElement, css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { dayLabel, dayParts, deviceZone, timeLabel } from '../format.ts';
import type { Locale } from '../locale.ts';
import { english } from '../locale.ts';
import { dayOf, firstFree, groupByDay } from '../slots.ts';
import type { DayOfSlots } from '../slots.ts';
import type { Availability, BookableSlot } from '../wire.ts';
import { baseStyles } from './styles.ts';

/**
 * Days as a strip, the times of the chosen day below: two native radio groups, so arrow keys work as everywhere.
 * The first free time is chosen at first. Fires `slot-change` (detail: start instant or null) whenever the choice changes.
 */
export class SlotPicker extends LitElement {
  static override properties = {
    availability: { attribute: false },
    locale: { attribute: false },
    timeZone: { attribute: false },
    value: { attribute: false },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      .days {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(4em, 1fr);
        gap: var(--rb-space-2);
        overflow-x: auto;
        padding: 4px;
        margin: -4px;
        scrollbar-width: thin;
        scroll-snap-type: x proximity;
        scroll-padding-inline: 4px;
      }
      label {
        position: relative;
        display: grid;
        place-content: center;
        text-align: center;
        border: 1px solid var(--rb-color-border);
        border-radius: var(--rb-radius-md);
        background: var(--rb-color-surface);
        cursor: pointer;
        scroll-snap-align: start;
        transition:
          background var(--rb-duration-fast),
          border-color var(--rb-duration-fast);
        font-variant-numeric: tabular-nums;
      }
      label:hover {
        background: var(--rb-color-surface-hover);
        border-color: var(--rb-color-border-strong);
      }
      input {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      label:has(:checked) {
        background: var(--rb-color-accent);
        border-color: var(--rb-color-accent);
        color: var(--rb-color-on-accent);
      }
      label:has(:focus-visible) {
        outline: var(--rb-focus-width) solid var(--rb-color-focus);
        outline-offset: var(--rb-focus-offset);
      }
      label:has(:disabled) {
        background: var(--rb-color-surface-sunken);
        color: var(--rb-color-text-muted);
        cursor: not-allowed;
        border-color: transparent;
      }
      .day {
        padding: var(--rb-space-2) var(--rb-space-1);
        font-size: var(--rb-text-sm);
        line-height: 1.3;
      }
      .day b {
        font-size: var(--rb-text-lg);
        font-weight: var(--rb-weight-strong);
      }
      .day:has(:disabled) b {
        text-decoration: line-through;
      }
      .times {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(5.4em, 1fr));
        gap: var(--rb-space-2);
      }
      .time {
        min-block-size: var(--rb-control-lg);
        padding-inline: var(--rb-space-1);
        font-weight: var(--rb-weight-medium);
      }
      h3 {
        font-size: var(--rb-text-sm);
        font-weight: var(--rb-weight-medium);
        color: var(--rb-color-text-muted);
        margin-block-end: var(--rb-space-2);
      }
      legend {
        padding: 0;
      }
      .skeleton.day {
        block-size: 4.6em;
      }
      .skeleton.time {
        border-radius: var(--rb-radius-md);
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  declare availability: Availability | null;
  declare locale: Locale;
  declare timeZone: string;
  declare value: string | null;
  #days: readonly DayOfSlots[] = [];
  #day: string | null = null;

  constructor() {
    super();
    this.availability = null;
    this.locale = english;
    this.timeZone = deviceZone();
    this.value = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('availability') && !changed.has('timeZone')) return;
    const slots = this.availability?.slots ?? [];
    this.#days = groupByDay(slots, this.timeZone);
    const stillFree = slots.some((slot) => slot.startsAt === this.value && slot.free > 0);
    if (!stillFree) this.#choose(firstFree(slots)?.startsAt ?? null);
    this.#day = dayOf(this.#days, this.value)?.date ?? null;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('availability'))
      this.renderRoot.querySelector('.day:has(:checked)')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  override render(): TemplateResult {
    const { text } = this.locale;
    if (this.availability === null) return this.#skeleton();
    if (this.#days.every((day) => day.full)) return html`<p class="note warn">${text('noSlots')}</p>`;
    const day = this.#days.find((d) => d.date === this.#day);
    return html`
      <div class="stack">
        <p class="hint">
          ${text(this.timeZone === deviceZone() ? 'zoneDevice' : 'zoneService', { zone: this.timeZone })}
        </p>
        <fieldset>
          <legend class="hidden">${text('dayGroup')}</legend>
          <div class="days">${this.#days.map((d) => this.#dayOption(d))}</div>
        </fieldset>
        ${day === undefined ? nothing : this.#times(day)}
      </div>
    `;
  }

  #dayOption(day: DayOfSlots): TemplateResult {
    const { weekday, day: number, month } = dayParts(day.startsAt, this.timeZone, this.locale);
    const full = day.full ? `, ${this.locale.text('dayFull')}` : '';
    return html`
      <label class="day">
        <input
          type="radio"
          name="day"
          .checked=${day.date === this.#day}
          ?disabled=${day.full}
          @change=${() => this.#pickDay(day)}
          aria-label=${dayLabel(day.startsAt, this.timeZone, this.locale) + full}
        />
        <span>${weekday}</span><b>${number}</b><span>${day.full ? this.locale.text('dayFull') : month}</span>
      </label>
    `;
  }

  #times(day: DayOfSlots): TemplateResult {
    const { text } = this.locale;
    return html`
      <fieldset class="stack">
        <legend class="hidden">${text('timeGroup')}: ${dayLabel(day.startsAt, this.timeZone, this.locale)}</legend>
        ${day.parts.map(
          ({ part, slots }) =>
            html`<div>
              <h3>${text(part)}</h3>
              <div class="times">${slots.map((slot) => this.#timeOption(slot, day))}</div>
            </div>`,
        )}
      </fieldset>
    `;
  }

  #timeOption(slot: BookableSlot, day: DayOfSlots): TemplateResult {
    const label = dayLabel(day.startsAt, this.timeZone, this.locale);
    const time = timeLabel(slot.startsAt, this.timeZone, this.locale);
    return html`
      <label class="time">
        <input
          type="radio"
          name="time"
          .checked=${slot.startsAt === this.value}
          @change=${() => this.#choose(slot.startsAt)}
          aria-label=${this.locale.text('dayAndTime', { day: label, time })}
        />
        ${time}
      </label>
    `;
  }

  #skeleton(): TemplateResult {
    const boxes = (count: number, kind: string): TemplateResult[] =>
      Array.from({ length: count }, () => html`<span class="skeleton ${kind}"></span>`);
    return html`<div class="stack" aria-hidden="true">
      <p class="hint"><span class="skeleton">${this.timeZone} ${this.timeZone}</span></p>
      <div class="days">${boxes(5, 'day')}</div>
      <div class="times">${boxes(12, 'time')}</div>
    </div>`;
  }

  #pickDay(day: DayOfSlots): void {
    this.#day = day.date;
    this.#choose(day.parts[0]?.slots[0]?.startsAt ?? null);
    this.requestUpdate();
  }

  #choose(startsAt: string | null): void {
    this.value = startsAt;
    this.dispatchEvent(new CustomEvent('slot-change', { detail: startsAt }));
  }
}
