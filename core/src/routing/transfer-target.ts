import type { Center } from '../contact-center/center.ts';
import type { Reply } from '../contact-center/commands.ts';
import { refuse } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { eligibleAfterMs } from './eligibility.ts';
import { classOf } from './item-classes.ts';

/** Whom an item is given to: a queue, or an agent (D11). */
export interface TransferTarget {
  readonly queueId: string | null;
  readonly agentId: string | null;
}

/**
 * The queue an item that is given on stands in from then on: the one that was named, or for an agent its own, where they serve
 * it, and else the first of the configuration that they serve. The refusal when there is none: somebody else would get it.
 */
export function queueOfTarget(center: Center, item: WorkItem, { queueId, agentId }: TransferTarget): string | Reply {
  if (queueId !== null && !center.queues.has(queueId))
    return refuse('unknown_queue', `There is no queue ${queueId}.`, 'queueId');
  if (agentId === null) return queueId ?? item.queueId;
  const profile = center.profiles.get(agentId);
  if (profile === undefined) return refuse('unknown_agent', `There is no agent ${agentId}.`, 'agentId');
  if (queueId !== null || classOf(center, item).pool.eligibleAfterMs.has(agentId)) return queueId ?? item.queueId;
  for (const queue of center.queues.values())
    if (queue.id !== item.queueId && eligibleAfterMs(profile, queue, queue.skills) !== null) return queue.id;
  return refuse('not_allowed_in_state', 'This agent has the skills of no queue.', 'agentId');
}
