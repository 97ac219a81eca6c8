import { createHmac } from 'node:crypto';
import { softphoneAccess } from '@ringback/contract';
import { freePorts } from '@ringback/testkit/sip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { centreConfiguration } from './centre-configuration.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';

const programs = findPhones('TURN for softphones');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const AGENT_ID = 'agt_ana';
const TWELVE_HOURS_MS = 12 * 3_600_000;
const stun = { urls: ['stun:stun.example:3478'] };
const turn = { urls: ['turn:turn.example:3478?transport=udp', 'turns:turn.example:5349'] };

describe.skipIf(programs === null)('a softphone gets the servers of the file of trunks', () => {
  let centre: PhoneCentre;

  beforeAll(async () => {
    centre = await openPhoneCentre({
      trunks: [{ name: 'carrier', port: await freePorts() }],
      deskAgentIds: [],
      iceServers: [stun, { ...turn, sharedSecret: 'north' }],
      configuration: centreConfiguration([{ id: 'svc_all', number: '+12025550190' }], [{ id: AGENT_ID }]),
    });
  });
  afterAll(() => centre?.close());

  test('[W4][X6] with a user name that ends, and the password that the TURN server works out for it', async () => {
    const access = softphoneAccess.parse(await centre.server().request('POST', `/v1/agents/${AGENT_ID}/softphone`));
    const [first, second] = access.iceServers;
    expect(first).toEqual(stun);
    const username = second?.username ?? '';
    expect(username).toMatch(new RegExp(`^\\d+:${AGENT_ID}$`, 'u'));
    // The password of the telephone was made at the same moment, for a quarter of an hour.
    const madeAt = Date.parse(access.expiresAt) - 15 * 60_000;
    expect(Math.abs(Number.parseInt(username, 10) * 1000 - madeAt - TWELVE_HOURS_MS)).toBeLessThan(5_000);
    const credential = createHmac('sha1', 'north').update(username).digest('base64');
    expect(second).toEqual({ ...turn, username, credential });
    expect(JSON.stringify(access)).not.toContain('north');
  });
});
