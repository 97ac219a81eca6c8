import { afterAll, beforeAll, expect, test } from 'vitest';
import { handsetNumber, openWidget, selfServiceAddress, sendDetails, visitShop, standing } from './shop.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('[R12][S3][S5][C2] a time is picked, moved and cancelled by the customer', async () => {
  const customer = await visitShop(await stage.newPage());
  const { panel } = customer;
  await openWidget(customer);
  await panel.getByRole('button', { name: 'Pick a time' }).click();
  await panel.getByText('Times in Europe/Berlin').waitFor();
  const day = panel.getByRole('group', { name: 'Day' }).getByRole('radio').nth(1);
  await day.check();
  const time = panel.getByRole('radio', { name: /, 10:00$/ });
  await time.check();
  const picked = await time.getAttribute('aria-label');
  await panel.getByRole('button', { name: 'Continue' }).click();

  await panel.getByText(`We ring you on ${picked}.`).waitFor();
  await panel.getByText(/This time is kept for you for [12]:\d\d\./).waitFor();
  await sendDetails(customer, { name: 'Lena Vogt', phoneNumber: handsetNumber }, 'Book this time');
  await panel.getByRole('heading', { name: 'Done. We ring you back.' }).waitFor();
  await standing(panel, `We ring you on ${picked}`).waitFor();
  await panel.getByText('(Europe/Berlin)').waitFor();
  await panel.getByText(handsetNumber, { exact: true }).waitFor();

  const own = await stage.newPage();
  await own.goto(await selfServiceAddress(customer));
  await standing(own, `We ring you on ${picked}`).waitFor();
  await own.getByText('(Europe/Berlin)').waitFor();
  await own.getByRole('button', { name: 'Change the time' }).click();
  const later = own.getByRole('radio', { name: /, 15:30$/ });
  await own.getByRole('group', { name: 'Day' }).getByRole('radio').nth(2).check();
  await later.check();
  const moved = await later.getAttribute('aria-label');
  expect(moved).not.toBe(picked);
  await own.getByRole('button', { name: 'Move to this time' }).click();
  await standing(own, `We ring you on ${moved}`).waitFor();

  await own.getByRole('button', { name: 'Cancel the callback' }).click();
  await own.getByRole('heading', { name: 'Cancel this callback?' }).waitFor();
  await own.getByRole('button', { name: 'Yes, cancel it' }).click();
  await standing(own, 'This callback is cancelled').waitFor();
  await customer.page.reload();
  await customer.page.getByRole('button', { name: 'Ring me back' }).click();
  await standing(panel, 'This callback is cancelled').waitFor();
  expect(stage.failures).toEqual([]);
});

test('[S3][S4] a time that fills up while it is looked at is not booked twice; free ones are named', async () => {
  const customer = await visitShop(await stage.newPage());
  const { panel } = customer;
  await openWidget(customer);
  await panel.getByRole('button', { name: 'Pick a time' }).click();
  await panel.getByRole('group', { name: 'Day' }).getByRole('radio').nth(3).check();
  await panel.getByRole('radio', { name: /, 12:00$/ }).check();
  await fillSlot(await noonOfDay(3));
  await panel.getByRole('button', { name: 'Continue' }).click();
  await panel.getByText('Sorry, this time has just been taken. These are still free:').waitFor();
  await panel.getByRole('alert').getByRole('button').first().click();
  await panel.getByRole('heading', { name: 'Your details' }).waitFor();
  expect(stage.failures).toEqual([]);
});

/** The start of the slot at 12:00 in Berlin, so many days after today. */
async function noonOfDay(daysAhead: number): Promise<string> {
  const day = new Date(Date.now() + daysAhead * 86_400_000);
  const inBerlin = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone: 'Europe/Berlin' });
  const hours = Array.from({ length: 24 }, (_, hour) => new Date(new Date(day).setUTCHours(hour, 0, 0, 0)));
  const noon = hours.find((instant) => inBerlin.format(instant) === '12');
  if (noon === undefined) throw new Error('This day has no noon in Berlin.');
  return noon.toISOString();
}

async function fillSlot(startsAt: string): Promise<void> {
  const capacityCount = 5;
  for (let index = 0; index < capacityCount; index += 1) {
    await stage.server.request('POST', '/v1/slot-holds', { serviceId: 'svc_support', startsAt });
  }
}
