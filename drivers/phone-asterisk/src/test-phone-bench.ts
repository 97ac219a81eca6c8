import type { PhoneEffect, PhoneEvent } from '@ringback/core';
import { createStepClock, type StepClock } from '@ringback/testkit';
import { type AsteriskPhoneOptions, createAsteriskPhone } from './asterisk-phone.ts';
import { FakeAri, told } from './test-fake-ari.ts';
import { keepLog, type KeptLog } from './test-phone.ts';
import { plainTrunk } from './trunks/trunk.ts';

/** A phone on a scripted engine, connected, on a clock that the test moves. */
export interface PhoneBench {
  readonly ari: FakeAri;
  readonly clock: StepClock;
  readonly log: KeptLog;
  readonly events: PhoneEvent[];
  readonly phone: ReturnType<typeof createAsteriskPhone>;
  settle(): Promise<void>;
}

const NOON = Date.UTC(2026, 4, 4, 12);

/** Opens a phone and connects it. */
export async function openPhoneBench(
  options: Partial<AsteriskPhoneOptions> = {},
  ari = new FakeAri(),
): Promise<PhoneBench> {
  const [clock, log] = [createStepClock(NOON), keepLog()];
  const events: PhoneEvent[] = [];
  const phone = createAsteriskPhone({
    url: 'http://engine:8088',
    user: 'u',
    password: 'p',
    trunks: [plainTrunk('main')],
    clock,
    log,
    random: () => 0.5,
    openSocket: ari.open,
    ...options,
  });
  await phone.start((event) => events.push(event));
  ari.takeAsked();
  return { ari, clock, log, events, phone, settle: () => clock.advance(0) };
}

/** Rings a customer. */
export function dial(legId: string, ringMs = 30_000): PhoneEffect {
  const target = { kind: 'number', phoneNumber: '+12025550105' } as const;
  return { kind: 'dial', legId, target, callerId: '+12025550199', ringMs };
}

/** Rings an agent whose telephone is the page. */
export function dialAgent(legId: string): PhoneEffect {
  const target = { kind: 'agent', agentId: 'agt_ana', endpointType: 'softphone', address: 'agt_ana' } as const;
  return { kind: 'dial', legId, target, callerId: null, ringMs: 15_000 };
}

/** Kinds of events in their order. */
export const kinds = (events: readonly PhoneEvent[]): readonly string[] => events.map(({ kind }) => kind);

/** Dials a leg that is answered, and leaves nothing of it in what was reported or asked. */
export async function answered(bench: PhoneBench, legId = 'leg_a'): Promise<void> {
  await bench.phone.execute(dial(legId));
  bench.ari.emit(told.entered(legId));
  await bench.settle();
  bench.events.splice(0);
  bench.ari.takeAsked();
}
