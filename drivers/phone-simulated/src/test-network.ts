import type { PhoneEffect, PhoneEvent, Prompt } from '@ringback/core';
import { createStepClock } from '@ringback/testkit';
import { createSimulatedPhone } from './simulated-phone.ts';

/** When the tests' clock starts, epoch milliseconds. */
export const NOON = Date.UTC(2026, 4, 4, 12);

/** What was reported, with the milliseconds since the start. */
export interface Heard {
  readonly afterMs: number;
  readonly event: PhoneEvent;
}

/** A started simulated phone on a step clock, and short ways to ask it for things. For tests. */
export async function openTestNetwork(options: { speed?: number } = {}) {
  const clock = createStepClock(NOON);
  const phone = createSimulatedPhone({ clock, ...options });
  const heard: Heard[] = [];
  await phone.start((event) => heard.push({ afterMs: clock.now() - NOON, event }));

  const execute = (effect: PhoneEffect) => phone.execute(effect);
  return {
    clock,
    phone,
    heard,
    execute,
    dial: (legId: string, phoneNumber: string, ringMs = 30_000) =>
      execute({ kind: 'dial', legId, target: { kind: 'number', phoneNumber }, callerId: '+12025550190', ringMs }),
    dialAgent: (legId: string, address: string, endpointType = 'simulated') =>
      execute({
        kind: 'dial',
        legId,
        target: { kind: 'agent', agentId: 'agt_ana', endpointType, address },
        callerId: null,
        ringMs: 20_000,
      }),
    play: (legId: string, playId: string, name: Prompt['name'] = 'callback_announcement') =>
      execute({
        kind: 'play',
        legId,
        playId,
        prompt: { name, language: 'en', values: { serviceName: 'Harbour & Pine' } },
      }),
    bridge: (...legIds: string[]) => execute({ kind: 'bridge', bridgeId: 'bridge', legIds }),
    /** The reports of a leg as short texts: time, kind, and what matters of it. */
    story: (legId: string) =>
      heard.filter(({ event }) => event.legId === legId).map(({ afterMs, event }) => `${afterMs} ${describe(event)}`),
  };
}

function describe(event: PhoneEvent): string {
  switch (event.kind) {
    case 'digit':
      return `digit ${event.digit}`;
    case 'machine_heard':
      return `machine_heard ${event.machine}`;
    case 'play_finished':
      return `play_finished ${event.playId}`;
    case 'ended':
      return `ended ${event.end.sipStatus}/${event.end.q850Cause} by ${event.end.endedBy}`;
    default:
      return event.kind;
  }
}
