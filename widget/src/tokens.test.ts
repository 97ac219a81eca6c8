import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../tokens.css', import.meta.url), 'utf8');
const [light = '', systemDark = '', chosenDark = ''] = css.split(
  /@media \(prefers-color-scheme: dark\)|:root\[data-theme='dark'\]/,
);

const colors = (block: string): Map<string, string> =>
  new Map([...block.matchAll(/--rb-color-([\w-]+): (#[0-9a-f]{6})/g)].map((found) => [found[1] ?? '', found[2] ?? '']));

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(block: string, one: string, other: string): number {
  const known = colors(block);
  const [brighter = 0, darker = 0] = [one, other]
    .map((name) => luminance(known.get(name) ?? ''))
    .toSorted((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

const surfaces = ['page', 'surface', 'surface-sunken', 'surface-hover', 'surface-selected'];
const texts = ['text', 'text-muted', 'accent-text', 'ok', 'warn', 'danger', 'info', 'neutral'];
const parts = ['border-strong', 'accent', 'focus'];
const statuses = ['ok', 'warn', 'danger', 'info', 'neutral'];

test.each([
  ['light', light],
  ['dark', systemDark],
])('[C4] %s: text has 4.5:1 and parts have 3:1 on every surface', (_theme, block) => {
  for (const surface of surfaces) {
    for (const text of texts)
      expect({ text, surface, ok: contrast(block, text, surface) >= 4.5 }).toEqual({ text, surface, ok: true });
    for (const part of parts)
      expect({ part, surface, ok: contrast(block, part, surface) >= 3 }).toEqual({ part, surface, ok: true });
  }
});

test.each([
  ['light', light],
  ['dark', systemDark],
])('[C4] %s: status text on its tint and text on filled colours have 4.5:1', (_theme, block) => {
  for (const status of statuses)
    expect({ status, ok: contrast(block, status, `${status}-soft`) >= 4.5 }).toEqual({ status, ok: true });
  for (const filled of ['accent', 'ok', 'warn', 'danger'])
    expect({ filled, ok: contrast(block, `on-${filled}`, filled) >= 4.5 }).toEqual({ filled, ok: true });
});

test('dark is the same, chosen by the system or by the page', () => {
  expect(colors(chosenDark)).toEqual(colors(systemDark));
});
