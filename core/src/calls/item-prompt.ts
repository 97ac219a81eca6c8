import type { Turn } from '../contact-center/turn.ts';
import type { Prompt, PromptName } from '../effects.ts';
import type { WorkItem } from '../queue/line.ts';
import { estimateForItem } from '../waiting/questions.ts';

/** A sentence for the customer of an item: its service, the wait as it is estimated now, the number, the time, and what else it says. */
export function itemPrompt(turn: Turn, item: WorkItem, name: PromptName, more: Prompt['values'] = {}): Prompt {
  const isCaller = item.kind === 'live_call' && item.state !== 'identifying';
  const estimate = isCaller ? estimateForItem(turn.center, item, turn.now) : null;
  return {
    name,
    language: item.language,
    values: {
      serviceName: turn.center.service(item.serviceId).name,
      lowMs: estimate?.lowMs ?? null,
      highMs: estimate?.highMs ?? null,
      phoneNumber: item.kind === 'live_call' ? item.fromNumber : item.phoneNumber,
      nowAt: turn.now,
      ...more,
    },
  };
}
