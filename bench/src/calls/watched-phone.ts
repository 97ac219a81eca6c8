import type { PhoneEffect, PhoneEvent } from '@ringback/core';
import type { Phone } from '@ringback/engine';

/** How long it took to bring two people together, milliseconds. */
export interface SetUp {
  /** From the order to ring the customer to the bridge with the agent, ringing included. */
  readonly wholeMs: number;
  /** From the customer's answer to the bridge, the ringing of the agent's phone included. */
  readonly sinceAnswerMs: number;
}

/** A phone that is driven as ever, with somebody who looks at the time. */
export interface WatchedPhone extends Phone {
  /** Set-ups that were finished since the last time. */
  readonly takeSetUps: () => readonly SetUp[];
  /** When bridges were made since the last time, `performance.now()`. */
  readonly takeBridgedAt: () => readonly number[];
  /** Customers' legs that are in a bridge now. */
  readonly bridgedLegIds: () => readonly string[];
}

interface LegTimes {
  readonly isCustomer: boolean;
  readonly dialledAt: number;
  answeredAt: number | null;
}

/** Watches a phone: when a leg is ordered, when it answers, when the engine has bridged it. */
export function watchPhone(phone: Phone): WatchedPhone {
  const legs = new Map<string, LegTimes>();
  const bridged = new Set<string>();
  let setUps: SetUp[] = [];
  let bridgedAt: number[] = [];

  function hear(event: PhoneEvent): void {
    const leg = legs.get(event.legId);
    if (event.kind === 'answered' && leg !== undefined) leg.answeredAt ??= performance.now();
    if (event.kind !== 'ended') return;
    legs.delete(event.legId);
    bridged.delete(event.legId);
  }

  function noteDial({ legId, target }: Extract<PhoneEffect, { kind: 'dial' }>): void {
    legs.set(legId, { isCustomer: target.kind === 'number', dialledAt: performance.now(), answeredAt: null });
  }

  function noteBridge(legIds: readonly string[]): void {
    const now = performance.now();
    bridgedAt.push(now);
    for (const legId of legIds) {
      const leg = legs.get(legId);
      if (leg === undefined || !leg.isCustomer || leg.answeredAt === null) continue;
      bridged.add(legId);
      setUps.push({ wholeMs: now - leg.dialledAt, sinceAnswerMs: now - leg.answeredAt });
    }
  }

  return {
    start: (listener) =>
      phone.start((event) => {
        hear(event);
        listener(event);
      }),
    async execute(effect) {
      if (effect.kind === 'dial') noteDial(effect);
      await phone.execute(effect);
      if (effect.kind === 'bridge') noteBridge(effect.legIds);
    },
    livingLegs: () => phone.livingLegs(),
    stop: () => phone.stop(),
    takeSetUps: () => {
      const taken = setUps;
      setUps = [];
      return taken;
    },
    takeBridgedAt: () => {
      const taken = bridgedAt;
      bridgedAt = [];
      return taken;
    },
    bridgedLegIds: () => [...bridged],
  };
}
