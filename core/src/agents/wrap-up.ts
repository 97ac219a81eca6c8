import { closeCallback } from '../callback/closing.ts';
import { closeLiveCallAfterWrapUp } from '../calls/wrap-up-live.ts';
import type { Reply } from '../contact-center/commands.ts';
import { done, refuse, type Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { observeHandled } from '../waiting/questions.ts';
import { setFree } from './presence.ts';

/** The agent has finished with an item: disposition and note are kept, the agent is free (D12, W5). */
export function wrapUp(
  turn: Turn,
  command: { itemId: string; disposition: string | null; note: string | null },
): Reply {
  const item = turn.center.item(command.itemId);
  if (item === null) return refuse('unknown_callback', `There is no open callback ${command.itemId}.`, 'id');
  if (item.state !== 'wrapping_up')
    return refuse('not_allowed_in_state', `There is nothing to wrap up in state ${item.state}.`, 'id');
  return finishWrapUp(turn, item, command.disposition, command.note);
}

/** Ends wrap-up by the agent's hand or by its timer. */
export function finishWrapUp(turn: Turn, item: WorkItem, disposition: string | null, note: string | null): Reply {
  const { dispositions } = turn.center.service(item.serviceId);
  if (disposition !== null && dispositions.length > 0 && !dispositions.some((one) => one.id === disposition)) {
    const known = dispositions.map((one) => one.id).join(', ');
    return refuse('unknown_disposition', `Use one of: ${known}.`, 'disposition');
  }
  const { agentId } = item;
  if (item.call !== null) observeHandled(turn, item.queueId, turn.now - item.call.startedAt);
  if (item.kind === 'callback') {
    item.disposition = disposition;
    item.note = note;
    closeCallback(turn, item, 'wrap_up', 'completed', { disposition, agentId });
  } else {
    item.note = note;
    closeLiveCallAfterWrapUp(turn, item, { disposition, agentId });
  }
  const agent = agentId === null ? undefined : turn.center.agents.get(agentId);
  if (agent !== undefined && agent.itemId === item.id) setFree(turn, agent, false);
  return done(item.id);
}
