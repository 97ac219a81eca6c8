import type { RingbackWidget } from '../widget.ts';
import { define } from '../parts/define.ts';
import { registerRem } from '../parts/styles.ts';
import { DemoHandset } from './handset.ts';
import { SipHandsetLine } from './sip-handset-line.ts';

interface DemoSettings {
  publishableKey: string;
  services: readonly { id: string; name: string }[];
  inboundNumber: string;
  handsetNumber: string;
  handsetLine: 'simulated' | 'sip';
}

const narrow = matchMedia('(max-width: 860px)');

registerRem();
define('demo-handset', DemoHandset);
await start().catch(() => showFailure());

async function start(): Promise<void> {
  const answer = await fetch('/demo/settings.json');
  // Our own server's answer to our own page; the names are in its contract.
  const settings = (await answer.json()) as DemoSettings;
  const widget = addWidget(settings);
  addHandset(settings, widget);
  document.getElementById('use-handset')?.addEventListener('click', () => useHandset(settings, widget));
  document
    .querySelectorAll('[data-open-widget]')
    .forEach((button) => button.addEventListener('click', () => widget.open()));
  await customElements.whenDefined('ringback-widget');
}

function addWidget(settings: DemoSettings): RingbackWidget {
  // The tag is defined by ringback-widget.js, which the page loads like every customer's page would.
  const widget = document.createElement('ringback-widget') as RingbackWidget;
  const support = settings.services.find(({ id }) => id === 'svc_support') ?? settings.services[0];
  widget.setAttribute('service', support?.id ?? 'svc_support');
  widget.setAttribute('key', settings.publishableKey);
  widget.setAttribute('floating', '');
  document.body.append(widget);
  return widget;
}

function addHandset(settings: DemoSettings, widget: RingbackWidget): void {
  const handset = new DemoHandset();
  if (settings.handsetLine === 'sip') {
    handset.line = new SipHandsetLine();
    const note = document.getElementById('handset-note');
    if (note !== null) note.textContent = 'A real call in your browser. It needs your microphone.';
  }
  handset.number = settings.handsetNumber;
  handset.inboundNumber = settings.inboundNumber;
  handset.addEventListener('handset-status', () => {
    if (handset.state.status !== 'ringing' || !narrow.matches) return;
    widget.close();
    handset.scrollIntoView({ block: 'center' });
  });
  document.getElementById('handset')?.append(handset);
}

function useHandset(settings: DemoSettings, widget: RingbackWidget): void {
  widget.prefill({ phoneNumber: settings.handsetNumber });
  widget.open();
}

function showFailure(): void {
  document.getElementById('demo-failure')?.removeAttribute('hidden');
}
