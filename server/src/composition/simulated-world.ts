import {
  createRemotePhone,
  createSimulatedPhone,
  HANDSET_NUMBER,
  parseNetworkAddress,
} from '@ringback/driver-phone-simulated';
import type { Ids, Phone } from '@ringback/engine';
import type { HandsetControls, SimulatedBehaviour, Simulation } from '../simulated/simulation.ts';
import type { ScaledClock } from './scaled-clock.ts';

/** A simulated phone and what can be done to its world from outside. */
export interface SimulatedWorld {
  readonly phone: Phone;
  readonly simulation: Simulation;
  /** Lets go of everything. */
  readonly powerOff: () => void;
}

/** The simulated phone with the controls of its world. `speed` divides its durations, besides the clock's own speed. */
export function createSimulatedWorld(clock: ScaledClock, speed: number): SimulatedWorld {
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

/**
 * A simulated network that is a process of its own, at `host:port`. Its calls outlive this process, its pace is its own, and
 * the handset of the demo page is not connected to it. Throws RangeError when the address is none.
 */
export function createRemoteWorld(
  clock: ScaledClock,
  world: { address: string; ids: Ids; onRefusal: (error: unknown) => void },
): SimulatedWorld {
  const network = createRemotePhone({ address: parseNetworkAddress(world.address) });
  const simulation: Simulation = {
    clock,
    handset: unconnectedHandset(clock.now()),
    callIn(call) {
      const legId = `in-${world.ids.next()}`;
      network.callIn({ ...call, legId }).catch(world.onRefusal);
      return { legId };
    },
    setSubscriber(number, behaviour) {
      network.setSubscriber(number, behaviour).catch(world.onRefusal);
    },
  };
  return { phone: network, simulation, powerOff: () => network.disconnect() };
}

/** A handset that nobody rings and that cannot call. */
function unconnectedHandset(since: number): HandsetControls {
  const nothing = (): void => undefined;
  return {
    number: HANDSET_NUMBER,
    state: () => ({ status: 'idle', legId: null, caller: null, promptText: null, isBridged: false, since }),
    onState: () => nothing,
    answer: nothing,
    decline: nothing,
    hangUp: nothing,
    pressKeys: nothing,
    call: () => null,
  };
}
