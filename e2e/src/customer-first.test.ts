import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { acceptOffer, goTo, hangUp, offerCard, openCallback, signInAvailable, wrapUp, type Agent } from './console.ts';
import {
  answerHandset,
  askAsSoonAsPossible,
  handsetNumber,
  pressKey,
  selfServiceAddress,
  visitShop,
  type Customer,
  standing,
} from './shop.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  await stage.closePages();
});
afterAll(() => stage.close());

/** The customer asks, Ana is available, the handset rings and its owner presses 1: the offer is on Ana's screen. */
async function untilOffered(name: string): Promise<{ customer: Customer; ana: Agent }> {
  const [shopPage, consolePage] = await Promise.all([stage.newPage(), stage.newPage()]);
  const [customer, ana] = await Promise.all([visitShop(shopPage), signInAvailable(consolePage, 'Ana')]);
  await askAsSoonAsPossible(customer, { name, phoneNumber: handsetNumber });
  await answerHandset(customer);
  await customer.handset.getByText('Press 1 to be connected').waitFor();
  await pressKey(customer, '1');
  await offerCard(ana, name).waitFor();
  return { customer, ana };
}

test('[R3][D1][D6][D12][C2][W2][W5] from the button on the page over the phone to the wrap-up', async () => {
  const { customer, ana } = await untilOffered('Ines Marsh');
  const ownPage = await stage.newPage();
  await ownPage.goto(await selfServiceAddress(customer));

  const card = offerCard(ana, 'Ines Marsh');
  await card.getByRole('timer', { name: /^\d+ seconds to answer$/ }).waitFor();
  await card.getByText('+12025550110').waitFor();
  await card.getByText('1 of 3').waitFor();
  await acceptOffer(ana, 'Ines Marsh');

  const request = ana.page.getByRole('region', { name: 'About this request' });
  await request.getByText('Web page').waitFor();
  await request.getByText('Europe/Berlin').waitFor();
  await request.getByText('An order', { exact: true }).waitFor();

  await ana.callBar.getByText('Talking').waitFor();
  await customer.handset.getByText('You hear each other.').waitFor();
  await standing(customer.panel, 'You are talking to us').waitFor();
  await standing(ownPage, 'You are talking to us').waitFor();

  await hangUp(ana);
  await customer.handset.getByRole('button', { name: 'Call the shop' }).waitFor();
  await wrapUp(ana, 'Resolved', 'Sent a new tent pole.');
  await ana.page.getByRole('heading', { name: 'You are ready' }).waitFor();

  const timeline = await openCallback(ana, 'Ines Marsh');
  await timeline.getByText('Closed: completed').waitFor();
  const told = await timeline.getByRole('listitem').allInnerTexts();
  const positions = [
    'Callback asked for',
    'Rang the customer',
    'Customer confirmed',
    'Customer and Ana talk',
    'Closed',
  ].map((words) => told.findIndex((line) => line.includes(words)));
  expect(positions, told.join('\n')).toEqual([...positions].sort((left, right) => left - right));
  expect(positions, told.join('\n')).not.toContain(-1);

  await standing(customer.panel, 'We talked. Thank you.').waitFor();
  await standing(ownPage, 'We talked. Thank you.').waitFor();
  expect(stage.failures).toEqual([]);
});

test('[W7] a reload in mid-call keeps the call bar, on every page, and the shortcut still ends the call', async () => {
  const { customer, ana } = await untilOffered('Reto Blum');
  await ana.page.keyboard.press('a');
  await ana.callBar.getByText('Talking').waitFor();

  await ana.page.reload();
  await ana.callBar.getByText('Talking').waitFor();
  await ana.callBar.getByText('Reto Blum').waitFor();
  await goTo(ana, 'Board');
  await ana.page.getByRole('heading', { level: 1, name: 'Board' }).waitFor();
  await ana.callBar.getByText('Talking').waitFor();
  await customer.handset.getByText('You hear each other.').waitFor();

  await ana.page.keyboard.press('e');
  await customer.handset.getByRole('button', { name: 'Call the shop' }).waitFor();
  await ana.page.keyboard.press('1');
  await wrapUp(ana, 'Resolved');
  expect(stage.failures).toEqual([]);
});
