import { answer } from '@ringback/core';
import { aRequest } from '@ringback/testkit';
import type { Figure, GrowthPoint, Workload, WorkloadOptions } from '../workload.ts';
import { agentIdOf, bigCenter, callbackIdOf, CENTER_STARTS_AT, phoneNumberOf, type CenterSize } from './big-center.ts';
import { playConversations } from './conversations.ts';
import { CoreDrive, rateOf } from './core-drive.ts';
import { quantile } from './quantile.ts';

/** What the rules alone cost: no database, no phone, one thread. Commands a second, and the time of one question. */
export const decide: Workload = async (options) => {
  const sizes = sizesFor(options.scale);
  const growth: GrowthPoint[] = [];
  for (const size of sizes) {
    options.say(`decide: ${size.waitingCount} callbacks waiting`);
    growth.push({ waitingCount: size.waitingCount, figures: measure(size, options) });
  }
  const largest = sizes.at(-1) ?? sizeOf(options.scale, 1_000);
  return {
    workload: 'decide',
    setup: {
      ...largest,
      skillsPerAgent: 5,
      delivery: 'customer_first, agent reserved',
      rates: 'in processor time of the deciding thread',
    },
    figures: growth.at(-1)?.figures ?? [],
    growth,
  };
};

/** A thousand to a million waiting, at scale 1. */
export function sizesFor(scale: number): readonly CenterSize[] {
  const counts = [1_000, 10_000, 100_000, 1_000_000].map((count) => Math.max(20, Math.round(count * scale)));
  return [...new Set(counts)].map((waitingCount) => sizeOf(scale, waitingCount));
}

/** A centre of so many waiting: 200 queues and 10,000 agents at scale 1. */
export function sizeOf(scale: number, waitingCount: number): CenterSize {
  return {
    waitingCount,
    queueCount: Math.max(2, Math.round(200 * scale)),
    agentCount: Math.max(10, Math.round(10_000 * scale)),
  };
}

function measure(size: CenterSize, { scale }: WorkloadOptions): readonly Figure[] {
  const drive = new CoreDrive(bigCenter(size));
  const countMax = Math.max(50, Math.round(50_000 * scale));
  const matches = rateOf(() => becomeReady(drive, Math.min(size.agentCount, Math.floor(size.waitingCount / 2))));
  const creations = rateOf(() => create(drive, size, Math.round(countMax / 2)));
  const questions = ask(drive, size, countMax);
  const conversations = rateOf(() => playConversations(drive, countMax * 4));
  return [
    { name: 'readyToMatch', value: matches.perSecond, unit: 'per_s' },
    { name: 'createCallback', value: creations.perSecond, unit: 'per_s' },
    { name: 'commandsOfCalls', value: conversations.perSecond, unit: 'per_s' },
    { name: 'positionAndEstimateMean', value: questions.meanUs, unit: 'us', goal: { is: 'at_most', value: 20 } },
    { name: 'positionAndEstimateP99', value: questions.p99Us, unit: 'us' },
  ];
}

/** Every one finds somebody in line and has them rung. */
function becomeReady(drive: CoreDrive, count: number): number {
  for (let index = 0; index < count; index += 1)
    drive.do({ kind: 'set_presence', agentId: agentIdOf(index), presence: 'available', reason: null });
  return count;
}

function create(drive: CoreDrive, size: CenterSize, count: number): number {
  for (let index = 0; index < count; index += 1) {
    const serviceId = `svc_${index % size.queueCount}`;
    const phoneNumber = phoneNumberOf(5_000_000 + index);
    drive.do({ kind: 'request_callback', request: aRequest({ serviceId, phoneNumber }) });
  }
  return count;
}

/** Asks for the place and the wait of callbacks all over the lines: the mean in processor time, the slow end by the clock. */
function ask(drive: CoreDrive, size: CenterSize, count: number): { readonly meanUs: number; readonly p99Us: number } {
  const ids = Array.from({ length: count }, (_, turn) => callbackIdOf((turn * 7_919) % size.waitingCount));
  const timesUs: number[] = [];
  const { perSecond } = rateOf(() => {
    for (const callbackId of ids) {
      const begin = performance.now();
      answer(drive.center, { kind: 'callback', callbackId }, CENTER_STARTS_AT + 60_000);
      timesUs.push((performance.now() - begin) * 1_000);
    }
    return count;
  });
  return { meanUs: 1_000_000 / perSecond, p99Us: quantile(timesUs, 0.99) };
}
