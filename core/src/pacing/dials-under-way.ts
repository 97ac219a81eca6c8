import { runningAttempt } from '../callback/attempts.ts';
import type { Callback } from '../callback/callback.ts';
import type { AgentState } from '../agents/agent-state.ts';
import type { Center } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import { dialsWithoutAgent, isEarlier, type WorkItem } from '../queue/line.ts';
import { classOf } from '../routing/item-classes.ts';
import { learnedOf, saveLearned } from '../waiting/questions.ts';
import { NEW_PACE, observeAnswer, observeDial, type Pace } from './pace.ts';

/** Is this a callback that may be dialled before an agent is free (D4)? */
export function isDialedAhead(center: Center, item: WorkItem): item is Callback {
  if (item.kind !== 'callback' || item.delivery !== 'customer_first' || !dialsWithoutAgent(item)) return false;
  return (center.services.get(item.serviceId)?.dialAhead ?? null) !== null;
}

/** Counts a dial that holds no agent among those under way. */
export function countDial(center: Center, callback: Callback): void {
  if (callback.agentId === null && isDialedAhead(center, callback))
    center.dialsAheadByQueue.get(callback.queueId)?.add(callback.id);
}

/** Makes the dials under way anew, from the queues whose services dial ahead and the legs of customers. */
export function recountDials(center: Center): void {
  center.dialsAheadByQueue.clear();
  for (const { dialAhead, queueId } of center.services.values())
    if (dialAhead !== null) center.dialsAheadByQueue.set(queueId, new Set());
  if (center.dialsAheadByQueue.size === 0) return;
  for (const { itemId, role } of center.legs.values()) {
    const callback = role === 'customer' && itemId !== null ? center.callbacks.get(itemId) : undefined;
    if (callback !== undefined && (callback.state === 'dialing' || callback.state === 'confirming'))
      countDial(center, callback);
  }
}

/** The customer has confirmed: they wait for an agent from now on. */
export function dialConfirmed(turn: Turn, callback: Callback): void {
  if (!stopCounting(turn.center, callback)) return;
  const startedAt = runningAttempt(turn, callback)?.startedAt ?? turn.now;
  learn(turn, callback, observeDial(paceOf(turn.center, callback), turn.now, turn.now - startedAt));
}

/** The dial is over, and the customer did not ask to be connected. */
export function dialOver(turn: Turn, callback: Callback): void {
  if (stopCounting(turn.center, callback))
    learn(turn, callback, observeDial(paceOf(turn.center, callback), turn.now, null));
}

/**
 * The wait of a customer who had confirmed is over: connected, or gone. Late is who waited longer than the target; who hung up
 * before tells nothing.
 */
export function confirmedWaitOver(turn: Turn, callback: Callback, isConnected: boolean): void {
  const { dialAhead, holdCapMs } = turn.center.service(callback.serviceId);
  if (dialAhead === null || callback.state !== 'holding' || callback.dueAt === null) return;
  const isLate = turn.now - (callback.dueAt - holdCapMs) > dialAhead.waitTargetMs;
  if (isConnected || isLate) learn(turn, callback, observeAnswer(paceOf(turn.center, callback), turn.now, isLate));
}

/** A dial under way that no agent is counted for and this agent could take, the one with the best place; or null. */
export function unclaimedDial(center: Center, agent: AgentState, queueId: string): Callback | null {
  let best: Callback | null = null;
  for (const id of center.dialsAheadByQueue.get(queueId) ?? []) {
    const dialed = center.earmarks.has(id) ? undefined : center.callbacks.get(id);
    if (dialed === undefined || !dialsWithoutAgent(dialed)) continue;
    if (!classOf(center, dialed).pool.eligibleAfterMs.has(agent.id)) continue;
    if (best === null || isEarlier(dialed, best)) best = dialed;
  }
  return best;
}

function stopCounting(center: Center, callback: Callback): boolean {
  return center.dialsAheadByQueue.get(callback.queueId)?.delete(callback.id) === true;
}

function learn(turn: Turn, { serviceId, queueId }: Callback, pace: Pace): void {
  const learned = learnedOf(turn.center, queueId);
  saveLearned(turn, queueId, { ...learned, paces: { ...learned.paces, [serviceId]: pace } });
}

/** What the service of a callback has learned of dialling ahead, in its queue. */
export function paceOf(center: Center, { serviceId, queueId }: Callback): Pace {
  return learnedOf(center, queueId).paces[serviceId] ?? NEW_PACE;
}
