import { setTimeout as pause } from 'node:timers/promises';
import { askOverHttp } from '@ringback/driver-phone-asterisk';
import { until } from '@ringback/testkit';
import { z } from 'zod';
import { quantile } from '../decide/quantile.ts';
import type { Figure } from '../workload.ts';
import type { CallCenter } from './call-center.ts';
import { askAtRate } from './set-up-at-rate.ts';

/** Calls that begin in a second while the load is put up. */
const BEGIN_PER_SECOND = 10;
const ALL_TALK_WITHIN_MS = 30_000;
/** Legs whose packets are counted. */
const LOOKED_AT_COUNT = 20;

/** So many pairs talk, both ways, for so long. Figures are for a hundred pairs. */
export async function speechLoad(
  center: CallCenter,
  load: { readonly callCount: number; readonly forMs: number },
): Promise<readonly Figure[]> {
  const { callCount, forMs } = load;
  await askAtRate(center, { perSecond: BEGIN_PER_SECOND, forMs: (callCount * 1_000) / BEGIN_PER_SECOND });
  const talkingCount = (): number => center.phone.bridgedLegIds().length;
  await until('all of them talk', async () => talkingCount() >= callCount, ALL_TALK_WITHIN_MS);
  const legIds = center.phone.bridgedLegIds().slice(0, LOOKED_AT_COUNT);
  const [countsBefore, usedBefore, begin] = [await heard(center, legIds), center.processorUse(), performance.now()];
  await pause(forMs);
  const [used, seconds] = [center.processorUse(), (performance.now() - begin) / 1_000];
  const counts = await heard(center, legIds);
  const secondsLooked = (performance.now() - begin) / 1_000;
  const stillCount = talkingCount();
  await endAll(center, callCount);
  const perHundred = 100 / callCount / seconds;
  const packets = counts.map(({ receivedCount }, index) => receivedCount - (countsBefore[index]?.receivedCount ?? 0));
  return [
    { name: 'talking', value: stillCount, unit: 'count', goal: { is: 'at_least', value: callCount } },
    {
      name: 'asteriskMsPerSecondOf100Calls',
      value: (used.asteriskMs - usedBefore.asteriskMs) * perHundred,
      unit: 'ms',
    },
    { name: 'nodeMsPerSecondOf100Calls', value: (used.nodeMs - usedBefore.nodeMs) * perHundred, unit: 'ms' },
    { name: 'packetsOfLeg', value: quantile(packets, 0.5) / secondsLooked, unit: 'per_s' },
    { name: 'packetsLost', value: counts.reduce((sum, { lostCount }) => sum + lostCount, 0), unit: 'count' },
  ];
}

const statistics = z.object({ rxcount: z.int(), rxploss: z.int() });

/** Packets of speech that the engine has received from each leg, and how many it missed. */
async function heard(
  { ari }: CallCenter,
  legIds: readonly string[],
): Promise<readonly { readonly receivedCount: number; readonly lostCount: number }[]> {
  const answers: { receivedCount: number; lostCount: number }[] = [];
  for (const legId of legIds) {
    const body = await askOverHttp(ari, 'GET', `channels/${legId}/rtp_statistics`);
    const { rxcount, rxploss } = statistics.parse(body);
    answers.push({ receivedCount: rxcount, lostCount: rxploss });
  }
  return answers;
}

async function endAll(center: CallCenter, callCount: number): Promise<void> {
  for (const legId of center.phone.bridgedLegIds()) await center.phone.execute({ kind: 'hang_up', legId });
  await until('all calls are over', async () => center.endedCount('completed') >= callCount, ALL_TALK_WITHIN_MS);
}
