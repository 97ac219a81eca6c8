import { expect, test } from 'vitest';
import { findChromium } from './chromium.ts';

test('CHROMIUM_PATH decides alone: a wrong one finds nothing rather than another browser', () => {
  expect(findChromium({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
  expect(findChromium({ CHROMIUM_PATH: '/nowhere/chromium', PATH: process.env['PATH'] })).toBeNull();
});
