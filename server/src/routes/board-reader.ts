import type { board, boardQueue } from '@ringback/contract';
import type { CallbackState, QueueView } from '@ringback/core';
import type { z } from 'zod';
import { itemStatesOf, toAgentStatus } from '../mapping/agents.ts';
import { toWireEstimate } from '../mapping/callback-view.ts';
import { toIso, toIsoOrNull } from '../mapping/instants.ts';
import type { Parts } from '../parts.ts';

type Reading = Pick<Parts, 'engine' | 'tally' | 'now'>;
type WireQueue = z.input<typeof boardQueue>;

const activeStates: readonly CallbackState[] = [
  'offered',
  'previewing',
  'dialing',
  'confirming',
  'holding',
  'joining',
  'connected',
  'wrapping_up',
];

/** The live board (M1). */
export async function readBoard(parts: Reading): Promise<z.input<typeof board>> {
  const { queues, agents } = await parts.engine.ask({ kind: 'board' });
  const states = await itemStatesOf(parts.engine, agents);
  return {
    at: toIso(parts.now()),
    queues: queues.map((queue) => toWireQueue(parts, queue)),
    agents: agents.map((agent) => toAgentStatus(agent, states)),
  };
}

/** One queue of the board; null when there is none. */
export async function readQueue(parts: Reading, queueId: string): Promise<WireQueue | null> {
  const { queues } = await parts.engine.ask({ kind: 'board' });
  const queue = queues.find((one) => one.queueId === queueId);
  return queue === undefined ? null : toWireQueue(parts, queue);
}

function toWireQueue(parts: Reading, queue: QueueView): WireQueue {
  const counts = parts.tally.countsOf(queue.queueId);
  const settledCount = counts.kept + counts.broken;
  const countOf = (states: readonly CallbackState[]): number =>
    states.reduce((sum, state) => sum + (queue.states[state] ?? 0), 0);
  return {
    queueId: queue.queueId,
    name: queue.name,
    liveCallsWaitingCount: queue.waitingLiveCount,
    callbacksWaitingCount: queue.waitingCallbackCount,
    callbacksScheduledCount: countOf(['scheduled']),
    callbacksActiveCount: countOf(activeStates),
    oldestArrivedAt: toIsoOrNull(queue.oldestArrivalAt),
    estimatedWait: toWireEstimate(queue.estimatedWait),
    keptPromiseRatio: settledCount === 0 ? null : counts.kept / settledCount,
    attemptsTodayCount: counts.attempts,
    reachedTodayCount: counts.reached,
    abandonedInQueueCount: counts.hungUpInQueue,
    agentsReadyCount: queue.agentsReadyCount,
  };
}
