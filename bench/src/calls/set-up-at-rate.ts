import { setTimeout as pause } from 'node:timers/promises';
import { until } from '@ringback/testkit';
import { quantile } from '../decide/quantile.ts';
import type { Figure } from '../workload.ts';
import type { CallCenter } from './call-center.ts';

/** How long a far end rings before it answers, milliseconds. */
export const RING_MS = 100;
/** How long the two then talk, milliseconds. */
export const TALK_MS = 2_000;

/** Who has not come to an end so long after the last request has none, milliseconds. */
const PATIENCE_MS = 60_000;
/** The goal beside the ringing, milliseconds (95 of 100 callbacks). */
const SET_UP_GOAL_MS = 100;

/** Callbacks are asked for at a fixed rate, whether or not the calls keep up. */
export async function setUpAtRate(
  center: CallCenter,
  load: { readonly perSecond: number; readonly forMs: number },
): Promise<readonly Figure[]> {
  takeNotes(center);
  const [endedBefore, usedBefore] = [center.endedCount('completed'), center.processorUse()];
  const askedCount = await askAtRate(center, load);
  const endedCount = (): number => center.endedCount('completed') - endedBefore;
  const allEnded = until('every callback came to its end', async () => endedCount() >= askedCount, PATIENCE_MS);
  // Whoever did not is in the figures.
  await allEnded.catch(() => undefined);
  const used = center.processorUse();
  const { setUps, bridgedAt, latenciesMs } = takeNotes(center);
  if (setUps.length === 0) throw new Error(`nobody was connected: ${center.warnings().slice(0, 5).join('; ')}`);
  const wholeMs = setUps.map((one) => one.wholeMs - 2 * RING_MS);
  const sinceAnswerMs = setUps.map((one) => one.sinceAnswerMs - RING_MS);
  const figures: readonly Figure[] = [
    { name: 'asked', value: askedCount, unit: 'count' },
    { name: 'completed', value: endedCount(), unit: 'count', goal: { is: 'at_least', value: askedCount } },
    { name: 'reached', value: rateOf(bridgedAt), unit: 'per_s' },
    { name: 'setUpP50', value: quantile(wholeMs, 0.5), unit: 'ms' },
    { name: 'setUpP95', value: quantile(wholeMs, 0.95), unit: 'ms', goal: { is: 'at_most', value: SET_UP_GOAL_MS } },
    { name: 'answerToBridgeP50', value: quantile(sinceAnswerMs, 0.5), unit: 'ms' },
    { name: 'answerToBridgeP95', value: quantile(sinceAnswerMs, 0.95), unit: 'ms' },
    { name: 'eventP50', value: quantile(latenciesMs, 0.5), unit: 'ms' },
    { name: 'eventP95', value: quantile(latenciesMs, 0.95), unit: 'ms' },
    { name: 'eventP99', value: quantile(latenciesMs, 0.99), unit: 'ms' },
    { name: 'asteriskCpuPerCallback', value: (used.asteriskMs - usedBefore.asteriskMs) / askedCount, unit: 'ms' },
    { name: 'nodeCpuPerCallback', value: (used.nodeMs - usedBefore.nodeMs) / askedCount, unit: 'ms' },
  ];
  return figures.map((figure) => ({ ...figure, name: `${figure.name}At${load.perSecond}` }));
}

/** What was noted since the last time. */
function takeNotes({ phone, latencies }: CallCenter): {
  readonly setUps: ReturnType<typeof phone.takeSetUps>;
  readonly bridgedAt: readonly number[];
  readonly latenciesMs: readonly number[];
} {
  return { setUps: phone.takeSetUps(), bridgedAt: phone.takeBridgedAt(), latenciesMs: latencies.take() };
}

/** Asks for callbacks, each when it is due. Resolves with how many they were once all are taken. */
export async function askAtRate(
  center: CallCenter,
  { perSecond, forMs }: { readonly perSecond: number; readonly forMs: number },
): Promise<number> {
  const count = Math.max(1, Math.round((perSecond * forMs) / 1_000));
  const taken: Promise<void>[] = [];
  const begin = performance.now();
  while (taken.length < count) {
    const waitMs = begin + (taken.length * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await pause(waitMs);
    taken.push(center.requestCallback());
  }
  await Promise.all(taken);
  return count;
}

/** Events a second between the first and the last of them. */
function rateOf(times: readonly number[]): number {
  const tookMs = Math.max(...times) - Math.min(...times);
  return tookMs === 0 ? 0 : ((times.length - 1) * 1_000) / tookMs;
}
