import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { RequestFlow } from '../flow.ts';
import { dayTimeLabel } from '../format.ts';
import type { Locale } from '../locale.ts';
import { isAboutSlot, problemText } from '../problem.ts';
import type { Problem } from '../problem.ts';

/** The page with the slot picker. `chosen` is read when the customer goes on. */
export function slotsView(
  flow: RequestFlow,
  locale: Locale,
  timeZone: string,
  chosen: { startsAt: string | null },
): TemplateResult {
  const { text } = locale;
  const pick = (startsAt: string | null): void => {
    if (startsAt !== null) void flow.chooseSlot(startsAt);
  };
  return html`
    <div class="stack">
      <h2 tabindex="-1">${text('slotsTitle')}</h2>
      ${flow.problem === null ? nothing : slotProblem(flow.problem, locale, timeZone, pick, () => void flow.loadSlots())}
      ${
        flow.availability === null && flow.problem !== null
          ? nothing
          : html` <ringback-slot-picker
                .availability=${flow.availability}
                .locale=${locale}
                .timeZone=${timeZone}
                @slot-change=${(event: CustomEvent<string | null>) => (chosen.startsAt = event.detail)}
              ></ringback-slot-picker>
              <div class="sticky">
                <button
                  class="button primary wide"
                  ?hidden=${flow.availability === null}
                  aria-disabled=${flow.busy}
                  @click=${() => pick(chosen.startsAt)}
                >
                  ${text('continue')}
                </button>
              </div>`
      }
    </div>
  `;
}

function slotProblem(
  problem: Problem,
  locale: Locale,
  timeZone: string,
  pick: (startsAt: string) => void,
  again: () => void,
): TemplateResult {
  const { text } = locale;
  if (!isAboutSlot(problem)) {
    return html`<div class="note bad" role="alert">
      <span>${problemText(problem, text)}</span><button class="button" @click=${again}>${text('tryAgain')}</button>
    </div>`;
  }
  const others = problem.alternatives.slice(0, 3);
  return html`
    <div class="note warn" role="alert">
      <span>${text(others.length === 0 ? 'slotTakenNone' : 'slotTaken')}</span>
      ${others.length === 0 ? nothing : html`<div class="row">${others.map((at) => html`<button class="button" @click=${() => pick(at)}>${dayTimeLabel(at, timeZone, locale)}</button>`)}</div>`}
    </div>
  `;
}
