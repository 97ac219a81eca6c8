import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOrderedFarEnd, until, type OrderedFarEnd, type PhonePrograms } from '@ringback/testkit/sip';
import { actAgainAndAgain, createOnePresser, takeOffers } from './acting.ts';
import { centreConfiguration } from './centre-configuration.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import { demandsAll, findPhones } from './programs.ts';
import { outcomesOf, type CallbackSeen } from './seen.ts';

const programs = findPhones('a crash with calls up, counted by SIPp');

test.runIf(demandsAll)('[fit-I6] the phone engine and the test phones are installed where everything is demanded', () =>
  expect(programs).not.toBeNull(),
);

const RINGS = '+12025561301';
const LISTENS = '+12025561302';
const HOLDS = '+12025561303';
const TALKS = '+12025561304';
const customers = [RINGS, LISTENS, HOLDS, TALKS];
const agents = customers.map((_, index) => ({
  id: `agt_${index + 1}`,
  autoAccept: false,
  number: `+1202555018${index}`,
}));

describe.skipIf(programs === null)(
  'the server is killed once with calls in every state; SIPp has the telephones',
  () => {
    let centre: PhoneCentre;
    let farEnd: OrderedFarEnd;
    let stopActing: (() => Promise<void>) | null = null;
    const idOf = new Map<string, string>();
    /** Whose offers are accepted, and who presses 1 while the announcement runs. */
    const [taken, presses] = [new Set<string>(), new Set<string>()];

    beforeAll(async () => {
      if (programs !== null) await openAll(programs);
    });

    async function openAll(installed: PhonePrograms): Promise<void> {
      farEnd = await startOrderedFarEnd(installed);
      const attempts = { max: 5, ringMs: 120_000, spacingMs: 500 };
      const policy = { attempts, holdCapMs: 300_000, offerTimeoutMs: 120_000, confirm: { timeoutMs: 60_000 } };
      centre = await openPhoneCentre({
        trunks: [{ name: 'carrier', port: farEnd.port }],
        deskAgentIds: [],
        configuration: centreConfiguration([{ id: 'svc_all', number: '+12025550190', policy }], agents),
      });
      await Promise.all(agents.map(({ id }) => centre.setPresence(id, 'available')));
      const pressOne = createOnePresser(farEnd.pressKey);
      const answered = new Set<string>();
      stopActing = actAgainAndAgain(async () => {
        for (const { dialled, callId } of farEnd.calls()) {
          const isAgent = agents.some(({ number }) => number === dialled);
          if (isAgent && !answered.has(callId)) farEnd.goOn(callId);
          if (isAgent) answered.add(callId);
          if (isAgent || presses.has(dialled)) pressOne(callId);
        }
        for (const { id } of agents) await takeOffers(centre, id, (callbackId) => taken.has(callbackId));
      });
    }
    afterAll(async () => {
      await stopActing?.();
      await centre?.close();
      await farEnd?.stop();
    });

    const callIdsOf = (number: string): readonly string[] =>
      farEnd
        .calls()
        .filter(({ dialled }) => dialled === number)
        .map(({ callId }) => callId);
    const goOn = (number: string): void => callIdsOf(number).forEach((callId) => farEnd.goOn(callId));
    const callbackId = (number: string): string => idOf.get(number) ?? '';
    const untilState = (number: string, state: CallbackSeen['state']) =>
      centre.untilCallback(callbackId(number), (callback) => callback.state === state, 40_000);

    test('[X1][X2][I2] by the INVITEs in its log nobody is rung twice, and all are connected in the call they were in', async () => {
      for (const phoneNumber of customers)
        idOf.set(phoneNumber, await centre.askFor({ serviceId: 'svc_all', phoneNumber }));
      const allRing = async (): Promise<boolean> => customers.every((number) => callIdsOf(number).length === 1);
      await until('all four are rung', allRing, 20_000);
      taken.add(callbackId(TALKS));
      for (const number of [HOLDS, TALKS]) presses.add(number);
      for (const number of [LISTENS, HOLDS, TALKS]) goOn(number);
      await Promise.all([untilState(RINGS, 'dialing'), untilState(LISTENS, 'confirming')]);
      await Promise.all([untilState(HOLDS, 'holding'), untilState(TALKS, 'connected')]);

      await centre.server().kill();
      await centre.restart();

      expect(farEnd.seenCount(/^(?:BYE|CANCEL) /u)).toBe(0);
      goOn(RINGS);
      for (const number of customers) {
        presses.add(number);
        taken.add(callbackId(number));
      }
      await Promise.all(customers.map((number) => untilState(number, 'connected')));
      customers.forEach(goOn);
      const ended = await Promise.all(customers.map((number) => untilState(number, 'closed')));
      expect(ended.map((one) => [one.outcome, outcomesOf(one)])).toEqual(
        customers.map(() => ['completed', ['answered_human']]),
      );
      const everybody = [...customers, ...agents.map(({ number }) => number)];
      expect(everybody.map((number) => [number, callIdsOf(number).length])).toEqual(
        everybody.map((number) => [number, 1]),
      );
    });
  },
);
