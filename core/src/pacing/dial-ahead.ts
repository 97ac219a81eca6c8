import type { AgentState } from '../agents/agent-state.ts';
import { ringCustomer } from '../callback/attempts.ts';
import type { Callback } from '../callback/callback.ts';
import type { Center } from '../contact-center/center.ts';
import type { DialAheadRule } from '../contact-center/configuration.ts';
import type { Turn } from '../contact-center/turn.ts';
import { isEarlier, linePriorityOf, type WorkItem } from '../queue/line.ts';
import { isReady } from '../routing/agent-pool.ts';
import { mayDial } from '../routing/dispatch.ts';
import { classOf } from '../routing/item-classes.ts';
import { whyHeldBack, type PassedOver } from '../routing/matching.ts';
import { currentRates } from '../waiting/rate-learner.ts';
import { learnedOf } from '../waiting/questions.ts';
import { lateRiskOfOneMore, type Outlook } from './late-risk.ts';
import { isDialedAhead, paceOf } from './dials-under-way.ts';
import { paceRates, type PaceRates } from './pace.ts';

/**
 * Dials customers just before an agent becomes free (D4), as many as the busy agents are likely to be free for: the chance that
 * the next one confirms and finds nobody within the service's target stays under its limit. Runs after matching, so
 * agents who are free have had their choice. Only who is next in the line is dialled ahead: nobody is overtaken by it.
 */
export function dialAhead(turn: Turn): void {
  for (const queueId of turn.center.dialsAheadByQueue.keys()) while (dialNext(turn, queueId));
}

/** The limit is kept from here on already: what is learned comes late. */
const CAUTION_RATIO = 0.9;

/** Dials the next customer of the queue if that may be; false when nothing more is to be done now. */
function dialNext(turn: Turn, queueId: string): boolean {
  const { center } = turn;
  const next = nextInLine(center, queueId, turn.now);
  if (next === null || next.item.state !== 'waiting' || !isDialedAhead(center, next.item)) return false;
  const rule = center.service(next.item.serviceId).dialAhead;
  if (rule === null) return false;
  const rates = paceRates(paceOf(center, next.item));
  if (rates.lateRatio >= rule.lateRatioMax * CAUTION_RATIO) return false;
  const lateRisk = lateRiskOfOneMore(outlookFor(center, next.item, { rule, rates, now: turn.now }));
  if (lateRisk > rule.lateRatioMax * CAUTION_RATIO) return false;
  if (mayDial(turn, next.item)) dialNow(turn, next, lateRisk);
  return true;
}

/** Who is first in the line of a queue, apart from those who may not be rung or are kept for an agent. */
interface Next {
  readonly item: WorkItem;
  readonly passedOver: readonly PassedOver[];
}

function nextInLine(center: Center, queueId: string, now: number): Next | null {
  const passedOver: PassedOver[] = [];
  for (const { bands } of center.line(queueId).levels) {
    let first: WorkItem | null = null;
    for (const { band } of Array.from(bands.values()).flat()) {
      for (const item of band) {
        if (first !== null && !isEarlier(item, first)) break;
        const reason = whyHeldBack(center, item, now);
        if (reason === null) first = item;
        else if (passedOver.length < PASSED_OVER_MAX) passedOver.push({ itemId: item.id, reason });
      }
    }
    if (first !== null) return { item: first, passedOver };
  }
  return null;
}

/** Those held back who are told of in one decision. */
const PASSED_OVER_MAX = 50;

interface Terms {
  readonly rule: DialAheadRule;
  readonly rates: PaceRates;
  readonly now: number;
}

/** How it stands now. Agents count who may serve this very item. */
function outlookFor(center: Center, item: Callback, { rule, rates, now }: Terms): Outlook {
  const { meanHandleMs } = currentRates(learnedOf(center, item.queueId), now);
  const horizonMs = rates.confirmingMs + rule.waitTargetMs;
  const dialCount = center.dialsAheadByQueue.get(item.queueId)?.size ?? 0;
  let freeCount = 0;
  let busyCount = 0;
  let freed = 0;
  for (const [agentId, afterMs] of classOf(center, item).pool.eligibleAfterMs) {
    const agent = center.agents.get(agentId);
    if (agent === undefined || now - item.arrivalAt < afterMs) continue;
    if (isReady(agent)) freeCount += 1;
    const ratio = freedRatioOf(center, agent, { horizonMs, meanHandleMs, now });
    if (ratio === 0) continue;
    busyCount += 1;
    freed += ratio;
  }
  const freedRatio = busyCount === 0 ? 0 : freed / busyCount;
  return { dialCount, confirmedRatio: rates.confirmedRatio, freeCount, busyCount, freedRatio };
}

/**
 * The chance that a busy agent is free, and free for this queue, within the horizon. How long an item takes is taken as
 * exponential, so it does not matter for how long it has lasted; a wrap-up ends at its limit or before, evenly.
 */
function freedRatioOf(
  center: Center,
  agent: AgentState,
  { horizonMs, meanHandleMs, now }: { horizonMs: number; meanHandleMs: number | null; now: number },
): number {
  if (agent.presence !== 'available' || agent.nextPresence !== null) return 0;
  const share = 1 / Math.max(1, busyQueueCount(center, agent.id));
  if (agent.activity === 'wrap_up' && agent.wrapUpUntilAt !== null)
    return share * Math.min(1, horizonMs / Math.max(1, agent.wrapUpUntilAt - now));
  if (agent.activity !== 'on_item' || meanHandleMs === null || meanHandleMs === 0) return 0;
  return share * -Math.expm1(-horizonMs / meanHandleMs);
}

/** In how many queues that this agent serves somebody waits. */
function busyQueueCount(center: Center, agentId: string): number {
  const queueIds = new Set(center.pools.of(agentId).map(({ queue }) => queue.id));
  let count = 0;
  for (const queueId of queueIds) if (center.line(queueId).size > 0) count += 1;
  return count;
}

/** Nobody is chosen for it: whoever is free first when the customer has confirmed. */
function dialNow(turn: Turn, { item, passedOver }: Next, lateRisk: number): void {
  if (item.kind !== 'callback' || !turn.unplace(item)) throw new Error(`pacing: ${item.id} stands in no line`);
  const { id, serviceId, queueId } = item;
  turn.note(
    'routing.decided',
    { id, serviceId, queueId },
    {
      itemKind: item.kind,
      arrivalAt: item.arrivalAt,
      linePriority: linePriorityOf(item),
      overtakenCount: passedOver.length,
      passedOver,
      lateRisk,
    },
  );
  ringCustomer(turn, item, null);
}
