import { expect, test } from 'vitest';
import { settingsFrom } from './settings.ts';
import { shortcutOf, type KeyMoment } from './shortcuts.ts';

const press = (key: string, more: Partial<KeyMoment> = {}): KeyMoment => ({
  key,
  modified: false,
  repeat: false,
  typing: false,
  onControl: false,
  covered: false,
  ...more,
});

test('[W7] single keys are shortcuts, in either case', () => {
  expect(shortcutOf(press('A'))).toBe('a');
  expect(shortcutOf(press('?'))).toBe('?');
  expect(shortcutOf(press('Enter'))).toBe('enter');
});

test('[W7] no shortcut while typing, in a dialog, with a modifier or by holding a key', () => {
  for (const more of [{ typing: true }, { covered: true }, { modified: true }, { repeat: true }])
    expect(shortcutOf(press('a', more))).toBeNull();
  expect(shortcutOf(press('Enter', { onControl: true }))).toBeNull();
  expect(shortcutOf(press('a', { onControl: true }))).toBe('a');
  expect(shortcutOf(press('Escape'))).toBeNull();
});

test('[W7] sound is off and shortcuts are on until somebody chooses', () => {
  const phone = { answersByHand: false, microphoneId: null, speakerId: null };
  const defaults = { theme: 'system', sound: false, shortcuts: true, ...phone };
  expect(settingsFrom(null)).toEqual(defaults);
  expect(settingsFrom('{broken')).toEqual(defaults);
  expect(settingsFrom('{"theme":"dark","sound":true,"shortcuts":false}')).toEqual({
    theme: 'dark',
    sound: true,
    shortcuts: false,
    ...phone,
  });
  expect(settingsFrom('{"answersByHand":true,"microphoneId":"a","speakerId":7}')).toEqual({
    ...defaults,
    answersByHand: true,
    microphoneId: 'a',
  });
  expect(settingsFrom('{"theme":"pink"}').theme).toBe('system');
});
