import type { Callback, DialAheadRule, HistoryEntry, LearnedRates, QueuePolicy } from '@ringback/core';
import { isEligibleAsWritten } from '@ringback/testkit';
import { broken } from '../broken.ts';
import type { AgentsTold } from './agents-told.ts';
import { meanHandleMs } from './learned.ts';
import { skillsOf } from './routing.ts';
import type { Step, StoredWorld } from './stored-world.ts';

/** Before anybody was dialled ahead: as if everybody pressed 1, after 15 s (docs/delivery.md); worth ten customers. */
const PRIOR = { dialCount: 10, confirmedCount: 10, confirmingMs: 150_000 };

/** A customer who is dialled ahead, and the world at that moment. */
export interface DialAhead {
  readonly world: StoredWorld;
  readonly agents: AgentsTold;
  readonly step: Step;
  readonly callback: Callback;
  readonly rule: DialAheadRule;
  readonly queue: QueuePolicy;
  readonly at: number;
}

/** What is known of a customer who is dialled with nobody free for them; null where the commit does not tell for certain. */
export function dialAheadOf(world: StoredWorld, agents: AgentsTold, step: Step, entry: HistoryEntry): DialAhead | null {
  const callback = step.callbacks.find(({ key }) => key === entry.itemId)?.after ?? null;
  const rule = world.services.get(callback?.serviceId ?? '')?.dialAhead ?? null;
  const queue = world.queues.get(entry.queueId ?? '');
  if (callback === null || rule === null || queue === undefined) return null;
  return { world, agents, step, callback, rule, queue, at: entry.at };
}

/** [D4] Nobody is dialled ahead for whom probably no agent will be free: the forecast, made anew from the rows. */
export function checkForecast(ahead: DialAhead): void {
  const { world, step, queue, rule, callback } = ahead;
  // What was learned in this commit was learned before this dial or after it.
  if (step.isTouched(queue.id)) return;
  const learned = world.learned.get(queue.id);
  const { confirmedRatio, confirmingMs } = paceOf(learned, callback.serviceId);
  const forecast = forecastOf(ahead, learned, confirmingMs + rule.waitTargetMs);
  if (forecast === null) return;
  const risk = riskOf({ ...forecast, dialCount: dialsUnderWay(ahead).length, confirmedRatio });
  if (risk > rule.lateRatioMax)
    broken(
      'D4',
      `${callback.id} is dialled ahead: nobody is free for them in time at a chance of ${risk.toFixed(3)}, ${rule.lateRatioMax} is the most`,
    );
}

/** [D4] Nobody is dialled ahead while too many of those who pressed 1 have waited too long; at a limit of 0 nobody ever is. */
export function checkShare({ callback, rule }: DialAhead, lateShare: number): void {
  if (lateShare >= rule.lateRatioMax)
    broken(
      'D4',
      `${callback.id} is dialled ahead, and ${lateShare.toFixed(3)} of those who pressed 1 waited too long, ${rule.lateRatioMax} is the most`,
    );
}

function paceOf(
  learned: LearnedRates | undefined,
  serviceId: string,
): { confirmedRatio: number; confirmingMs: number } {
  const seen = learned?.paces[serviceId];
  const confirmedCount = (seen?.confirmedCount ?? 0) + PRIOR.confirmedCount;
  return {
    confirmedRatio: confirmedCount / ((seen?.dialCount ?? 0) + PRIOR.dialCount),
    confirmingMs: ((seen?.confirmingMs ?? 0) + PRIOR.confirmingMs) / confirmedCount,
  };
}

/** Customers of a queue who were being rung all the time of this commit, with no agent held for them. */
export function dialsUnderWay({
  world,
  step,
  queue,
}: Pick<DialAhead, 'world' | 'step' | 'queue'>): readonly Callback[] {
  const found: Callback[] = [];
  for (const callbackId of world.runningAttempts.keys()) {
    const callback = world.callbacks.get(callbackId);
    if (callback === undefined || callback.queueId !== queue.id || step.isTouched(callbackId)) continue;
    if (isRungAhead(world, callback)) found.push(callback);
  }
  return found;
}

