import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { selfSignedCertificate } from '@ringback/driver-phone-asterisk';
import { type SipPeer, toneSeconds, until } from '@ringback/testkit/sip';
import { CARRIER_LOGIN, type CarrierEngine, type CarrierWay, startCarrier } from './carrier-engine.ts';
import { centreConfiguration } from './centre-configuration.ts';
import { AGENT_HZ, AGENT_ID, AGENT_NUMBER, callsOf, CUSTOMER_HZ, letPeopleAct, openPeople } from './crash-people.ts';
import { openPhoneCentre, type PhoneCentre, type TrunkTo } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf } from './seen.ts';

const programs = findPhones('trunks over TCP and TLS');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const CENTRE = '+12025550190';
const CUSTOMER = '+12025561501';
/** How long they talk at least, each heard by the other. */
const TALK_S = 2;

const shows = selfSignedCertificate(['127.0.0.1']);
const showsOfAnother = selfSignedCertificate(['somebody.example']);

describe.skipIf(programs === null)('trunks over TCP and TLS, to a provider that is an Asterisk', () => {
  let folder = '';
  let peer: SipPeer;
  let carriers: CarrierEngine[] = [];
  let centre: PhoneCentre | null = null;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rb-ca-'));
    writeFileSync(join(folder, 'right.pem'), shows.certificate + showsOfAnother.certificate);
    writeFileSync(join(folder, 'other.pem'), selfSignedCertificate(['127.0.0.1']).certificate);
    peer = await openPeople(() => carriers[0]?.sipPort ?? 0);
  });
  afterEach(async () => {
    await centre?.close();
    await Promise.all(carriers.map((carrier) => carrier.close()));
    [centre, carriers] = [null, []];
  });
  afterAll(() => {
    peer?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const overTls = (caFile: string) => {
    return { ...CARRIER_LOGIN, transport: 'tls', mediaEncryption: 'sdes', caFile: join(folder, caFile) } as const;
  };

  async function openCarrier(way: CarrierWay): Promise<CarrierEngine> {
    const carrier = await startCarrier(way, peer.port);
    carriers.push(carrier);
    return carrier;
  }

  async function openCentre(trunks: readonly TrunkTo[]): Promise<PhoneCentre> {
    const configuration = centreConfiguration(
      [{ id: 'svc_all', number: CENTRE }],
      [{ id: AGENT_ID, number: AGENT_NUMBER }],
    );
    centre = await openPhoneCentre({ trunks, deskAgentIds: [], configuration });
    await centre.setPresence(AGENT_ID, 'available');
    return centre;
  }

  /** A callback to somebody behind the provider, in which each hears the other's tone and not their own. */
  async function expectTalk(on: PhoneCentre): Promise<void> {
    const callsBefore = peer.calls().length;
    const id = await on.askFor({ serviceId: 'svc_all', phoneNumber: CUSTOMER });
    const people = letPeopleAct(peer, CUSTOMER, on);
    const newCall = (number: string) => callsOf(peer, number).find((call) => peer.calls().indexOf(call) >= callsBefore);
    const heardOf = (number: string): Float64Array => {
      const callId = newCall(number)?.callId;
      return callId === undefined ? new Float64Array() : peer.heard(callId, 0);
    };
    const talkS = async () =>
      Math.min(toneSeconds(heardOf(CUSTOMER), AGENT_HZ), toneSeconds(heardOf(AGENT_NUMBER), CUSTOMER_HZ));
    try {
      await until('they have talked', async () => (await talkS()) >= TALK_S, 40_000);
    } catch (error) {
      throw new Error(JSON.stringify([await on.callback(id), await on.timeline(id)]), { cause: error });
    } finally {
      await people.stop();
    }
    peer.hangUp(newCall(CUSTOMER)?.callId ?? '');
    const closed = await on.untilCallback(id, ({ state }) => state === 'closed', 20_000);
    expect([closed.outcome, outcomesOf(closed)]).toEqual(['completed', ['answered_human']]);
    expect(toneSeconds(heardOf(CUSTOMER), CUSTOMER_HZ)).toBe(0);
    expect(toneSeconds(heardOf(AGENT_NUMBER), AGENT_HZ)).toBe(0);
  }

  const engineLog = (on: PhoneCentre): string => readFileSync(join(on.folder, 'phone/log/messages'), 'utf8');

  test('[W4] over TCP a callback is rung, and both hear each other', async () => {
    const carrier = await openCarrier({ kind: 'tcp' });
    const fields = { ...CARRIER_LOGIN, transport: 'tcp' };
    await expectTalk(await openCentre([{ name: 'carrier', port: carrier.port, fields }]));
    expect(carrier.transports()).toEqual(['TCP', 'TCP']);
  });

  test('[W4][X6][A6] over TLS with encrypted speech, too, and calls in; a trunk whose certificate is wrong is passed over', async () => {
    const carrier = await openCarrier({ kind: 'tls', shows });
    const { port } = carrier;
    const opened = await openCentre([
      { name: 'impostor', port, order: 1, fields: overTls('other.pem') },
      { name: 'carrier', port, order: 2, fields: { ...overTls('right.pem'), register: true } },
    ]);
    await expectTalk(opened);
    expect(carrier.transports()).toEqual(['TLS', 'TLS']);
    expect(engineLog(opened)).toMatch(/ERROR.*Transport 'transport-tls' .*The certificate is untrusted/u);
    expect(opened.server().output()).toMatch(/"trunk":"impostor".*a trunk did not carry a call/u);

    await until('the centre is signed in', () => carrier.hasCentre(), 20_000);
    const agentCallCount = callsOf(peer, AGENT_NUMBER).length;
    await carrier.callCentre(CENTRE, CUSTOMER);
    const agentIsRung = async () => callsOf(peer, AGENT_NUMBER).length > agentCallCount;
    await until('the agent is rung for who calls in', agentIsRung, 20_000);
  });

  test('[X6][A3] no trust, another name, speech in the clear where it must not be: nobody is rung, and no attempt is used up', async () => {
    const [right, other] = [
      await openCarrier({ kind: 'tls', shows }),
      await openCarrier({ kind: 'tls', shows: showsOfAnother }),
    ];
    const opened = await openCentre([
      { name: 'untrusted', port: right.port, order: 1, fields: overTls('other.pem') },
      { name: 'of-another', port: other.port, order: 2, fields: overTls('right.pem') },
      {
        name: 'in-the-clear',
        port: right.port,
        order: 3,
        fields: { ...overTls('right.pem'), mediaEncryption: 'none' },
      },
    ]);
    const callsBefore = peer.calls().length;
    const id = await opened.askFor({ serviceId: 'svc_all', phoneNumber: CUSTOMER });
    const failed = await opened.untilCallback(id, ({ state }) => state === 'retry_pending', 30_000);
    expect(outcomesOf(failed)).toEqual(['network_failure']);
    const story = await opened.timeline(id);
    expect(story.find(({ type }) => type === 'callback.attempt_ended')?.detail['consumes']).toBe(false);
    expect(peer.calls().length).toBe(callsBefore);
    const log = engineLog(opened);
    expect(log).toMatch(/'transport-tls' .*The certificate is untrusted/u);
    expect(log).toMatch(/'transport-tls-2' .*The server identity does not match to any identities specified/u);
    expect(log).toMatch(/'transport-tls-2' .* OK$/mu);
  });
});
