import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookEverywhere } from './accessibility.ts';
import { acceptOffer, hangUp, signIn, wrapUp, type Agent } from './console.ts';
import { answerHandset, handsetNumber, pressKey, visitShop } from './shop.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const AGENT_NUMBER = '+12025550130';
/** So long that no customer is sent away while the pages are looked at. */
const HOLD_CAP_MS = 600_000;

const setSpeed = (speed: number): Promise<unknown> => stage.server.request('PUT', '/simulated/clock', { speed });

/** What the telephone of the agent does when it is rung. */
function agentPhoneDoes(behaviour: Readonly<Record<string, unknown>>): Promise<unknown> {
  return stage.server.request('PUT', `/simulated/subscribers/${AGENT_NUMBER}`, behaviour);
}

/** The centre of which Ana is rung at a number, and whose customers are patient. */
async function configure(): Promise<void> {
  const service = await stage.server.request('GET', '/v1/services/svc_support');
  await stage.server.request('PUT', '/v1/services/svc_support', { ...Object(service), holdCapMs: HOLD_CAP_MS });
  const endpoint = { type: 'number', address: AGENT_NUMBER };
  await stage.server.request('PUT', '/v1/agents/agt_ana', { name: 'Ana', skills: { support: 5 }, endpoint });
}

async function becomeAvailable({ page }: Agent): Promise<void> {
  await page.getByRole('button', { name: 'Become available' }).press('Enter');
}

/** The agent accepts; their telephone fails, they are set to away, and the page says why. */
async function missCall(ana: Agent, speed: number): Promise<void> {
  await acceptOffer(ana, 'Noor Haddad');
  await setSpeed(speed);
  await ana.page.getByText('Your phone was busy or not picked up, or key 1 was not pressed.').waitFor();
  await setSpeed(1);
}

test(
  '[W4][C4] an agent at a number of their own: the page says what rings and that key 1 takes the call, and why it went on',
  { timeout: 240_000 },
  async () => {
    await configure();
    const ana = await signIn(await stage.newPage(), 'Ana');
    await ana.page.getByText(`Calls ring at ${AGENT_NUMBER}. Pick up and press 1.`).waitFor();
    const customer = await visitShop(await stage.newPage());
    const request = { serviceId: 'svc_support', phoneNumber: handsetNumber, name: 'Noor Haddad' };
    await stage.server.request('POST', '/v1/callbacks', request);
    await becomeAvailable(ana);
    await answerHandset(customer);
    await pressKey(customer, '1');

    await agentPhoneDoes({ behaviour: 'busy' });
    await missCall(ana, 1);
    const problems = [...(await lookEverywhere(ana.page, 'phone not picked up'))];
    await customer.handset.getByText('Please hold …').waitFor();

    // A voicemail answers and presses nothing.
    await agentPhoneDoes({ behaviour: 'answer', answerAfterMs: 100, keys: '', talkMs: null });
    await becomeAvailable(ana);
    await missCall(ana, 10);
    await customer.handset.getByText('Please hold …').waitFor();

    await agentPhoneDoes({ behaviour: 'answer', answerAfterMs: 2_000, keys: '1', talkMs: null });
    await becomeAvailable(ana);
    await setSpeed(0);
    await acceptOffer(ana, 'Noor Haddad');
    await ana.page.getByText(`Your phone rings at ${AGENT_NUMBER}. Pick up and press 1.`).waitFor();
    expect(await ana.page.getByRole('button', { name: 'Dial now' }).count()).toBe(0);
    problems.push(...(await lookEverywhere(ana.page, 'own number rings')));
    await setSpeed(1);
    await ana.callBar.getByText('Talking', { exact: true }).waitFor();
    await customer.handset.getByText('You hear each other.').waitFor();
    await hangUp(ana);
    await wrapUp(ana, 'Resolved');
    expect([problems, stage.failures]).toEqual([[], []]);
  },
);
