// Takes the pictures of the documentation: `node e2e/src/take-screenshots.ts`, with the web apps built and the phone engine
// installed.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { acceptOffer, choosePresence, goTo, hangUp, offerCard, signIn, wrapUp } from './console.ts';
import {
  answerHandset,
  askAsSoonAsPossible,
  handsetNumber,
  openWidget,
  pressKey,
  selfServiceAddress,
  visitShop,
} from './shop.ts';
import { openStage, type Stage } from './stage.ts';
import { giveVoice } from './voices.ts';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const wide: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
}

async function shootShop(stage: Stage): Promise<void> {
  for (const [options, name] of [
    [wide, 'demo'],
    [phone, 'demo-phone'],
  ] as const) {
    const customer = await visitShop(await stage.newPage(options));
    await openWidget(customer);
    if (options === phone) await customer.panel.getByRole('button', { name: 'Pick a time' }).click();
    if (options === phone)
      await customer.panel
        .getByRole('radio', { name: /, \d+:\d\d$/ })
        .first()
        .waitFor();
    if (options === wide)
      await customer.panel.locator('dd:not(:has(.skeleton))', { hasText: /, \d+:\d\d \(.+\)$/ }).waitFor();
    await shoot(customer.page, name);
  }
}

/** People in line, so that the boards have something to tell. */
async function fillLines(stage: Stage): Promise<void> {
  const names = ['Carla Nunes', 'Tom Reed', 'Aya Mori', 'Felix Brandt', 'Olga Petrova'];
  for (const [index, name] of names.entries()) {
    const serviceId = index % 3 === 2 ? 'svc_sales' : 'svc_support';
    await stage.server.request('POST', '/v1/callbacks', { serviceId, phoneNumber: `+1202555014${index}`, name });
  }
}

async function shootCallback(stage: Stage): Promise<void> {
  const customer = await visitShop(await stage.newPage(wide));
  await askAsSoonAsPossible(customer, { name: 'Ines Marsh', phoneNumber: handsetNumber });
  const own = await stage.newPage({ ...wide, viewport: { width: 760, height: 860 } });
  await own.goto(await selfServiceAddress(customer));
  await own.getByText('Number that rings').waitFor();
  await shoot(own, 'self-service');
  const ana = await signIn(await stage.newPage(wide), 'Ana');
  await choosePresence(ana, 'Available');
  await customer.handset.getByRole('button', { name: 'Answer' }).waitFor();
  await shoot(customer.page, 'handset');
  await answerHandset(customer);
  await pressKey(customer, '1');
  await offerCard(ana, 'Ines Marsh').waitFor();
  await ana.page.setViewportSize({ width: 1280, height: 520 });
  await shoot(ana.page, 'console-offer');
  await ana.page.setViewportSize({ width: 1280, height: 800 });
  await acceptOffer(ana, 'Ines Marsh');
  await ana.callBar.getByText('Talking').waitFor();
  await ana.page.getByRole('region', { name: 'Timeline' }).getByText('Customer and Ana talk').waitFor();
  await shoot(ana.page, 'console');
  await fillLines(stage);
  await shootBoard(stage);
  const narrow = await signIn(await stage.newPage(phone), 'Ana');
  await narrow.callBar.getByText('Talking').waitFor();
  await shoot(narrow.page, 'console-phone');
  await hangUp(ana);
  await wrapUp(ana, 'Resolved');
}

async function shootBoard(stage: Stage): Promise<void> {
  const ben = await signIn(await stage.newPage({ ...wide, viewport: { width: 1280, height: 1040 } }), 'Ben');
  await goTo(ben, 'Board');
  await ben.page
    .getByRole('region', { name: 'Places left today' })
    .getByText(/\d+ of \d+/)
    .first()
    .waitFor();
  await shoot(ben.page, 'board');
}

/** The telephone in the page, in a call on a real phone system. */
async function shootSoftphone(stage: Stage): Promise<void> {
  const people = { ...wide, permissions: ['microphone'], viewport: { width: 1280, height: 640 } };
  const shop = await stage.newPage(people);
  await giveVoice(shop.context(), 440);
  const desk = await stage.newPage(people);
  await giveVoice(desk.context(), 1_000);
  const customer = await visitShop(shop);
  const ana = await signIn(desk, 'Ana');
  await ana.page.getByRole('button', { name: 'Phone ready: telephone settings' }).waitFor();
  const request = { serviceId: 'svc_support', phoneNumber: handsetNumber, name: 'Ines Marsh' };
  await stage.server.request('POST', '/v1/callbacks', request);
  await choosePresence(ana, 'Available');
  await answerHandset(customer);
  await pressKey(customer, '1');
  await acceptOffer(ana, 'Ines Marsh');
  await ana.callBar.getByText('Talking').waitFor();
  await ana.page.getByRole('button', { name: 'On the phone: telephone settings' }).click();
  await ana.page.getByRole('region', { name: 'Quality of the line' }).waitFor();
  await shoot(ana.page, 'softphone');
}

/** Runs with a server and a browser of their own. */
async function onStage(environment: Record<string, string>, run: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage(environment);
  try {
    await run(stage);
  } finally {
    await stage.close();
  }
}

await mkdir(folder, { recursive: true });
await onStage({}, async (stage) => {
  await shootShop(stage);
  await shootCallback(stage);
});
await onStage({ RINGBACK_PHONE: 'asterisk' }, shootSoftphone);