function isRungAhead(world: StoredWorld, callback: Callback): boolean {
  const service = world.services.get(callback.serviceId);
  // In the line of another queue nobody is dialled ahead.
  if (service === undefined || service.dialAhead === null || service.queueId !== callback.queueId) return false;
  if (callback.state !== 'dialing' && callback.state !== 'confirming') return false;
  return isUnreserved(callback) && callback.customerLegId !== null && world.legs.has(callback.customerLegId);
}

/** Is it a callback whose customer is rung while the agent stays free? */
export function isUnreserved(callback: Callback): boolean {
  if (callback.delivery !== 'customer_first' || callback.isAtFront || callback.agentId !== null) return false;
  return !callback.isAgentReserved;
}

interface Forecast {
  readonly freeCount: number;
  readonly busyCount: number;
  /** The mean chance of those who are busy to be free in time; at most so large. */
  readonly freedRatio: number;
}

/** Who may serve this customer and is free, or may be in time; null when the commit hides how somebody stood. */
function forecastOf(ahead: DialAhead, learned: LearnedRates | undefined, horizonMs: number): Forecast | null {
  const { world, agents, queue, callback, at } = ahead;
  const handleMs = meanHandleMs(learned, queue, at);
  const talkEndsRatio = handleMs === null || handleMs === 0 ? 0 : 1 - Math.exp(-horizonMs / handleMs);
  const skills = skillsOf(world, callback);
  const ratios: number[] = [];
  let freeCount = 0;
  for (const profile of world.profiles.values()) {
    if (!isEligibleAsWritten(profile, queue, skills, at - callback.arrivalAt)) continue;
    const { presence, activity } = agents.of(world, profile.id);
    if (presence !== 'available') continue;
    if (activity === 'idle') freeCount += 1;
    if (activity !== 'on_item' && activity !== 'wrap_up') continue;
    const busy = busyAgent(ahead, profile.id, activity);
    if (busy === null) return null;
    if (busy.isLeaving) continue;
    const ratio = activity === 'on_item' ? talkEndsRatio : Math.min(1, horizonMs / Math.max(1, busy.freeAt - at));
    if (ratio > 0) ratios.push(ratio);
  }
  const sum = ratios.reduce((total, ratio) => total + ratio, 0);
  return { freeCount, busyCount: ratios.length, freedRatio: ratios.length === 0 ? 0 : sum / ratios.length };
}

/** The row of an agent who is busy, as it stood at that moment: unwritten, or written without a word of another presence. */
function busyAgent(
  { world, step }: DialAhead,
  agentId: string,
  activity: 'on_item' | 'wrap_up',
): { readonly isLeaving: boolean; readonly freeAt: number } | null {
  const row = world.agents.get(agentId);
  if (row === undefined || row.activity !== activity || (activity === 'wrap_up' && row.wrapUpUntilAt === null))
    return null;
  const before = step.agents.find(({ key }) => key === agentId)?.before ?? row;
  if (before.nextPresence !== row.nextPresence) return null;
  const isSame = before.activity === activity && before.wrapUpUntilAt !== null;
  const freeAt = Math.min(row.wrapUpUntilAt ?? 0, isSame ? (before.wrapUpUntilAt ?? 0) : Infinity);
  return { isLeaving: row.nextPresence !== null, freeAt };
}

interface Outlook extends Forecast {
  readonly dialCount: number;
  readonly confirmedRatio: number;
}

/** The chance that the next one presses 1 and meets nobody: more press 1 before them than agents are free by then. */
function riskOf({ dialCount, confirmedRatio, freeCount, busyCount, freedRatio }: Outlook): number {
  const confirmed = binomial(dialCount, confirmedRatio);
  const freed = binomial(busyCount, freedRatio);
  let risk = 0;
  confirmed.forEach((chance, before) => {
    for (let count = 0; count <= before - freeCount && count < freed.length; count += 1)
      risk += chance * (freed[count] ?? 0);
  });
  return risk;
}

/** How likely 0, 1, 2 ... of so many things happen, each with the same chance; made by adding one after the other. */
function binomial(count: number, ratio: number): readonly number[] {
  let chances = [1];
  for (let index = 0; index < count; index += 1)
    chances = Array.from({ length: chances.length + 1 }, (_, happened) => {
      return (chances[happened] ?? 0) * (1 - ratio) + (chances[happened - 1] ?? 0) * ratio;
    });
  return chances;
}
