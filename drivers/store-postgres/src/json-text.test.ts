import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText } from './json-text.ts';
import { textArray } from './sql-text.ts';

test('[X4] text without NUL and halves of characters is left alone, also where it talks about escapes', () => {
  for (const value of ['a', '😀', '\\u0000', '\\ud800', { 'a\u0001': ['\\', '"'] }])
    expect(JSON.parse(jsonText(value))).toEqual(value);
});

test('[X4] NUL and halves of characters are replaced, in names and values, at any depth', () => {
  expect(JSON.parse(jsonText({ 'a\0': [{ b: '\ud83dx' }], c: '😀\0' }))).toEqual({
    'a\ufffd': [{ b: '\ufffdx' }],
    c: '😀\ufffd',
  });
});

test('[X4] whatever the text, what is stored is well-formed, has no NUL and differs only where it must', () => {
  const anyText = fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0x5c, 0x75, 0x30, 0xd83d, 0xde00)))
    .map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(anyText, (text) => {
      const stored: unknown = JSON.parse(jsonText({ text }));
      const expected = Array.from(text)
        .map((character) => (character === '\0' || !character.isWellFormed() ? '\ufffd' : character))
        .join('');
      expect(stored).toEqual({ text: expected });
    }),
  );
});

test('nothing is null', () => {
  expect(jsonText(undefined)).toBe('null');
});

test('a text[] literal quotes what would be read otherwise', () => {
  expect(textArray([])).toBe('{}');
  expect(textArray(['a', 'cb_01-x', 'b"c', 'd\\e', '{f,g}', 'NULL', 'null', '', ' h', null])).toBe(
    '{a,cb_01-x,"b\\"c","d\\\\e","{f,g}","NULL","null",""," h",NULL}',
  );
});
