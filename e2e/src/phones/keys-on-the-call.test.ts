import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demandsAll, findPhones } from './programs.ts';
import { openScriptedLine, speakingAgents, type ScriptedLine } from './scripted-line.ts';
import { outcomesOf } from './seen.ts';

const programs = findPhones('the keys of the announcement');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const SNOOZE_MS = 1_500;
const HOUR_MS = 3_600_000;
const HALF_HOUR_MS = HOUR_MS / 2;

/** The slots of a service that is always open begin at every full and half hour. */
const secondHalfHour = (nowMs: number): number => (Math.floor(nowMs / HALF_HOUR_MS) + 2) * HALF_HOUR_MS;

/** One for each customer: all are rung at once. */
const agentIds = ['agt_one', 'agt_two', 'agt_three', 'agt_four'];

describe.skipIf(programs === null)('a customer who is rung presses another key than 1, through Asterisk', () => {
  let line: ScriptedLine;

  beforeAll(async () => {
    const policy = { snoozeMs: SNOOZE_MS, attempts: { spacingMs: HOUR_MS }, holdCapMs: 600_000 };
    line = await openScriptedLine({
      services: [{ id: 'svc_all', number: '+12025550190', policy }],
      agents: speakingAgents(agentIds, { autoAccept: false }),
    });
    for (const id of agentIds) await line.centre.setPresence(id, 'available');
  });
  afterAll(() => line?.close());

  /** Asks for a callback, is rung, listens, and presses a key. */
  async function pressAtTheAnnouncement(key: string): Promise<{ id: string; number: string; callId: string }> {
    const number = line.newNumber();
    const id = await line.centre.askFor({ serviceId: 'svc_all', phoneNumber: number });
    const callId = await line.nextCallTo(number);
    await line.listen(callId);
    await line.press(callId, key);
    return { id, number, callId };
  }

  const cancel = (id: string) => line.centre.server().request('POST', `/v1/callbacks/${id}/cancel`, {});

  test.concurrent('[D8] 2, later: a goodbye, hung up, and rung again after the time that was told', async () => {
    const { id, number, callId } = await pressAtTheAnnouncement('2');
    await line.centre.untilCallback(id, ({ state }) => state === 'retry_pending');
    await line.listen(callId, 0.5);
    await line.untilOver(callId);
    const again = await line.nextCallTo(number);
    const [first, second] = (await line.centre.callback(id)).attempts;
    const pauseMs = Date.parse(second?.startedAt ?? '') - Date.parse(first?.endedAt ?? '');
    expect(pauseMs).toBeGreaterThanOrEqual(SNOOZE_MS - 10);
    expect(pauseMs).toBeLessThan(HOUR_MS / 2);
    await line.listen(again);
    await cancel(id);
    await line.untilOver(again);
  });

  test.concurrent('[D8][S3] 3, another time: free times are spoken, a key books the second one, and nobody is rung before it', async () => {
    const { id, callId } = await pressAtTheAnnouncement('3');
    await line.listen(callId);
    const second = secondHalfHour(Date.now());
    await line.press(callId, '2');
    const booked = await line.centre.untilCallback(id, ({ state }) => state === 'scheduled');
    // The half hour may turn meanwhile.
    expect([second, secondHalfHour(Date.now())]).toContain(Date.parse(booked.scheduledFor ?? ''));
    await line.untilOver(callId);
    expect((await line.centre.callback(id)).attempts).toHaveLength(1);
    await cancel(id);
  });

  test.concurrent('[D8] 9, never again: closed, and the number is refused from then on', async () => {
    const { id, number, callId } = await pressAtTheAnnouncement('9');
    const closed = await line.centre.untilCallback(id, ({ state }) => state === 'closed');
    expect(closed.outcome).toBe('cancelled_by_customer');
    await line.untilOver(callId);
    const again = line.centre.askFor({ serviceId: 'svc_all', phoneNumber: number });
    await expect(again).rejects.toThrow(/suppressed_number/u);
  });

  test.concurrent('[D8][D7] 5, which means nothing: the question stands, and nobody who pressed only that is connected', async () => {
    const { id, callId } = await pressAtTheAnnouncement('5');
    await line.untilOver(callId);
    expect(outcomesOf(await line.centre.callback(id))).toEqual(['not_confirmed']);
    await cancel(id);
  });
});
