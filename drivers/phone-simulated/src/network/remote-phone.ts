import type { LivingLeg, PhoneEvent } from '@ringback/core';
import type { Phone } from '@ringback/engine';
import type { CallIn, SimulatedNetwork } from '../simulated-phone.ts';
import type { SubscriberBehaviour } from '../subscriber.ts';
import { Connection } from './connection.ts';
import type { NetworkAddress } from './messages.ts';

/** How a network elsewhere is reached. */
export interface RemotePhoneOptions {
  readonly address: NetworkAddress;
}

/** The far side of a network elsewhere, as far as it can be asked from here. */
type Controls = {
  readonly [Verb in 'pressKeys' | 'hangUpFarEnd' | 'setSpeed']: (
    ...args: Parameters<SimulatedNetwork[Verb]>
  ) => Promise<void>;
} & {
  /** Makes somebody call in. */
  callIn(call: CallIn & { readonly legId: string }): Promise<void>;
  setSubscriber(number: string, behaviour: Partial<SubscriberBehaviour> | null): Promise<void>;
};

/** The `Phone` port over a socket, to a network that is a process of its own. */
export interface RemotePhone extends Phone, Controls {
  /** Lets go of the connection. */
  disconnect(): void;
}

/**
 * Connects to a simulated network. The connection comes back by itself when it breaks. Events of that time are lost, as
 * with a real phone system; of the legs known here those that are gone by then are reported as ended by the network, and those
 * that were picked up as answered.
 */
export function createRemotePhone({ address }: RemotePhoneOptions): RemotePhone {
  const knownLegIds = new Set<string>();
  const answeredLegIds = new Set<string>();
  let listener: ((event: PhoneEvent) => void) | null = null;
  const connection = new Connection(address, { onEvent: report, onReconnected });

  function report(event: PhoneEvent): void {
    if (listener === null) return;
    remember(event);
    listener(event);
  }

  function remember({ kind, legId }: PhoneEvent): void {
    if (kind === 'ended') {
      knownLegIds.delete(legId);
      answeredLegIds.delete(legId);
      return;
    }
    knownLegIds.add(legId);
    if (kind === 'answered') answeredLegIds.add(legId);
  }

  function onReconnected(): void {
    if (listener === null) return;
    const before = [...knownLegIds];
    void Promise.all([connection.ask({ kind: 'listen' }), connection.ask({ kind: 'living_legs' })])
      .then(([, livingLegs]) => reportMissed(before, livingLegs))
      // It broke again: the next time tells.
      .catch(() => undefined);
  }

  function reportMissed(before: readonly string[], livingLegs: readonly LivingLeg[]): void {
    const isAnsweredById = new Map(livingLegs.map(({ legId, isAnswered }) => [legId, isAnswered]));
    for (const legId of before.filter((one) => knownLegIds.has(one)))
      if (!isAnsweredById.has(legId))
        report({ kind: 'ended', legId, end: { sipStatus: null, q850Cause: null, endedBy: 'network' } });
      else if (isAnsweredById.get(legId) === true && !answeredLegIds.has(legId)) report({ kind: 'answered', legId });
  }

  return {
    async start(next) {
      listener = next;
      await connection.ask({ kind: 'listen' });
    },
    async execute(effect) {
      await connection.ask({ kind: 'execute', effect });
      if (effect.kind === 'dial') knownLegIds.add(effect.legId);
    },
    livingLegs: () => connection.ask({ kind: 'living_legs' }),
    async stop() {
      listener = null;
      // Not waited for: a stop must not hang on a network that is gone.
      connection.ask({ kind: 'stop_listening' }).catch(() => undefined);
    },
    async callIn(call) {
      await connection.ask({ kind: 'call_in', call });
    },
    async setSubscriber(number, behaviour) {
      await connection.ask({ kind: 'set_subscriber', number, behaviour });
    },
    async pressKeys(legId, keys) {
      await connection.ask({ kind: 'press_keys', legId, keys });
    },
    async hangUpFarEnd(legId) {
      await connection.ask({ kind: 'hang_up_far_end', legId });
    },
    async setSpeed(speed) {
      await connection.ask({ kind: 'set_speed', speed });
    },
    disconnect: () => connection.close(),
  };
}
