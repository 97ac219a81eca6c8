import type { PhoneEvent } from '@ringback/core';
import { livingLegIds, until } from '@ringback/testkit';
import { audibleSeconds, type BaresipPhone, findPhonePrograms, startBaresip } from '@ringback/testkit/sip';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAgentEndpoints } from './agent-endpoints.ts';
import { askOverHttp } from './ari/http-request.ts';
import { findTestEngine, openTestAsterisk, type TestAsterisk } from './test-asterisk.ts';
import { testMachineClock } from './test-machine-clock.ts';
import { openTestPhone } from './test-phone.ts';

const installed = findTestEngine();
const programs = findPhonePrograms();
const DESK = { agentId: 'agt_ana', endpointName: 'desk-1', password: 'desk-only', webrtc: false } as const;

describe.skipIf(installed === null || programs === null)(
  "an agent's phone rings when the process that dialled it ends",
  { timeout: 40_000 },
  () => {
    let engine: TestAsterisk;
    let desk: BaresipPhone;
    let phones: ReturnType<typeof openTestPhone>[] = [];

    beforeAll(async () => {
      if (installed !== null) engine = await openTestAsterisk(installed, {}, [DESK]);
    });
    beforeEach(async () => {
      if (programs === null) return;
      const { endpointName: user, password } = DESK;
      desk = await startBaresip({ programs, user, password, server: `127.0.0.1:${engine.sipPort}` });
    });
    afterEach(async () => {
      await Promise.all(phones.map((phone) => phone.stop()));
      phones = [];
      await engine.endCalls();
      await desk.stop();
    });
    afterAll(() => engine?.close());

    async function open() {
      const events: PhoneEvent[] = [];
      const phone = openTestPhone(engine, { trunks: [] });
      phones.push(phone);
      await phone.start((event) => events.push(event));
      const heard = (legId: string, kind: PhoneEvent['kind']) =>
        until(
          `${legId} is ${kind}`,
          async () => events.some((one) => one.legId === legId && one.kind === kind),
          12_000,
        );
      const endOf = (legId: string) => {
        const event = events.find((one) => one.kind === 'ended' && one.legId === legId);
        return event?.kind === 'ended' ? event.end : null;
      };
      return { phone, heard, endOf };
    }

    async function ringAndLeave(legId: string): Promise<void> {
      const first = await open();
      const target = { kind: 'agent', agentId: 'agt_ana', endpointType: 'softphone', address: 'desk-1' } as const;
      await first.phone.execute({ kind: 'dial', legId, target, callerId: '+12025550105', ringMs: 30_000 });
      await desk.event('CALL_INCOMING');
      await first.heard(legId, 'ringing');
      await first.phone.stop();
    }

    test('[X1] picked up meanwhile it is held with music, and the next process takes it up', async () => {
      await ringAndLeave('leg_held');
      await desk.accept();
      await desk.event('CALL_ESTABLISHED');
      const hearsMusic = async () => audibleSeconds(desk.heard()[0]?.samples ?? new Float64Array()) > 0.3;
      await until('music is heard', hearsMusic, 10_000);
      const second = await open();
      expect(await livingLegIds(second.phone)).toEqual(['leg_held']);
      await second.heard('leg_held', 'answered');
      expect(desk.events().map(({ type }) => type)).not.toContain('CALL_CLOSED');
      await desk.hangUp();
      await second.heard('leg_held', 'ended');
      expect(second.endOf('leg_held')?.endedBy).toBe('far_end');
    });

    test('[X1][W4] of a telephone in the browser is heard as of one on the desk, so that it is held, too', async () => {
      await open();
      const endpoints = createAgentEndpoints({
        clock: testMachineClock,
        request: (method, path, body) => askOverHttp(engine, method, path, body),
      });
      const { endpointName } = await endpoints.register('agt_web');
      endpoints.stop();
      const query = `eventSource=endpoint:PJSIP/${endpointName}`;
      const answer = await engine.ask('POST', `applications/ringback/subscription?${query}`);
      expect(answer).toMatchObject({ endpoint_ids: expect.arrayContaining([`PJSIP/${endpointName}`]) });
    });

    test('[X1][A2] refused after the return it is heard to be so', async () => {
      await ringAndLeave('leg_refused');
      const second = await open();
      await second.heard('leg_refused', 'ringing');
      await desk.hangUp();
      await second.heard('leg_refused', 'ended');
      expect(second.endOf('leg_refused')).toMatchObject({ sipStatus: 486, endedBy: 'far_end' });
    });
  },
);
