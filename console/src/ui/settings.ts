import { useSyncExternalStore } from 'react';

/** What one person set for this browser. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly sound: boolean;
  readonly shortcuts: boolean;
  /** Calls wait for a click, instead of being answered as they come. */
  readonly answersByHand: boolean;
  /** Null: the default of the browser. */
  readonly microphoneId: string | null;
  readonly speakerId: string | null;
}

const storageKey = 'ringback.console.settings';
const defaults: Settings = {
  theme: 'system',
  sound: false,
  shortcuts: true,
  answersByHand: false,
  microphoneId: null,
  speakerId: null,
};
const watchers = new Set<() => void>();

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Reads settings from stored text; whatever is missing or wrong takes its default. */
export function settingsFrom(text: string | null): Settings {
  let stored: unknown = null;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch {
    return defaults;
  }
  if (typeof stored !== 'object' || stored === null) return defaults;
  const fields: Record<string, unknown> = { ...stored };
  return {
    theme: fields['theme'] === 'light' || fields['theme'] === 'dark' ? fields['theme'] : 'system',
    sound: fields['sound'] === true,
    shortcuts: fields['shortcuts'] !== false,
    answersByHand: fields['answersByHand'] === true,
    microphoneId: textOf(fields['microphoneId']),
    speakerId: textOf(fields['speakerId']),
  };
}

const load = (): Settings => {
  try {
    return settingsFrom(localStorage.getItem(storageKey));
  } catch {
    return defaults;
  }
};
let current: Settings | null = null;

/** The settings now. */
export function currentSettings(): Settings {
  current ??= load();
  return current;
}

/** Makes the page follow the chosen theme. */
export function applyTheme(): void {
  const { theme } = currentSettings();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Changes some settings and keeps them for the next visit, where the browser allows it. */
export function changeSettings(change: Partial<Settings>): void {
  current = { ...currentSettings(), ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // A browser without storage still follows the change until the page is left.
  }
  applyTheme();
  for (const watcher of watchers) watcher();
}

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** The settings, drawn again when they change. */
export function useSettings(): Settings {
  return useSyncExternalStore(watch, currentSettings);
}
