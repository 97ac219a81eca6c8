import type { Locator, Page } from 'playwright-core';

/** Somebody in the staff console. */
export interface Agent {
  readonly page: Page;
  /** The button that tells the presence, for example "Presence: Available". */
  readonly presence: Locator;
  /** The call bar: there while a call runs, on every page. */
  readonly callBar: Locator;
}

/** Signs in by name on the page of the demo centre. */
export async function signIn(page: Page, name: string): Promise<Agent> {
  await page.goto('/console/');
  await page.getByRole('button', { name }).click();
  const presence = page.getByRole('button', { name: /^Presence:/ });
  await presence.waitFor();
  return { page, presence, callBar: page.getByRole('region', { name: 'Call in progress' }) };
}

/** Chooses a presence from the menu. */
export async function choosePresence({ page, presence }: Agent, words: string): Promise<void> {
  await presence.click();
  await page.getByRole('menuitem', { name: words, exact: true }).click();
  await page.getByRole('menu').waitFor({ state: 'hidden' });
}

/** Signs in and takes callbacks. */
export async function signInAvailable(page: Page, name: string): Promise<Agent> {
  const agent = await signIn(page, name);
  await choosePresence(agent, 'Available');
  await page.getByRole('heading', { name: 'You are ready' }).waitFor();
  return agent;
}

/** The card of an offer, by the name of its customer. */
export function offerCard({ page }: Agent, customer: string): Locator {
  return page.getByRole('article', { name: customer });
}

/** Accepts the offer of a customer. */
export async function acceptOffer(agent: Agent, customer: string): Promise<void> {
  await offerCard(agent, customer).getByRole('button', { name: 'Accept' }).click();
}

/** Ends the call in the call bar. */
export async function hangUp({ callBar }: Agent): Promise<void> {
  await callBar.getByRole('button', { name: 'Hang up' }).click();
}

/** Chooses one of a few by its words, as a mouse does: once its label stands still and nothing lies over it. */
export async function choose(within: Locator, words: string | RegExp): Promise<void> {
  const option = within.locator('label').filter({ has: within.page().getByRole('radio', { name: words }) });
  await option.click();
  await option.and(within.locator('[data-selected]')).waitFor();
}

/** Chooses a disposition and finishes the wrap-up. */
export async function wrapUp({ page }: Agent, disposition: string, note = ''): Promise<void> {
  await page.getByText('Wrap-up', { exact: true }).first().waitFor();
  await choose(page.getByRole('main'), disposition);
  if (note !== '') await page.getByRole('textbox', { name: 'Note (optional)' }).fill(note);
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('button', { name: 'Finish' }).waitFor({ state: 'hidden' });
}

/** Goes to a page by its link in the navigation. */
export async function goTo({ page }: Agent, name: 'Workspace' | 'Board' | 'Callbacks'): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
}

/** Opens the newest callback of a customer and gives its timeline. */
export async function openCallback(agent: Agent, customer: string): Promise<Locator> {
  await goTo(agent, 'Callbacks');
  await agent.page.getByRole('link', { name: customer }).first().click();
  await agent.page.getByRole('heading', { level: 1, name: customer }).waitFor();
  return agent.page.getByRole('region', { name: 'Timeline' });
}
