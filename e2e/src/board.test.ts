import { afterAll, beforeAll, expect, test } from 'vitest';
import { choosePresence, goTo, signIn } from './console.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('[M1] the board follows what happens, without a reload', async () => {
  const [watcher, ana] = await Promise.all([
    stage.newPage().then((page) => signIn(page, 'Ben')),
    stage.newPage().then((page) => signIn(page, 'Ana')),
  ]);
  await goTo(watcher, 'Board');
  let documentCount = 0;
  watcher.page.on('domcontentloaded', () => (documentCount += 1));
  const support = watcher.page.getByRole('region', { name: 'Support' });
  const agents = watcher.page.getByRole('region', { name: 'Agents' });
  await support.getByText('0 waiting').waitFor();
  await support.getByText('Nobody waits').waitFor();
  await agents.getByRole('row', { name: /Ana.*Offline/ }).waitFor();

  for (const last of ['31', '32', '33']) await request(`+120255501${last}`);
  await support.getByText('3 waiting').waitFor();
  await support.getByText('3 callbacks').waitFor();
  await agents.getByText('0 ready').waitFor();

  await choosePresence(ana, 'Away: lunch');
  await agents.getByRole('row', { name: /Ana.*Away.*Lunch/ }).waitFor();
  await choosePresence(ana, 'Available');
  await agents.getByRole('row', { name: /Ana.*(Reserved|offered)/ }).waitFor();
  await support.getByText('2 waiting').waitFor();
  await watcher.page.getByRole('img', { name: 'Waiting now: 0 live callers and 2 callbacks' }).waitFor();
  expect(documentCount).toBe(0);
  expect(stage.failures).toEqual([]);
});

test('[M1] the places left and the wait are told', async () => {
  const watcher = await signIn(await stage.newPage(), 'Ben');
  await goTo(watcher, 'Board');
  await watcher.page
    .getByRole('region', { name: 'Places left today' })
    .getByText(/\d+ of \d+/)
    .first()
    .waitFor();
  const wait = watcher.page.getByRole('region', { name: 'Support' }).getByText(/^(Up to|About|\d+ to|Not known yet)/);
  await wait.waitFor();
});

function request(phoneNumber: string): Promise<unknown> {
  return stage.server.request('POST', '/v1/callbacks', { serviceId: 'svc_support', phoneNumber });
}
