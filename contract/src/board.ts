import { z } from 'zod';
import { agentStatus } from './agent.ts';
import { estimatedWait } from './callback.ts';
import { count, id, instant, ratio } from './primitives.ts';

/** A queue as the board shows it. */
export const boardQueue = z
  .object({
    queueId: id('queue'),
    name: z.string().describe('Name of the queue.'),
    liveCallsWaitingCount: count.describe('Live callers in the line.'),
    callbacksWaitingCount: count.describe('Callbacks in the line.'),
    callbacksScheduledCount: count.describe('Callbacks for later.'),
    callbacksActiveCount: count.describe('Callbacks being offered, dialled or talked.'),
    oldestArrivedAt: instant.nullable().describe('Arrival of the first in the line; null when nobody waits.'),
    estimatedWait: estimatedWait.nullable().describe('Estimated wait of somebody who came now; null when unknown.'),
    keptPromiseRatio: ratio
      .nullable()
      .describe('Share of the promises of the last 24 hours that were kept; null when there were none.'),
    attemptsTodayCount: count.describe('Dials in the last 24 hours.'),
    reachedTodayCount: count.describe('Of these, how many reached a person.'),
    abandonedInQueueCount: count.describe('Live callers who hung up in the line, last 24 hours.'),
    agentsReadyCount: count.describe('Agents who could take the next.'),
  })
  .describe('A queue as the board shows it.');
/** A queue as the board shows it. */
export type BoardQueue = z.infer<typeof boardQueue>;

/** The live board. */
export const board = z
  .object({
    at: instant.describe('Time of the server.'),
    queues: z.array(boardQueue).describe('All queues.'),
    agents: z.array(agentStatus).describe('All agents.'),
  })
  .describe('The live board.');
/** The live board. */
export type Board = z.infer<typeof board>;
