import { findInstalledEngine } from '@ringback/driver-phone-asterisk/process';
import { findPhonePrograms } from '@ringback/testkit/sip';
import type { Figure, Workload, WorkloadOptions } from '../workload.ts';
import { type CallCenter, type CallCenterOptions, openCallCenter, type Programs } from './call-center.ts';
import { RING_MS, setUpAtRate, TALK_MS } from './set-up-at-rate.ts';
import { speechLoad } from './speech-load.ts';

const RATES_PER_SECOND = [10, 25, 50] as const;
/** Of the whole workload; a smaller scale makes them shorter. */
const RATE_FOR_MS = 20_000;
const TALKING_COUNT = 100;
const TALK_FOR_MS = 10_000;
const TALK_FOR_MIN_MS = 1_000;
/** More than are ever busy at the highest rate. */
const AGENT_COUNT = 300;
const SAMPLES_HZ = { customer: 440, agent: 1_000 } as const;

/**
 * Callbacks on a real Asterisk, with the real rules, engine room and driver on a store in memory: how fast they are set up,
 * how late events come, and what a hundred conversations cost. Throws when the phone programs are not installed.
 */
export const calls: Workload = async (options) => {
  const programs = findPrograms();
  if (programs === null)
    throw new Error('calls: the phone programs are not installed: npm run phone:install -- --test-phones');
  const forMs = RATE_FOR_MS * options.scale;
  const talk = {
    callCount: Math.max(1, Math.round(TALKING_COUNT * Math.min(1, options.scale))),
    forMs: Math.max(TALK_FOR_MIN_MS, TALK_FOR_MS * options.scale),
  };
  const setUps = await within(programs, silentEnds, options, (center) => measureRates(center, forMs, options));
  options.say(`calls: ${talk.callCount} conversations with speech both ways`);
  const speech = await within(programs, speakingEnds(talk.callCount), options, (center) => speechLoad(center, talk));
  return {
    workload: 'calls',
    setup: {
      asterisk: 'a process of its own, configured as the server does',
      farEnds: 'SIPp, one for the customers, one for the phones of all agents',
      store: 'in memory',
      ringMs: RING_MS,
      talkMs: TALK_MS,
      agentCount: AGENT_COUNT,
      rateForMs: forMs,
      conversations: talk.callCount,
      conversationsForMs: talk.forMs,
    },
    figures: [...setUps, ...speech],
    growth: [],
  };
};

/** The phone programs this workload needs; null when one is missing. */
export function findPrograms(): Programs | null {
  const [engine, phones] = [findInstalledEngine(), findPhonePrograms()];
  return engine === null || phones === null ? null : { engine, phones };
}

const silentEnds: CallCenterOptions = {
  customers: { kind: 'answers', afterMs: RING_MS, toneHz: null, hangsUpAfterMs: TALK_MS },
  agents: { kind: 'answers', afterMs: RING_MS, toneHz: null, hangsUpAfterMs: null },
  agentCount: AGENT_COUNT,
};

function speakingEnds(agentCount: number): CallCenterOptions {
  const speaks = (toneHz: number) => ({ kind: 'answers', afterMs: RING_MS, toneHz, hangsUpAfterMs: null }) as const;
  return { customers: speaks(SAMPLES_HZ.customer), agents: speaks(SAMPLES_HZ.agent), agentCount };
}

async function within(
  programs: Programs,
  ends: CallCenterOptions,
  { say }: WorkloadOptions,
  measure: (center: CallCenter) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const center = await openCallCenter(programs, ends);
  try {
    return await measure(center);
  } finally {
    for (const warning of center.warnings().slice(0, 5)) say(`calls: ${warning}`);
    await center.stop();
  }
}

async function measureRates(center: CallCenter, forMs: number, { say }: WorkloadOptions): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const perSecond of RATES_PER_SECOND) {
    say(`calls: ${perSecond} callbacks a second`);
    figures.push(...(await setUpAtRate(center, { perSecond, forMs })));
  }
  return figures;
}
