import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { RequestFlow } from '../flow.ts';
import { countdown, dayTimeLabel, waitText } from '../format.ts';
import type { Locale } from '../locale.ts';
import { fields, problemText } from '../problem.ts';
import type { Field, FieldErrors } from '../problem.ts';
import type { StringKey } from '../text.ts';
import { icon } from './icons.ts';

/** What the form needs besides the flow. */
export interface DetailsContext {
  locale: Locale;
  timeZone: string;
  errors: FieldErrors;
  /** Milliseconds until the held slot is given free. */
  holdLeftMs: number;
  submit: () => void;
}

/** The short form: name, number, subject where the service has some, e-mail. */
export function detailsView(flow: RequestFlow, context: DetailsContext): TemplateResult {
  const { locale, errors } = context;
  const { text } = locale;
  const subjects = flow.service?.subjects ?? [];
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    context.submit();
  };
  const general = flow.problem !== null && !fields.some((field) => errors[field] !== undefined);
  return html`
    <form class="stack" novalidate @submit=${send}>
      <h2 tabindex="-1">${text('detailsTitle')}</h2>
      ${summary(flow, context)}
      ${general && flow.problem !== null ? html`<p class="note bad" role="alert">${generalText(flow, context)}</p>` : nothing}
      ${textField(flow, context, { field: 'name', type: 'text', autocomplete: 'name', hint: null })}
      ${textField(flow, context, { field: 'phoneNumber', type: 'tel', autocomplete: 'tel', hint: 'phoneHint' })}
      ${
        subjects.length === 0
          ? nothing
          : field(
              'subject',
              null,
              context,
              html` <select
                id="subject"
                aria-invalid=${errors.subject === undefined ? nothing : 'true'}
                aria-describedby=${describedBy('subject', null, errors)}
                @change=${(e: Event) => take(flow, 'subject', e)}
              >
                <option value="" ?selected=${flow.form.subject === ''}>${text('subjectNone')}</option>
                ${subjects.map(({ id, name }) => html`<option value=${id} ?selected=${flow.form.subject === id}>${name}</option>`)}
              </select>`,
            )
      }
      ${textField(flow, context, { field: 'email', type: 'email', autocomplete: 'email', hint: 'emailHint' })}
      <button class="button primary wide" aria-disabled=${flow.busy}>
        ${text(flow.busy ? 'sending' : flow.scheduledFor === null ? 'submit' : 'submitAt')}
      </button>
    </form>
  `;
}

function generalText(flow: RequestFlow, { locale, timeZone }: DetailsContext): string {
  const { problem } = flow;
  if (problem === null) return '';
  if (problem.code === 'service_closed' && problem.opensAt !== null)
    return locale.text('errorClosedUntil', { when: dayTimeLabel(problem.opensAt, timeZone, locale) });
  return problemText(problem, locale.text);
}

function summary(flow: RequestFlow, { locale, timeZone, holdLeftMs }: DetailsContext): TemplateResult {
  const { text } = locale;
  if (flow.scheduledFor === null) {
    const wait = flow.wait === null || flow.wait === 'unknown' ? null : flow.wait.estimatedWait;
    const sentence = wait === null ? text('summaryAsapUnknown') : text('summaryAsap', { wait: waitText(wait, locale) });
    return html`<div class="summary">
      ${icon('phone')}
      <p>${sentence}</p>
    </div>`;
  }
  const kept = holdLeftMs > 0 ? text('holdTimer', { time: countdown(holdLeftMs) }) : text('holdOver');
  return html`<div class="summary">
    ${icon('calendar')}
    <div>
      <p>${text('summaryAt', { when: dayTimeLabel(flow.scheduledFor, timeZone, locale) })}</p>
      <p class="hint">${kept}</p>
    </div>
  </div>`;
}

interface TextFieldOptions {
  field: Exclude<Field, 'subject'>;
  type: 'text' | 'tel' | 'email';
  autocomplete: AutoFill;
  hint: StringKey | null;
}

function textField(flow: RequestFlow, context: DetailsContext, options: TextFieldOptions): TemplateResult {
  const { field: name, type, autocomplete, hint } = options;
  return field(
    name,
    hint,
    context,
    html` <input
      id=${name}
      name=${name}
      type=${type}
      autocomplete=${autocomplete}
      maxlength="200"
      .value=${flow.form[name]}
      aria-required=${name === 'email' ? nothing : 'true'}
      aria-invalid=${context.errors[name] === undefined ? nothing : 'true'}
      aria-describedby=${describedBy(name, hint, context.errors)}
      @input=${(e: Event) => take(flow, name, e)}
    />`,
  );
}

function field(
  name: Field,
  hint: StringKey | null,
  { locale, errors }: DetailsContext,
  control: TemplateResult,
): TemplateResult {
  const wrong = errors[name];
  return html`
    <div class="field">
      <label for=${name}>${locale.text(name)}</label>
      ${control} ${wrong === undefined ? nothing : html`<span class="wrong" id="${name}-wrong">${wrong}</span>`}
      ${hint === null ? nothing : html`<span class="hint" id="${name}-hint">${locale.text(hint)}</span>`}
    </div>
  `;
}

function describedBy(name: Field, hint: StringKey | null, errors: FieldErrors): string | typeof nothing {
  const ids = [errors[name] === undefined ? null : `${name}-wrong`, hint === null ? null : `${name}-hint`].filter(
    (id) => id !== null,
  );
  return ids.length === 0 ? nothing : ids.join(' ');
}

function take(flow: RequestFlow, name: Field, event: Event): void {
  const { target } = event;
  if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) flow.form[name] = target.value;
}
