import { afterAll, beforeAll, expect, test } from 'vitest';
import { offerCard, signInAvailable } from './console.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('[Q8][W2] a declined offer goes to the next agent; one that nobody takes sets the agent away', async () => {
  const ana = await signInAvailable(await stage.newPage(), 'Ana');
  await stage.server.request('POST', '/v1/callbacks', {
    serviceId: 'svc_sales',
    phoneNumber: '+12025550100',
    name: 'Mira Stone',
    preferredAgentId: 'agt_ana',
  });
  const cho = await signInAvailable(await stage.newPage(), 'Cho');
  const anasCard = offerCard(ana, 'Mira Stone');
  await anasCard.getByRole('button', { name: 'Decline' }).click();
  await ana.page.getByRole('menuitem', { name: 'Not ready' }).click();
  await anasCard.waitFor({ state: 'hidden' });

  const chosCard = offerCard(cho, 'Mira Stone');
  await chosCard.waitFor();
  expect(await cho.page.title()).toBe('(1) Workspace - Ringback');
  await stage.server.request('PUT', '/simulated/clock', { speed: 20 });
  await chosCard.waitFor({ state: 'hidden' });
  await stage.server.request('PUT', '/simulated/clock', { speed: 1 });
  await cho.page.getByRole('button', { name: /^Presence: Away/ }).waitFor();
  await cho.page.getByRole('heading', { name: 'You are away' }).waitFor();
  expect(stage.failures).toEqual([]);
});
