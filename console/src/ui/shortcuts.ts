import { useEffect, useRef } from 'react';
import { currentSettings } from './settings.ts';

/** Keys by what they do, for the help dialog. */
export const shortcutList: readonly { readonly keys: readonly string[]; readonly words: string }[] = [
  { keys: ['A', 'Enter'], words: 'Accept the offered callback' },
  { keys: ['C'], words: 'Dial the customer now' },
  { keys: ['H'], words: 'Hold or resume the call' },
  { keys: ['M'], words: 'Mute or unmute' },
  { keys: ['E'], words: 'End the call' },
  { keys: ['1'], words: 'Go to the workspace' },
  { keys: ['2'], words: 'Go to the board' },
  { keys: ['3'], words: 'Go to the callbacks' },
  { keys: ['?'], words: 'Show this help' },
];

/** What decides whether a key is a shortcut. */
export interface KeyMoment {
  readonly key: string;
  readonly modified: boolean;
  readonly repeat: boolean;
  /** The key goes to a text field. */
  readonly typing: boolean;
  /** The key goes to a button, link or the like, which takes Enter for itself. */
  readonly onControl: boolean;
  /** A dialog or menu is open. */
  readonly covered: boolean;
}

/** The shortcut a key press means, or null: never while typing, in a dialog, with a modifier, or by holding a key down. */
export function shortcutOf(moment: KeyMoment): string | null {
  if (moment.modified || moment.repeat || moment.typing || moment.covered) return null;
  if (moment.key === 'Enter') return moment.onControl ? null : 'enter';
  return moment.key.length === 1 && moment.key !== ' ' ? moment.key.toLowerCase() : null;
}

const momentOf = (event: KeyboardEvent): KeyMoment => {
  const target = event.target instanceof Element ? event.target : null;
  return {
    key: event.key,
    modified: event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented,
    repeat: event.repeat,
    typing: target?.closest('input, textarea, select, [contenteditable="true"]') != null,
    onControl:
      target?.closest('a, button, summary, [role="button"], [role="menuitem"], [role="option"], [role="tab"]') != null,
    covered: document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null,
  };
};

/** Listens for single keys, unless they are switched off. Keys are lower case; `enter` is the Enter key. */
export function useShortcuts(handlers: Readonly<Record<string, (() => void) | null>>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      const shortcut = currentSettings().shortcuts ? shortcutOf(momentOf(event)) : null;
      const handler = shortcut === null ? null : latest.current[shortcut];
      if (handler == null) return;
      event.preventDefault();
      handler();
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
