import type { Locator, Page } from 'playwright-core';

/** The number of the handset on the demo page, as people write it. */
export const handsetNumber = '+1 202 555 0110';

/** A customer on the demo page: the shop, the widget, the handset. */
export interface Customer {
  readonly page: Page;
  /** The panel of the widget. */
  readonly panel: Locator;
  readonly handset: Locator;
}

/** Opens the demo page and waits until the widget and the handset are there. */
export async function visitShop(page: Page): Promise<Customer> {
  await page.goto('/demo');
  await page.getByRole('button', { name: 'Ring me back' }).waitFor();
  const handset = page.getByRole('region', { name: 'Demo handset' });
  await handset.getByText('Ringback').waitFor();
  return { page, panel: page.getByRole('dialog', { name: 'We ring you back' }), handset };
}

/** What the short form asks for. */
export interface Details {
  readonly name: string;
  readonly phoneNumber: string;
  /** A name from the service's list; the first one when left out. */
  readonly subject?: string;
}

/** Opens the widget. */
export async function openWidget({ page, panel }: Customer): Promise<void> {
  await page.getByRole('button', { name: 'Ring me back' }).first().click();
  await panel.getByRole('button', { name: 'As soon as possible' }).waitFor();
}

/** Fills in the form and sends it by its button. */
export async function sendDetails({ panel }: Customer, details: Details, button = 'Ring me back'): Promise<void> {
  await panel.getByRole('textbox', { name: 'Name' }).fill(details.name);
  await panel.getByRole('textbox', { name: 'Phone number' }).fill(details.phoneNumber);
  const subject = panel.getByRole('combobox', { name: 'What is it about?' });
  await subject.selectOption(details.subject === undefined ? { index: 1 } : { label: details.subject });
  await panel.getByRole('button', { name: button }).click();
}

/** Asks for a callback as soon as possible and waits for the confirmation. */
export async function askAsSoonAsPossible(customer: Customer, details: Details): Promise<void> {
  await openWidget(customer);
  await customer.panel.getByRole('button', { name: 'As soon as possible' }).click();
  await sendDetails(customer, details);
  await customer.panel.getByRole('heading', { name: 'Done. We ring you back.' }).waitFor();
}

/** Closes the widget. */
export async function closeWidget({ panel }: Customer): Promise<void> {
  await panel.getByRole('button', { name: 'Close' }).click();
  await panel.waitFor({ state: 'hidden' });
}

/** Answers the handset when it rings. */
export async function answerHandset({ handset }: Customer): Promise<void> {
  await handset.getByRole('button', { name: 'Answer' }).click();
  await handset.getByRole('button', { name: 'Hang up' }).waitFor();
}

/** Presses a key of the handset. */
export async function pressKey({ handset }: Customer, key: string): Promise<void> {
  await handset.getByRole('group', { name: 'Keypad' }).getByRole('button', { name: key, exact: true }).click();
}

/** The address of the customer's own page, as the confirmation links it. */
export async function selfServiceAddress({ panel }: Customer): Promise<string> {
  const address = await panel.getByRole('link', { name: 'Open the status page' }).getAttribute('href');
  if (address === null) throw new Error('The confirmation has no link to the status page.');
  return address;
}

/** The sentence that tells where a callback stands, in the widget or on the customer's own page. It is announced, too, so it stands there twice. */
export function standing(place: Page | Locator, sentence: string): Locator {
  return place.getByRole('paragraph').filter({ hasText: sentence });
}
