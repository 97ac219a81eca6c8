import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { handsetNumber, visitShop, standing } from './shop.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const focusStepsMax = 60;

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element: { matches(selector: string): boolean }) => element.matches(':focus'));
}

/** Presses Tab until the element has the focus, as somebody without a mouse does. Throws when Tab never gets there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < focusStepsMax; step += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(target)}.`);
}

test('[C4][R3] a callback is asked for and cancelled with the keyboard alone', async () => {
  const { page, panel } = await visitShop(await stage.newPage());
  const { keyboard } = page;
  const launcher = page.getByRole('button', { name: 'Ring me back' }).first();
  await tabTo(page, launcher);
  await keyboard.press('Enter');
  await tabTo(page, panel.getByRole('button', { name: 'As soon as possible' }));
  await keyboard.press('Enter');
  await tabTo(page, panel.getByRole('textbox', { name: 'Name' }));
  await keyboard.press('Enter');
  await panel.getByText('Please write your name.').waitFor();
  await keyboard.type('Yuki Tanaka');
  await tabTo(page, panel.getByRole('textbox', { name: 'Phone number' }));
  await keyboard.type(handsetNumber);
  await tabTo(page, panel.getByRole('combobox', { name: 'What is it about?' }));
  await keyboard.press('ArrowDown');
  await tabTo(page, panel.getByRole('button', { name: 'Ring me back' }));
  await keyboard.press('Enter');
  await panel.getByRole('heading', { name: 'Done. We ring you back.' }).waitFor();

  await tabTo(page, panel.getByRole('button', { name: 'Cancel the callback' }));
  await keyboard.press('Enter');
  await tabTo(page, panel.getByRole('button', { name: 'Yes, cancel it' }));
  await keyboard.press('Enter');
  await standing(panel, 'This callback is cancelled').waitFor();
  await keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  expect(await hasFocus(launcher)).toBe(true);
  expect(stage.failures).toEqual([]);
});
