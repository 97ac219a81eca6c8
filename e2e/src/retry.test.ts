import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptOffer, hangUp, openCallback, signInAvailable, wrapUp } from './console.ts';
import { askAsSoonAsPossible, visitShop, standing } from './shop.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('[A1][A2][A3] a busy line is tried again, and the second try reaches the customer', async () => {
  const [customer, ana] = await Promise.all([
    stage.newPage().then(visitShop),
    stage.newPage().then((page) => signInAvailable(page, 'Ana')),
  ]);
  await askAsSoonAsPossible(customer, { name: 'Bruno Keller', phoneNumber: '+1 202 555 0109' });
  await standing(customer.panel, 'We could not reach you and try again soon').waitFor();
  const timeline = await openCallback(ana, 'Bruno Keller');
  await timeline.getByText('End of try 1: line busy').waitFor();

  await stage.server.request('PUT', '/simulated/clock', { speed: 8 });
  await timeline.getByText('Rang the customer, try 2').waitFor();
  await stage.server.request('PUT', '/simulated/clock', { speed: 1 });
  await ana.page.getByRole('link', { name: 'Workspace' }).click();
  await acceptOffer(ana, 'Bruno Keller');
  await ana.callBar.getByText('Talking').waitFor();
  await hangUp(ana);
  await wrapUp(ana, 'Resolved');

  const whole = await openCallback(ana, 'Bruno Keller');
  await whole.getByText('Closed: completed').waitFor();
  const tries = ana.page.getByRole('region', { name: 'Tries' });
  await tries.getByRole('row', { name: /1 of 3 .* Line busy/ }).waitFor();
  await tries.getByRole('row', { name: /2 of 3 .* Answered/ }).waitFor();
  await standing(customer.panel, 'We talked. Thank you.').waitFor();
  expect(stage.failures).toEqual([]);
});
