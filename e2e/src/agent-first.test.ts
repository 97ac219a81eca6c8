import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptOffer, hangUp, offerCard, openCallback, signInAvailable, wrapUp } from './console.ts';
import { answerHandset, handsetNumber, visitShop } from './shop.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('[D3][R8][R11][W3] the agent reads first, dials, talks and wraps up', async () => {
  const [customer, cho] = await Promise.all([
    stage.newPage().then(visitShop),
    stage.newPage().then((page) => signInAvailable(page, 'Cho')),
  ]);
  await stage.server.request('POST', '/v1/callbacks', {
    serviceId: 'svc_sales',
    phoneNumber: handsetNumber,
    name: 'Noor Haddad',
    context: { basket: 'Skerry 2 tent', visits: 3 },
  });
  await offerCard(cho, 'Noor Haddad').getByText('Agent rings the customer').waitFor();
  await acceptOffer(cho, 'Noor Haddad');

  const request = cho.page.getByRole('region', { name: 'About this request' });
  await request.getByText('Skerry 2 tent').waitFor();
  await request.getByText('A program').waitFor();
  await cho.page.getByRole('button', { name: 'Dial now' }).click();
  await answerHandset(customer);
  await customer.handset.getByText('You hear each other.').waitFor();
  await cho.callBar.getByText('Talking').waitFor();

  await hangUp(cho);
  await customer.handset.getByRole('button', { name: 'Call the shop' }).waitFor();
  await wrapUp(cho, 'Resolved');
  const timeline = await openCallback(cho, 'Noor Haddad');
  await timeline.getByText('Closed: completed').waitFor();
  expect(stage.failures).toEqual([]);
});

test('[D3][A2] an agent whose customer does not answer sees why and can redial', async () => {
  const cho = await signInAvailable(await stage.newPage(), 'Cho');
  await stage.server.request('POST', '/v1/callbacks', {
    serviceId: 'svc_sales',
    phoneNumber: '+12025550109',
    name: 'Piet Olsen',
  });
  await acceptOffer(cho, 'Piet Olsen');
  await cho.page.getByRole('button', { name: 'Dial now' }).click();
  await cho.page.getByText('Try 1 of 3: line busy.').waitFor();
  await cho.page.getByRole('button', { name: 'Redial' }).click();
  await cho.callBar.getByText('Talking').waitFor();
  await hangUp(cho);
  await wrapUp(cho, 'Resolved');
  expect(stage.failures).toEqual([]);
});

test('[D3][A2][W2] a number that does not exist: the callback is closed, and the agent who rang it reads why', async () => {
  const cho = await signInAvailable(await stage.newPage(), 'Cho');
  await stage.server.request('POST', '/v1/callbacks', {
    serviceId: 'svc_sales',
    phoneNumber: '+12025550107',
    name: 'Lee Wong',
  });
  await acceptOffer(cho, 'Lee Wong');
  await cho.page.getByRole('button', { name: 'Dial now' }).click();
  await cho.page.getByRole('alert').getByText('Lee Wong: the number does not exist. The callback is closed.').waitFor();
  await cho.page.getByRole('heading', { name: 'You are ready' }).waitFor();
  expect(stage.failures).toEqual([]);
});
