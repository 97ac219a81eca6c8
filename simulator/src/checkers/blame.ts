import type { AgentState, Leg } from '@ringback/core';
import { broken } from '../broken.ts';
import type { NetworkLog } from '../network-log.ts';
import type { RowChange, Step } from './stored-world.ts';

/** [W1], [X1] An agent whose phone rang when the phone engine lost it did nothing wrong, and stays available. */
export function checkBlame(step: Step, log: NetworkLog): void {
  for (const change of step.agents)
    if (isBlamed(change)) {
      const legs = step.legs.filter(({ before, after }) => (after ?? before)?.agentId === change.key);
      const [only] = legs;
      if (only !== undefined && legs.length === 1 && wasLostRinging(only, step.at, log))
        broken(
          'W1',
          `${change.key} counts as having missed leg ${only.key}, which the phone engine lost while it rang`,
        );
    }
}

/** Not available from this commit on, because of a phone that nobody answered? */
function isBlamed({ before, after }: RowChange<AgentState>): boolean {
  if (after === null || after.presenceReason !== 'phone_not_answered') return false;
  return before === null || before.presenceSinceAt !== after.presenceSinceAt || before.presenceReason === null;
}

/** Of a leg that had rung for too long when it was lost, nobody knows whether it would have been answered. */
function wasLostRinging({ key, before, after }: RowChange<Leg>, at: number, log: NetworkLog): boolean {
  if (before === null || after !== null || before.state !== 'ringing' || before.hangUpAsked) return false;
  if (before.deadlineAt !== null && before.deadlineAt <= at) return false;
  const record = log.legs.get(key);
  return record !== undefined && record.isLost && record.answeredAt === null;
}
