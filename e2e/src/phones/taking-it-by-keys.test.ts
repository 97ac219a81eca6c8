import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demandsAll, findPhones } from './programs.ts';
import { openScriptedLine, speakingAgents, CUSTOMER_HZ, type ScriptedLine } from './scripted-line.ts';
import { readCallbacks, type CallbackSeen } from './seen.ts';

const programs = findPhones('the menus of a caller in the queue');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const QUEUE = '+12025550190';
const HALF_HOUR_MS = 1_800_000;
const [agent] = speakingAgents(['agt_one']);

/** The slots of a service that is always open begin at every full and half hour. */
const nthHalfHour = (n: number, nowMs: number): number => (Math.floor(nowMs / HALF_HOUR_MS) + n) * HALF_HOUR_MS;

describe.skipIf(programs === null)('what a caller in the queue can do with keys, through Asterisk', () => {
  let line: ScriptedLine;

  beforeAll(async () => {
    line = await openScriptedLine({
      services: [{ id: 'svc_queue', number: QUEUE, policy: { holdCapMs: 600_000 } }],
      agents: speakingAgents(['agt_one']),
    });
  });
  afterAll(() => line?.close());
  beforeEach(() => line.centre.setPresence('agt_one', 'away'));

  async function callbackTo(phoneNumber: string): Promise<CallbackSeen> {
    const query = `phoneNumber=${encodeURIComponent(phoneNumber)}`;
    const [found] = readCallbacks(await line.centre.server().request('GET', `/v1/callbacks?${query}`));
    if (found === undefined) throw new Error(`nobody is to be rung at ${phoneNumber}`);
    return found;
  }

  /** Presses a key each time something new is said. */
  async function answerQuestions(callId: string, answers: readonly string[]): Promise<void> {
    for (const keys of answers) {
      await line.listen(callId);
      await line.press(callId, keys);
    }
  }

  /** Is rung, presses 1, and talks with the agent. */
  async function isServed(phoneNumber: string): Promise<void> {
    if (agent === undefined) throw new Error('there is no agent');
    const { id } = await callbackTo(phoneNumber);
    await line.centre.setPresence('agt_one', 'available');
    const callId = await line.nextCallTo(phoneNumber);
    await line.listen(callId, 0.5);
    await line.press(callId, '1');
    const agentCallId = await line.take(agent);
    await Promise.all([line.hear(callId, agent.hz), line.hear(agentCallId, CUSTOMER_HZ)]);
    await line.centre.setPresence('agt_one', 'away');
    line.peer.hangUp(callId);
    await line.centre.untilCallback(id, ({ state }) => state === 'closed');
  }

  const cancel = (id: string) => line.centre.server().request('POST', `/v1/callbacks/${id}/cancel`, {});

  test('[R1] another number than their own: typed, read out, confirmed, and that one is rung', async () => {
    const [from, other] = [line.newNumber(), line.newNumber()];
    const callId = await line.call(from, QUEUE);
    // The invitation; "is this number right?"; the number as it is dialled in its country; "is this number right?"
    await answerQuestions(callId, ['1', '2', `${other.slice(2)}#`, '1']);
    await line.untilOver(callId);
    expect(await callbackTo(other)).toMatchObject({ state: 'waiting', channel: 'ivr', position: 1 });
    await isServed(other);
    expect(line.peer.calls().some(({ user }) => user === from)).toBe(false);
  });

  test.concurrent('[R1] who hides their number is asked for one; * begins it anew', async () => {
    const number = line.newNumber();
    const callId = await line.call('anonymous', QUEUE);
    await answerQuestions(callId, ['1', `99*${number.slice(2)}#`, '1']);
    await line.untilOver(callId);
    const taken = await callbackTo(number);
    expect(taken).toMatchObject({ state: 'waiting', phoneNumber: number });
    await cancel(taken.id);
  });

  test.concurrent('[R1][S3] 3: free times are spoken, # hears later ones, a key takes one', async () => {
    const number = line.newNumber();
    const callId = await line.call(number, QUEUE);
    const beganAtMs = Date.now();
    await answerQuestions(callId, ['1', '3', '#', '2']);
    await line.untilOver(callId);
    const taken = await callbackTo(number);
    expect(taken).toMatchObject({ state: 'scheduled', channel: 'ivr' });
    // Of the times three to six the second; the half hour may turn meanwhile.
    expect([nthHalfHour(5, beganAtMs), nthHalfHour(5, Date.now())]).toContain(Date.parse(taken.scheduledFor ?? ''));
    await cancel(taken.id);
  });

  test.concurrent('[P7][S3] somebody with an open callback is recognised, and moves it to a time that is spoken', async () => {
    const number = line.newNumber();
    const id = await line.centre.askFor({ serviceId: 'svc_queue', phoneNumber: number });
    const callId = await line.call(number, QUEUE);
    const beganAtMs = Date.now();
    await answerQuestions(callId, ['2', '1']);
    const moved = await line.centre.untilCallback(id, ({ state }) => state === 'scheduled');
    expect([nthHalfHour(1, beganAtMs), nthHalfHour(1, Date.now())]).toContain(Date.parse(moved.scheduledFor ?? ''));
    await line.untilOver(callId);
    expect(line.peer.calls().some(({ user }) => user === number)).toBe(false);
    await cancel(id);
  });
});
