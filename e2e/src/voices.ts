import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';

const pageVoice = readFileSync(new URL('page-voice.js', import.meta.url), 'utf8');

/**
 * Gives every page of a context a voice: its microphone is a tone of this frequency, and what it hears can be measured.
 * Asked of the browser's own connection, so the sound has gone through the phone engine.
 */
export async function giveVoice(context: BrowserContext, hertz: number): Promise<void> {
  await context.addInitScript(`${pageVoice}\ninstallVoice(${hertz});`);
}

/** Share, 0 to 1, of what the page hears on its newest call that lies within 30 Hz of a frequency; 0 in silence. */
export function heardShare(page: Page, hertz: number): Promise<number> {
  return page.evaluate(`window.ringbackVoice.heardShare(${hertz})`);
}

/** Whether a page hears anything on its newest call at this moment. */
export function isHeard(page: Page): Promise<boolean> {
  return page.evaluate('window.ringbackVoice.isHeard()');
}

/** Makes the browser list these microphones, by name and id alike. Beside giveVoice, whose tone each of them has. */
export async function giveDevices(context: BrowserContext, names: readonly string[]): Promise<void> {
  const devices = names.map((name) => ({ kind: 'audioinput', deviceId: name, groupId: '', label: name }));
  await context.addInitScript(
    `navigator.mediaDevices.enumerateDevices = () => Promise.resolve(${JSON.stringify(devices)});`,
  );
}

/** The microphones a page has asked for by name since it was loaded, first to last. */
export function microphonesOpened(page: Page): Promise<readonly string[]> {
  return page.evaluate('window.ringbackVoice.microphonesOpened()');
}

/** Keys that a page has pressed into its newest call. */
export function keysSent(page: Page): Promise<string> {
  return page.evaluate('window.ringbackVoice.keysSent()');
}

/** Makes the browser answer as if nobody had allowed the microphone. */
export async function refuseMicrophone(context: BrowserContext): Promise<void> {
  await context.addInitScript(
    "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));",
  );
}

/** Takes `refuseMicrophone` back; the page has a silent microphone from now on. */
export async function allowMicrophone(page: Page): Promise<void> {
  await page.evaluate(
    'navigator.mediaDevices.getUserMedia = async () => new AudioContext().createMediaStreamDestination().stream;',
  );
}
