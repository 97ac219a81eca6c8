import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptOffer, choosePresence, goTo, hangUp, signIn, wrapUp } from './console.ts';
import { answerHandset, pressKey, visitShop } from './shop.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

const supportNumber = '+12025550190';

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('[R1][R2][Q1] a caller nobody can answer presses 1, confirms the number, keeps the place and is rung when Ana comes', async () => {
  const [customer, ana] = await Promise.all([
    stage.newPage().then(visitShop),
    stage.newPage().then((page) => signIn(page, 'Ana')),
  ]);
  const { handset } = customer;
  await goTo(ana, 'Board');
  const support = ana.page.getByRole('region', { name: 'Support' });
  await support.getByText('0 waiting').waitFor();

  await stage.server.request('POST', '/simulated/handset/call', { to: supportNumber });
  await support.getByText('1 live caller', { exact: false }).waitFor();
  await pressKey(customer, '1');
  await handset.getByText('Press 1 if this number is right', { exact: false }).waitFor();
  await pressKey(customer, '1');
  await handset.getByRole('button', { name: 'Call the shop' }).waitFor();
  await support.getByText('1 callback', { exact: false }).waitFor();
  await support.getByText('1 waiting').waitFor();

  await goTo(ana, 'Workspace');
  await choosePresence(ana, 'Available');
  await answerHandset(customer);
  await pressKey(customer, '1');
  await acceptOffer(ana, '+12025550110');
  await ana.page.getByRole('region', { name: 'About this request' }).getByText('Phone queue').waitFor();
  await handset.getByText('You hear each other.').waitFor();
  await hangUp(ana);
  await wrapUp(ana, 'Resolved');
  expect(stage.failures).toEqual([]);
});
