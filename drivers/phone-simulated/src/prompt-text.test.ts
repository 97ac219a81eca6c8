import { promptNames, type Prompt } from '@ringback/core';
import { expect, test } from 'vitest';
import { promptText } from './prompt-text.ts';

const say = (name: Prompt['name'], values: Prompt['values'] = {}, language = 'en') =>
  promptText({ name, language, values });

test('[D1] the announcement says who calls and which keys there are', () => {
  expect(say('callback_announcement', { serviceName: 'Harbour & Pine' })).toBe(
    'This is Harbour & Pine calling you back. Press 1 to be connected, 2 to be called later, 9 to cancel and never be called again.',
  );
});

test('[R1] [Q9] the invitation tells the wait in words, as a phone would speak it', () => {
  expect(say('queue_invitation', { lowMs: 180_000, highMs: 420_000 })).toBe(
    'The wait is between three and seven minutes. Press 1 to hang up and keep your place: we will call you back.',
  );
});

test('[C3] the text is in the language of the prompt', () => {
  expect(say('connecting', {}, 'de')).toBe('Vielen Dank. Wir verbinden Sie jetzt.');
});

test.for(promptNames)('[D1] %s is a whole sentence without any facts too', (name) => {
  expect(say(name)).toMatch(/^[A-Z].*\.$/);
  expect(say(name)).not.toMatch(/undefined|null|NaN| {2}/);
});
