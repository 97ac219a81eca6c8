import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookEverywhere } from './accessibility.ts';
import {
  acceptOffer,
  choose,
  choosePresence,
  hangUp,
  offerCard,
  openCallback,
  signIn,
  signInAvailable,
  wrapUp,
  type Agent,
} from './console.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Asks a colleague from the transfer dialog; gives what is wrong with the dialog. */
async function askColleague(agent: Agent, name: string): Promise<string[]> {
  await agent.callBar.getByRole('button', { name: 'Transfer' }).press('Enter');
  const dialog = agent.page.getByRole('dialog', { name: 'Transfer to' });
  await choose(dialog, new RegExp(`^${name}`, 'u'));
  const problems = await lookEverywhere(agent.page, 'asking a colleague: whom');
  await dialog.getByRole('button', { name: 'Talk to them first' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  return [...problems];
}

test(
  '[D11][W4][C4] an agent asks a colleague, who declines, then takes it; the customer is handed over, and the timeline tells it',
  { timeout: 240_000 },
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

    const problems = await askColleague(ana, 'Ben');
    await ana.callBar.getByText('Asking Ben, customer on hold').waitFor();
    expect(await ana.callBar.getByRole('button', { name: 'Hand over' }).isDisabled()).toBe(true);
    // Nothing runs out while it is looked at.
    await stage.server.request('PUT', '/simulated/clock', { speed: 0 });
    problems.push(...(await lookEverywhere(ana.page, 'asking a colleague: offered')));
    await offerCard(ben, 'Noor Haddad').getByText('Ana asks you about a customer').waitFor();
    problems.push(...(await lookEverywhere(ben.page, 'asked by a colleague: offer')));
    await stage.server.request('PUT', '/simulated/clock', { speed: 1 });
    await offerCard(ben, 'Noor Haddad').getByRole('button', { name: 'Decline' }).press('Enter');
    await ben.page.getByRole('menuitem').first().press('Enter');
    await ana.callBar.getByText('Ben did not take it.').waitFor();
    await ana.callBar.getByText('Customer on hold').waitFor();
    problems.push(...(await lookEverywhere(ana.page, 'asking a colleague: declined')));

    await choosePresence(ben, 'Available');
    problems.push(...(await askColleague(ana, 'Ben')));
    await acceptOffer(ben, 'Noor Haddad');
    await ana.callBar.getByText('Talking to Ben, customer on hold').waitFor();
    await ben.callBar.getByText('Talking to Ana, customer on hold').waitFor();
    problems.push(...(await lookEverywhere(ana.page, 'asking a colleague: talking')));
    problems.push(...(await lookEverywhere(ben.page, 'asked by a colleague: talking')));
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
