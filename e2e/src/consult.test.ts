import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookEverywhere } from './accessibility.ts';
import {
  acceptOffer,
  choosePresence,
  hangUp,
  offerCard,
  openCallback,
  signIn,
  signInAvailable,
  wrapUp,
} from './console.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test(
  '[D11][W4][C4] an agent asks a colleague, hands the customer over, and the timeline tells it',
  { timeout: 120_000 },
  async () => {
    const ana = await signInAvailable(await stage.newPage(), 'Ana');
    const talker = { behaviour: 'answer', answerAfterMs: 100, keys: '1', talkMs: null };
    await stage.server.request('PUT', '/simulated/subscribers/+12025550172', talker);
    const request = { serviceId: 'svc_support', phoneNumber: '+12025550172', name: 'Noor Haddad' };
    await stage.server.request('POST', '/v1/callbacks', request);
    await acceptOffer(ana, 'Noor Haddad');
    await ana.callBar.getByText('Talking', { exact: true }).waitFor();
    const ben = await signIn(await stage.newPage(), 'Ben');
    await choosePresence(ben, 'Available');

    await ana.callBar.getByRole('button', { name: 'Transfer' }).press('Enter');
    const dialog = ana.page.getByRole('dialog', { name: 'Transfer to' });
    await dialog.getByRole('radio', { name: /^Ben/ }).click({ force: true });
    const problems = [...(await lookEverywhere(ana.page, 'asking a colleague: whom'))];
    await dialog.getByRole('button', { name: 'Talk to them first' }).press('Enter');
    await ana.callBar.getByText('Asking a colleague, customer on hold').waitFor();
    expect(await ana.callBar.getByRole('button', { name: 'Hand over' }).isDisabled()).toBe(true);

    await offerCard(ben, 'Noor Haddad').getByText('A colleague asks you about a customer').waitFor();
    await acceptOffer(ben, 'Noor Haddad');
    await ana.callBar.getByText('Talking to the colleague, customer on hold').waitFor();
    await ben.callBar.getByText('A colleague asks you, customer on hold').waitFor();
    problems.push(...(await lookEverywhere(ana.page, 'asking a colleague: talking')));
    problems.push(...(await lookEverywhere(ben.page, 'asked by a colleague')));
    expect(await ben.callBar.getByRole('button').allInnerTexts()).toEqual([expect.stringMatching(/^Leave/)]);

    await ana.callBar.getByRole('button', { name: 'Hand over' }).press('Enter');
    await ana.callBar.waitFor({ state: 'hidden' });
    await ben.callBar.getByText('Talking', { exact: true }).waitFor();
    await hangUp(ben);
    await wrapUp(ben, 'Resolved');
    const timeline = await openCallback(ben, 'Noor Haddad');
    await timeline.getByText('Handed over to a colleague').waitFor();
    expect([problems, stage.failures]).toEqual([[], []]);
  },
);
