import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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
import { answerHandset, handsetNumber, pressKey, visitShop, type Customer } from './shop.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  await stage.closePages();
  for (const id of ['agt_ana', 'agt_ben', 'agt_cho'])
    await stage.server.request('PUT', `/v1/agents/${id}/presence`, { presence: 'away' });
});
afterAll(() => stage.close());

/** The centre's clock; at 0 nothing runs out while it is looked at. */
const setSpeed = (speed: number): Promise<unknown> => stage.server.request('PUT', '/simulated/clock', { speed });

/** Looks at a page in a moment that does not go by. */
async function look(page: Agent['page'], state: string): Promise<readonly string[]> {
  await setSpeed(0);
  const problems = await lookEverywhere(page, state);
  await setSpeed(1);
  return problems;
}

/** Ana and a customer with the handset of the demo page talk. */
async function talking(name: string): Promise<{ ana: Agent; customer: Customer }> {
  const [ana, customer] = [await signInAvailable(await stage.newPage(), 'Ana'), await visitShop(await stage.newPage())];
  const request = { serviceId: 'svc_support', phoneNumber: handsetNumber, name };
  await stage.server.request('POST', '/v1/callbacks', request);
  await answerHandset(customer);
  await pressKey(customer, '1');
  await acceptOffer(ana, name);
  await ana.callBar.getByText('Talking', { exact: true }).waitFor();
  return { ana, customer };
}

async function available(name: string): Promise<Agent> {
  const agent = await signIn(await stage.newPage(), name);
  await choosePresence(agent, 'Available');
  return agent;
}

/** Gives whom the dialog had to choose from. */
async function transferTo(agent: Agent, target: RegExp): Promise<readonly string[]> {
  await agent.callBar.getByRole('button', { name: 'Transfer' }).press('Enter');
  const dialog = agent.page.getByRole('dialog', { name: 'Transfer to' });
  await dialog.getByRole('radio', { name: target }).waitFor();
  const choices = await dialog.getByRole('radiogroup').locator('label').allInnerTexts();
  await choose(dialog, target);
  await dialog.getByRole('button', { name: 'Transfer' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  return choices;
}

async function decline(agent: Agent, customer: string): Promise<void> {
  await offerCard(agent, customer).getByRole('button', { name: 'Decline' }).press('Enter');
  await agent.page.getByRole('menuitem').first().press('Enter');
  await offerCard(agent, customer).waitFor({ state: 'hidden' });
}

/** The lines of a timeline, oldest first, without who and when. */
async function linesOf(agent: Agent, name: string, last: string): Promise<readonly string[]> {
  const timeline = await openCallback(agent, name);
  await timeline.getByText(last).waitFor();
  return (await timeline.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n')[0] ?? '');
}

const expectInOrder = (lines: readonly string[], wanted: readonly string[]): void => {
  expect(lines.slice(lines.indexOf(wanted[0] ?? '')).filter((line) => wanted.includes(line))).toEqual(wanted);
};

test(
  '[D11][W2][C4] to another agent: music, an offer that says whose call it is, declined and taken; the timeline tells it',
  { timeout: 240_000 },
  async () => {
    const { ana, customer } = await talking('Noor Haddad');
    const ben = await available('Ben');
    // Cho is away: a customer on the line would wait for her in vain.
    expect((await transferTo(ana, /^Ben/u)).filter((words) => !words.includes('queue'))).toEqual(['Ben (available)']);
    await customer.handset.getByText('Please hold …').waitFor();
    await ana.page.getByText('Transferred to Ben. The customer hears music until the call is taken.').waitFor();
    await offerCard(ben, 'Noor Haddad').getByText('Transferred by Ana').waitFor();
    const problems = [...(await look(ana.page, 'transferred')), ...(await look(ben.page, 'transferred offer'))];

    await decline(ben, 'Noor Haddad');
    await customer.handset.getByText('Please hold …').waitFor();
    // Whoever declined is asked again after half a minute.
    await setSpeed(10);
    await offerCard(ben, 'Noor Haddad').waitFor();
    await setSpeed(1);
    await acceptOffer(ben, 'Noor Haddad');
    await ben.callBar.getByText('Talking', { exact: true }).waitFor();
    await customer.handset.getByText('You hear each other.').waitFor();
    await hangUp(ben);
    await wrapUp(ben, 'Resolved');
    expectInOrder(await linesOf(ben, 'Noor Haddad', 'Closed: completed'), [
      'Customer and Ana talk',
      'Transferred to Ben',
      'Offered to Ben',
      'Offer declined: not ready',
      'Offered to Ben',
      'Offer accepted',
      'Customer and Ben talk',
      'Conversation ended',
    ]);
    problems.push(...(await lookEverywhere(ben.page, 'timeline of a transfer')));
    expect([problems, stage.failures]).toEqual([[], []]);
  },
);

test(
  '[D5][D11][I1] to a queue where nobody takes it: an apology, and the customer is rung again from the front of the line',
  { timeout: 240_000 },
  async () => {
    const { ana, customer } = await talking('Reto Blum');
    const cho = await available('Cho');
    await transferTo(ana, /^Sales \(queue, 1 ready\)/u);
    await ana.page.getByText('Transferred to the queue Sales.').waitFor();
    await offerCard(cho, 'Reto Blum').getByText('Transferred by Ana').waitFor();
    await setSpeed(10);
    await offerCard(cho, 'Reto Blum').waitFor({ state: 'hidden' });
    await customer.handset.getByRole('button', { name: 'Call the shop' }).waitFor();
    await setSpeed(1);

    await choosePresence(cho, 'Available');
    await answerHandset(customer);
    await pressKey(customer, '1');
    await acceptOffer(cho, 'Reto Blum');
    await customer.handset.getByText('You hear each other.').waitFor();
    await hangUp(cho);
    await wrapUp(cho, 'Resolved');
    expectInOrder(await linesOf(cho, 'Reto Blum', 'Closed: completed'), [
      'Transferred to the queue Sales',
      'Offered to Cho',
      'Cho did not answer the offer in time',
      'End of try 1: customer answered, no agent was free',
      'Rang the customer, try 2',
      'Offered to Cho',
      'Customer and Cho talk',
    ]);
    expect(stage.failures).toEqual([]);
  },
);

test('[D11] to an agent of another line, who has not the skills of this one: they get it, and nobody else', async () => {
  const { ana } = await talking('Ines Marsh');
  const [ben, cho] = [await available('Ben'), await available('Cho')];
  await transferTo(ana, /^Cho/u);
  await acceptOffer(cho, 'Ines Marsh');
  await cho.callBar.getByText('Talking', { exact: true }).waitFor();
  await ben.page.getByRole('heading', { name: 'You are ready' }).waitFor();
  await hangUp(cho);
  await wrapUp(cho, 'Resolved');
  expect(stage.failures).toEqual([]);
});
