import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { lookEverywhere } from './accessibility.ts';
import { acceptOffer, goTo, hangUp, offerCard, openCallback, signIn, signInAvailable, wrapUp } from './console.ts';
import {
  answerHandset,
  askAsSoonAsPossible,
  closeWidget,
  handsetNumber,
  openWidget,
  pressKey,
  selfServiceAddress,
  visitShop,
  standing,
} from './shop.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let problems: string[] = [];

beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  problems = [];
  await setClockSpeed(1);
  await stage.closePages();
});
afterAll(() => stage.close());

async function look(page: Page, state: string): Promise<void> {
  problems.push(...(await lookEverywhere(page, state)));
}

/** At 0 nothing runs out while a state is looked at. */
function setClockSpeed(speed: number): Promise<unknown> {
  return stage.server.request('PUT', '/simulated/clock', { speed });
}

async function atStandstill(page: Page, state: string): Promise<void> {
  await setClockSpeed(0);
  await look(page, state);
  await setClockSpeed(1);
}

test('[C4] the checks find planted mistakes', async () => {
  const page = await stage.newPage();
  await page.setContent('<img><main style="width: 500px"><p style="color: #aaa; background: #fff">Pale</p></main>');
  const found = (await lookEverywhere(page, 'planted')).join('\n');
  for (const mistake of ['image-alt', 'color-contrast', 'html-has-lang', 'wider than the screen']) {
    expect(found).toContain(mistake);
  }
});

test('[C4] the shop, the widget and the customer’s own page', { timeout: 300_000 }, async () => {
  const customer = await visitShop(await stage.newPage());
  const { page, panel } = customer;
  await look(page, 'shop');
  await openWidget(customer);
  await look(page, 'widget: home');
  await panel.getByRole('button', { name: 'Pick a time' }).click();
  await panel.getByText('Times in Europe/Berlin').waitFor();
  await look(page, 'widget: times');
  await panel.getByRole('button', { name: 'Continue' }).click();
  await panel.getByRole('button', { name: 'Book this time' }).click();
  await panel.getByText('Please write your name.').waitFor();
  await look(page, 'widget: form with mistakes');
  await panel.getByRole('textbox', { name: 'Name' }).fill('Ada Berg');
  await panel.getByRole('textbox', { name: 'Phone number' }).fill('+1 202 555 0140');
  await panel.getByRole('combobox', { name: 'What is it about?' }).selectOption({ index: 1 });
  await panel.getByRole('button', { name: 'Book this time' }).click();
  await panel.getByRole('heading', { name: 'Done. We ring you back.' }).waitFor();
  await look(page, 'widget: confirmed');

  const own = await stage.newPage();
  await own.goto(await selfServiceAddress(customer));
  await own.getByRole('button', { name: 'Change the time' }).waitFor();
  await look(own, 'own page');
  await own.getByRole('button', { name: 'Change the time' }).click();
  await own.getByText('Times in Europe/Berlin').waitFor();
  await look(own, 'own page: other times');
  await own.getByRole('button', { name: 'Back' }).click();
  await own.getByRole('button', { name: 'Cancel the callback' }).click();
  await own.getByRole('button', { name: 'Yes, cancel it' }).waitFor();
  await look(own, 'own page: cancel?');
  await own.getByRole('button', { name: 'Yes, cancel it' }).click();
  await standing(own, 'This callback is cancelled').waitFor();
  await look(own, 'own page: cancelled');
  expect(problems).toEqual([]);
  expect(stage.failures).toEqual([]);
});

test('[C4][W2][W5] the handset and the workspace through a whole callback', { timeout: 300_000 }, async () => {
  const [customer, ana] = await Promise.all([
    stage.newPage().then(visitShop),
    stage.newPage().then((page) => signInAvailable(page, 'Ana')),
  ]);
  await look(ana.page, 'workspace: ready');
  await askAsSoonAsPossible(customer, { name: 'Jonas Falk', phoneNumber: handsetNumber });
  await closeWidget(customer);
  await customer.handset.getByRole('button', { name: 'Answer' }).waitFor();
  await atStandstill(customer.page, 'handset: ringing');
  await answerHandset(customer);
  await pressKey(customer, '1');
  await offerCard(ana, 'Jonas Falk').waitFor();
  await atStandstill(ana.page, 'workspace: offer');
  await acceptOffer(ana, 'Jonas Falk');
  await customer.handset.getByText('You hear each other.').waitFor();
  await look(customer.page, 'handset: talking');
  await ana.callBar.getByText('Talking').waitFor();
  await look(ana.page, 'workspace: talking');
  await hangUp(ana);
  await ana.page.getByRole('button', { name: 'Finish' }).waitFor();
  await atStandstill(ana.page, 'workspace: wrap-up');
  await wrapUp(ana, 'Resolved');
  await openCallback(ana, 'Jonas Falk');
  await look(ana.page, 'callback');
  expect(problems).toEqual([]);
  expect(stage.failures).toEqual([]);
});

test('[C4][M1][M2] signing in, the board and the callbacks', { timeout: 300_000 }, async () => {
  const page = await stage.newPage();
  await page.goto('/console/');
  await page.getByRole('heading', { name: 'Sign in to Ringback' }).waitFor();
  await page.getByRole('button', { name: 'Ben' }).waitFor();
  await look(page, 'sign-in');
  const ben = await signIn(page, 'Ben');
  await page.getByRole('heading', { name: 'You are offline' }).waitFor();
  await look(page, 'workspace: offline');
  await goTo(ben, 'Board');
  await page.getByRole('region', { name: 'Agents' }).waitFor();
  await look(page, 'board');
  await page.getByRole('button', { name: 'Show as table' }).click();
  await look(page, 'board: table');
  await goTo(ben, 'Callbacks');
  await page.getByRole('heading', { level: 1, name: 'Callbacks' }).waitFor();
  await page.getByRole('list').first().waitFor();
  await look(page, 'callbacks');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await look(page, 'keyboard shortcuts');
  expect(problems).toEqual([]);
  expect(stage.failures).toEqual([]);
});

test(
  '[C4][W4] the telephone system is away: every page says so, since when, and what becomes of callbacks',
  { timeout: 300_000 },
  async () => {
    const page = await stage.newPage();
    let state = 'not_connected';
    const since = '2026-03-02T13:02:00Z';
    const standing = { kind: 'asterisk', since, message: null, reason: null, connectCount: 1, legCount: 0 };
    const trunks = [
      { name: 'north', state: 'offline', callCount: 0, callCountMax: 30 },
      { name: 'south', state: 'ready', callCount: 4, callCountMax: null },
    ];
    await page.route('**/v1/phone', (route) => route.fulfill({ json: { ...standing, trunks, state } }));
    const ben = await signIn(page, 'Ben');
    const told = page.getByText('The telephone system has been out of reach since Mon 2 Mar 14:02 CET.');
    await told.waitFor();
    await look(page, 'workspace: telephone system away');
    await goTo(ben, 'Board');
    await told.waitFor();
    await page.getByRole('row', { name: 'north Does not answer 0 of 30' }).waitFor();
    await look(page, 'board: telephone system away, one trunk offline');
    state = 'connected';
    await told.waitFor({ state: 'hidden' });
    expect(problems).toEqual([]);
    expect(stage.failures).toEqual([]);
  },
);
