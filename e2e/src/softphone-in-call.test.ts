import { findInstalledEngine } from '@ringback/driver-phone-asterisk/process';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { acceptOffer, choose, choosePresence, hangUp, signIn, wrapUp, type Agent } from './console.ts';
import { readWork } from './phones/seen.ts';
import { answerHandset, pressKey, visitShop, type Customer } from './shop.ts';
import { openStage, type Stage } from './stage.ts';
import { giveDevices, giveVoice, heardShare, isHeard, microphonesOpened } from './voices.ts';

/** Voices: whole bins far from each other and from each other's overtones. */
const CUSTOMER_HZ = 440;
const ANA_HZ = 1000;
const BEN_HZ = 700;

const isInstalled = findInstalledEngine() !== null;
const demandsAll = process.env['CI'] === 'true' || process.env['RINGBACK_REQUIRE_ALL'] === '1';

if (!isInstalled)
  console.warn('LEFT OUT: what an agent does in a call of the softphone; npm run phone:install installs it');
test.runIf(demandsAll)('[fit-I6] the phone engine is installed where everything is demanded', () =>
  expect(isInstalled).toBe(true),
);

describe.skipIf(!isInstalled)('[W4][D11] in a call of the softphone in the console, on Asterisk', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ RINGBACK_PHONE: 'asterisk' });
  });
  afterEach(async () => {
    await stage.closePages();
    for (const id of ['agt_ana', 'agt_ben']) await leaveNothing(id);
  });
  afterAll(() => stage.close());

  /** Ends what a test that failed left behind. */
  async function leaveNothing(agentId: string): Promise<void> {
    const { server } = stage;
    const look = async () => readWork(await server.request('GET', `/v1/agents/${agentId}/work`));
    await server.request('PUT', `/v1/agents/${agentId}/presence`, { presence: 'away' });
    const callId = (await look()).active?.call?.id ?? null;
    if (callId !== null) await server.request('POST', `/v1/calls/${callId}/hang-up`, {}).catch(() => null);
    const { wrapUp: left } = await look();
    const body = { disposition: 'resolved' };
    if (left !== null) await server.request('POST', `/v1/callbacks/${left.callbackId}/wrap-up`, body).catch(() => null);
  }

  const phoneSays = (page: Page, words: string): Promise<void> =>
    page.getByRole('button', { name: `${words}: telephone settings` }).waitFor();

  async function agentNamed(name: string, hz: number): Promise<Agent> {
    const page = await stage.newPage({ permissions: ['microphone'] });
    await giveVoice(page.context(), hz);
    await giveDevices(page.context(), ['Headset', 'Webcam']);
    const agent = await signIn(page, name);
    await phoneSays(page, 'Phone ready');
    return agent;
  }

  const hears = (page: Page, hz: number): Promise<void> =>
    expect.poll(() => heardShare(page, hz), { timeout: 15_000 }).toBeGreaterThan(0.7);

  const hearEachOther = (a: Page, aHz: number, b: Page, bHz: number): Promise<unknown> =>
    Promise.all([hears(a, bHz), hears(b, aHz)]);

  /** Something is heard, and no voice of any of the three. Music has moments with a note near a voice; voices have no others. */
  async function hearsMusic(page: Page): Promise<void> {
    const hearsNone = async (): Promise<boolean> => {
      const shares = await Promise.all([CUSTOMER_HZ, ANA_HZ, BEN_HZ].map((hz) => heardShare(page, hz)));
      return (await isHeard(page)) && Math.max(...shares) < 0.3;
    };
    await expect.poll(hearsNone, { timeout: 15_000 }).toBe(true);
  }

  /** Ana and a customer with the handset of the demo page talk. */
  async function talking(name: string): Promise<{ ana: Agent; customer: Customer }> {
    const page = await stage.newPage({ permissions: ['microphone'] });
    await giveVoice(page.context(), CUSTOMER_HZ);
    const [ana, customer] = [await agentNamed('Ana', ANA_HZ), await visitShop(page)];
    await stage.server.request('POST', '/v1/callbacks', {
      serviceId: 'svc_support',
      phoneNumber: '+12025550110',
      name,
    });
    await choosePresence(ana, 'Available');
    await answerHandset(customer);
    await pressKey(customer, '1');
    await acceptOffer(ana, name);
    await phoneSays(ana.page, 'On the phone');
    await hearEachOther(ana.page, ANA_HZ, customer.page, CUSTOMER_HZ);
    return { ana, customer };
  }

  const press = (agent: Agent, name: string): Promise<void> =>
    agent.callBar.getByRole('button', { name, exact: false }).first().click();

  /** Ana talks with a customer and has chosen Ben, who is available, as the one to transfer to. */
  async function choosingBen(): Promise<{ ana: Agent; customer: Customer; ben: Agent; dialog: Locator }> {
    const { ana, customer } = await talking('Kim');
    const ben = await agentNamed('Ben', BEN_HZ);
    await choosePresence(ben, 'Available');
    await press(ana, 'Transfer');
    const dialog = ana.page.getByRole('dialog', { name: 'Transfer to' });
    await choose(dialog, /^Ben/u);
    return { ana, customer, ben, dialog };
  }

  async function end(agent: Agent): Promise<void> {
    await hangUp(agent);
    await phoneSays(agent.page, 'Phone ready');
    await wrapUp(agent, 'Resolved');
  }

  test('hold: music for the customer; mute: silence for the customer; and each hears the other again', async () => {
    const { ana, customer } = await talking('Kim');
    await press(ana, 'Hold');
    await hearsMusic(customer.page);
    await expect.poll(() => heardShare(ana.page, CUSTOMER_HZ), { timeout: 15_000 }).toBeLessThan(0.05);
    await press(ana, 'Resume');
    await hearEachOther(ana.page, ANA_HZ, customer.page, CUSTOMER_HZ);
    await press(ana, 'Mute');
    await expect.poll(() => isHeard(customer.page), { timeout: 15_000 }).toBe(false);
    await hears(ana.page, CUSTOMER_HZ);
    await press(ana, 'Unmute');
    await hearEachOther(ana.page, ANA_HZ, customer.page, CUSTOMER_HZ);
    await end(ana);
    expect(stage.failures).toEqual([]);
  }, 180_000);

  test('[W7] customer first: the page that is loaded again in the call keeps it; the quality of the line and the loudness are told', async () => {
    const { ana, customer } = await talking('Kim');
    await ana.page.reload();
    await phoneSays(ana.page, 'On the phone');
    await hearEachOther(ana.page, ANA_HZ, customer.page, CUSTOMER_HZ);
    await ana.page.getByRole('button', { name: 'On the phone: telephone settings' }).click();
    const quality = ana.page.getByRole('region', { name: 'Quality of the line' });
    await quality.getByText(/^[34]\.\d of 4\.5$/u).waitFor();
    await quality.getByText(/^\d+\.\d %$/u).waitFor();
    const meter = ana.page.getByRole('meter', { name: 'Loudness of the microphone' });
    await expect.poll(async () => Number(await meter.getAttribute('value')), { timeout: 15_000 }).toBeGreaterThan(10);
    await ana.page.keyboard.press('Escape');
    await end(ana);
    expect(stage.failures).toEqual([]);
  }, 180_000);

  test('another microphone chosen in the call is the one that is used, and is remembered', async () => {
    const { ana, customer } = await talking('Kim');
    await ana.page.getByRole('button', { name: 'On the phone: telephone settings' }).click();
    await ana.page.getByRole('button', { name: /Microphone$/u }).click();
    await ana.page.getByRole('option', { name: 'Webcam' }).click();
    await expect.poll(() => microphonesOpened(ana.page), { timeout: 15_000 }).toContain('Webcam');
    await ana.page.keyboard.press('Escape');
    await hearEachOther(ana.page, ANA_HZ, customer.page, CUSTOMER_HZ);
    await end(ana);
    await ana.page.reload();
    await phoneSays(ana.page, 'Phone ready');
    await ana.page.getByRole('button', { name: 'Phone ready: telephone settings' }).click();
    await ana.page.getByRole('button', { name: /^Webcam/u }).waitFor();
    expect(await microphonesOpened(ana.page)).toContain('Webcam');
    expect(stage.failures).toEqual([]);
  }, 180_000);

  test('a colleague is asked first and takes over: each step is heard by whom it should be, and by nobody else', async () => {
    const { ana, customer, ben, dialog } = await choosingBen();
    await dialog.getByRole('button', { name: 'Talk to them first' }).click();
    await acceptOffer(ben, 'Kim');
    await hearEachOther(ana.page, ANA_HZ, ben.page, BEN_HZ);
    await hearsMusic(customer.page);
    await press(ana, 'Hand over');
    await hearEachOther(ben.page, BEN_HZ, customer.page, CUSTOMER_HZ);
    await phoneSays(ana.page, 'Phone ready');
    await end(ben);
    expect(stage.failures).toEqual([]);
  }, 180_000);

  test('handed over at once: music, then the colleague', async () => {
    const { ana, customer, ben, dialog } = await choosingBen();
    await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
    await phoneSays(ana.page, 'Phone ready');
    await hearsMusic(customer.page);
    await acceptOffer(ben, 'Kim');
    await hearEachOther(ben.page, BEN_HZ, customer.page, CUSTOMER_HZ);
    await end(ben);
    expect(stage.failures).toEqual([]);
  }, 180_000);

  test('[R1] a customer calls the shop from the demo page, and talks with Ana', async () => {
    const page = await stage.newPage({ permissions: ['microphone'] });
    await giveVoice(page.context(), CUSTOMER_HZ);
    const [ana, customer] = [await agentNamed('Ana', ANA_HZ), await visitShop(page)];
    await choosePresence(ana, 'Available');
    await customer.handset.getByRole('button', { name: 'Call the shop' }).click();
    await customer.handset.getByRole('button', { name: 'Hang up' }).waitFor();
    await acceptOffer(ana, '+12025550110');
    await hearEachOther(ana.page, ANA_HZ, customer.page, CUSTOMER_HZ);
    await customer.handset.getByRole('button', { name: 'Hang up' }).click();
    await phoneSays(ana.page, 'Phone ready');
    await wrapUp(ana, 'Resolved');
    expect(stage.failures).toEqual([]);
  }, 180_000);
});
