import { createSimulatedPhone, HANDSET_NUMBER } from '@ringback/driver-phone-simulated';
import type { Phone } from '@ringback/engine';
import type { SimulatedBehaviour, Simulation } from '../simulated/simulation.ts';
import type { ScaledClock } from './scaled-clock.ts';

/** The simulated phone with the controls of its world. `speed` divides its durations, besides the clock's own speed. */
export function createSimulatedWorld(
  clock: ScaledClock,
  speed: number,
): { phone: Phone; simulation: Simulation; powerOff: () => void } {
  const network = createSimulatedPhone({ clock, speed });
  const { handset } = network;
  const simulation: Simulation = {
    clock,
    callIn: (call) => network.callIn(call),
    setSubscriber: (number: string, behaviour: SimulatedBehaviour) => network.setSubscriber(number, behaviour),
    handset: {
      number: HANDSET_NUMBER,
      state: () => handset.state(),
      onState: (listener) => handset.onState(listener),
      answer: () => handset.answer(),
      decline: () => handset.decline(),
      hangUp: () => handset.hangUp(),
      pressKeys: (keys) => handset.pressKeys(keys),
      call: (to) => handset.call(to),
    },
  };
  return { phone: network, simulation, powerOff: () => network.powerOff() };
}
