import { describePhoneContract, pause, type SipPeer } from '@ringback/testkit';
import { afterAll, beforeAll, describe } from 'vitest';
import { findTestEngine, openTestAsterisk, type TestAsterisk } from './test-asterisk.ts';
import { openPeer, sipFarEnds } from './test-far-ends.ts';
import { openTestPhone } from './test-phone.ts';

const installed = findTestEngine();

describe.skipIf(installed === null)('on a real engine', () => {
  let engine: TestAsterisk;
  let peer: SipPeer;
  let openedCount = 0;
  beforeAll(async () => {
    if (installed === null) return;
    peer = await openPeer(() => engine);
    engine = await openTestAsterisk(installed, { main: peer.port });
  });
  afterAll(async () => {
    peer.close();
    await engine.close();
  });

  describePhoneContract('asterisk', async () => ({
    phone: openTestPhone(engine),
    farEnds: sipFarEnds(peer, engine),
    legIdPrefix: `leg-${(openedCount += 1)}-`,
    passTime: pause,
    close: () => engine.endCalls(),
  }));
});
