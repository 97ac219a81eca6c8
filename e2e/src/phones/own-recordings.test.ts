import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sine, until, writeWav } from '@ringback/testkit/sip';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demandsAll, findPhones } from './programs.ts';
import { CUSTOMER_HZ, openScriptedLine, speakingAgents, type ScriptedLine } from './scripted-line.ts';

const programs = findPhones('what callers are told, in recordings of the centre');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

/** Recordings of the centre that are tones, Hz, so that a caller's telephone can tell what was said. */
const toneOf = {
  'position.in_line': 1300,
  'minutes.1': 1700,
  'minutes.many': 1700,
  'wait_unknown.busy': 1900,
  'callback_announcement.recorded': 2300,
  'callback_announcement.never': 2500,
} as const;
const TONE_S = 0.6;
/** So much of a tone is heard for sure when it is spoken. */
const HEARD_S = 0.3;
const QUEUE = '+12025550190';
const agents = speakingAgents(['agt_one']);

describe.skipIf(programs === null)('[C3] the centre speaks with recordings of its own, through Asterisk', () => {
  let line: ScriptedLine;
  const [agent] = agents;
  if (agent === undefined) throw new Error('there is no agent');

  beforeAll(async () => {
    const policy = { holdCapMs: 600_000, confirm: { timeoutMs: 60_000 } };
    line = await openScriptedLine({
      services: [
        { id: 'svc_queue', number: QUEUE, policy },
        { id: 'svc_recorded', number: '+12025550191', policy: { ...policy, recording: 'mixed' } },
      ],
      agents,
    });
    const folder = join(line.centre.folder, 'prompts', 'en');
    mkdirSync(folder, { recursive: true });
    for (const [recording, hz] of Object.entries(toneOf)) writeWav(join(folder, `${recording}.wav`), sine(hz, TONE_S));
  });
  afterEach(() => line.hangUpAll());
  afterAll(() => line?.close());

  const untilTold = (callId: string, what: keyof typeof toneOf): Promise<void> =>
    until(`${what} is said`, async () => line.toneSince(callId, toneOf[what]) >= HEARD_S, 30_000);

  const wasTold = (callId: string, what: keyof typeof toneOf): boolean => line.toneSince(callId, toneOf[what]) > 0;

  /** Is rung, and has heard the last sentence of the announcement. */
  async function announced(serviceId: string): Promise<string> {
    const number = line.newNumber();
    await line.centre.askFor({ serviceId, phoneNumber: number });
    const callId = await line.nextCallTo(number);
    await untilTold(callId, 'callback_announcement.never');
    return callId;
  }

  test('[R1] nobody is there: a caller is told that the wait is not known', async () => {
    const callId = await line.call(line.newNumber(), QUEUE);
    await untilTold(callId, 'wait_unknown.busy');
    expect(wasTold(callId, 'minutes.many')).toBe(false);
  });

  test('[R1][Q9] everybody talks: a caller is told their place and the estimated minutes', async () => {
    await line.centre.setPresence(agent.id, 'available');
    const customer = await announced('svc_queue');
    await line.press(customer, '1');
    const agentCallId = await line.take(agent);
    await line.hear(agentCallId, CUSTOMER_HZ);
    const callId = await line.call(line.newNumber(), QUEUE);
    await untilTold(callId, 'position.in_line');
    await untilTold(callId, 'minutes.many');
    expect(wasTold(callId, 'wait_unknown.busy')).toBe(false);
  });

  test('[D13] that the call is recorded is part of the announcement, where it is, and of no other', async () => {
    await line.centre.setPresence(agent.id, 'available');
    const recorded = await announced('svc_recorded');
    expect(line.toneSince(recorded, toneOf['callback_announcement.recorded'])).toBeGreaterThanOrEqual(HEARD_S);
    line.peer.hangUp(recorded);
    expect(wasTold(await announced('svc_queue'), 'callback_announcement.recorded')).toBe(false);
  });
});
