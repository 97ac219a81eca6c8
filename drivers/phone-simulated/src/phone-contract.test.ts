import { createStepClock, describePhoneContract } from '@ringback/testkit';
import { createSimulatedPhone } from './index.ts';

const NOON = Date.UTC(2026, 4, 4, 12);

describePhoneContract('simulated', async () => {
  const clock = createStepClock(NOON);
  const phone = createSimulatedPhone({ clock });
  return {
    phone,
    farEnds: {
      numbers: {
        answering: '+12025550105',
        busy: '+12025550101',
        silent: '+12025550102',
        rejecting: '+12025550103',
        unallocated: '+12025550107',
        congested: '+12025550108',
      },
      ringCount: async (legId) => phone.rings().filter((ring) => ring.legId === legId).length,
      pressKey: async (legId, digit) => phone.pressKeys(legId, digit),
      hangUp: async (legId) => phone.hangUpFarEnd(legId),
      callIn: async (call) => void phone.callIn(call),
    },
    legIdPrefix: 'leg-',
    passTime: clock.advance,
    close: async () => phone.powerOff(),
  };
});
