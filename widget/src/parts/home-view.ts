import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { RequestFlow } from '../flow.ts';
import { dayTimeLabel, waitText } from '../format.ts';
import type { Locale } from '../locale.ts';
import { firstFree } from '../slots.ts';
import type { StringKey } from '../text.ts';
import { icon } from './icons.ts';

/** The invitation: the wait and the next free time as they are, then the two ways to go. */
export function homeView(flow: RequestFlow, locale: Locale, timeZone: string): TemplateResult {
  const { text } = locale;
  return html`
    <div class="stack">
      <p class="lead" tabindex="-1">${text('panelLead')}</p>
      <dl class="numbers">
        <div>
          <dt>${text('waitLabel')}</dt>
          <dd>${waitNow(flow, locale)}</dd>
        </div>
        <div>
          <dt>${text('nextSlotLabel')}</dt>
          <dd>${nextSlot(flow, locale, timeZone)}</dd>
        </div>
      </dl>
      ${choice('phone', 'asap', flow.asapPossible ? 'asapHint' : whyNot(flow), flow.asapPossible, () => flow.chooseAsap(), locale)}
      ${choice('calendar', 'pick', 'pickHint', true, () => void flow.pickTime(), locale)}
    </div>
  `;
}

function waitNow(flow: RequestFlow, locale: Locale): TemplateResult | string {
  if (flow.wait === null) return skeleton(locale.text('waitMinutesRange', { low: 4, high: 9 }));
  return waitText(flow.wait === 'unknown' ? null : flow.wait.estimatedWait, locale);
}

function nextSlot(flow: RequestFlow, locale: Locale, timeZone: string): TemplateResult | string {
  if (flow.availability === null)
    return flow.problem === null ? skeleton(inZone(LONG_INSTANT, timeZone, locale)) : locale.text('slotsUnknown');
  const slot = firstFree(flow.availability.slots);
  return slot === null ? locale.text('noSlots') : inZone(slot.startsAt, timeZone, locale);
}

/** A day whose name is long, so that what is loading takes the room of what comes. */
const LONG_INSTANT = '2026-11-25T10:30:00Z';

function inZone(instant: string, timeZone: string, locale: Locale): string {
  return `${dayTimeLabel(instant, timeZone, locale)} (${timeZone})`;
}

function skeleton(words: string): TemplateResult {
  return html`<span class="skeleton" aria-hidden="true">${words}</span>`;
}

function whyNot(flow: RequestFlow): StringKey {
  if (flow.wait !== null && flow.wait !== 'unknown' && flow.wait.reason === 'closed') return 'asapClosed';
  return 'asapPaused';
}

function choice(
  mark: 'phone' | 'calendar',
  title: StringKey,
  hint: StringKey,
  possible: boolean,
  run: () => void,
  locale: Locale,
): TemplateResult {
  return html`
    <button class="choice" aria-disabled=${possible ? nothing : 'true'} @click=${possible ? run : nothing}>
      ${icon(mark)}<span><b>${locale.text(title)}</b><span class="hint">${locale.text(hint)}</span></span
      >${possible ? icon('next') : nothing}
    </button>
  `;
}
