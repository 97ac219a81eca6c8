import { makeApi, tokenOf } from '../api.ts';
import { chooseTag, loadLocale } from '../locale.ts';
import type { Locale } from '../locale.ts';
import { CallbackStatus } from '../parts/callback-status.ts';
import type { StatusEvent } from '../parts/callback-status.ts';
import { define } from '../parts/define.ts';
import { SlotPicker } from '../parts/slot-picker.ts';
import { registerRem } from '../parts/styles.ts';

registerRem();
define('ringback-slot-picker', SlotPicker);
define('ringback-callback-status', CallbackStatus);

const wanted = new URLSearchParams(location.search).get('lang');
const locale = await loadLocale(chooseTag(wanted, navigator.languages));
setWords(locale);

const status = new CallbackStatus();
status.api = makeApi('', null);
status.token = tokenOf(location.pathname);
status.locale = locale;
status.addEventListener('status-event', (event) => {
  // The element fires this name with a StatusEvent only.
  const { name, detail } = (event as CustomEvent<StatusEvent>).detail;
  if (name === 'viewed') setLead(serviceName(detail));
});
document.getElementById('callback')?.append(status);

function setWords({ language, text }: Locale): void {
  document.documentElement.lang = language;
  document.title = text('pageTitle');
  const title = document.getElementById('title');
  if (title !== null) title.textContent = text('pageTitle');
}

function setLead(service: string): void {
  const lead = document.getElementById('lead');
  if (lead !== null && service !== '') lead.textContent = locale.text('pageLead', { service });
}

function serviceName(detail: object): string {
  const service: unknown = Reflect.get(detail, 'service');
  if (typeof service !== 'object' || service === null || !('name' in service)) return '';
  return typeof service.name === 'string' ? service.name : '';
}
