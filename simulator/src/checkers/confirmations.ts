import { broken } from '../broken.ts';
import type { NetworkLog } from '../network-log.ts';
import type { Step, StoredWorld } from './stored-world.ts';

/** The key by which an agent at any telephone takes a call. */
const TAKE = '1';

/** [W4] Who answers an agent's number may be a voicemail: nobody is connected to it before it was asked and pressed 1. */
export function checkConfirmations(world: StoredWorld, step: Step, log: NetworkLog): void {
  for (const { before, after } of step.legs)
    if (after !== null && after.role === 'agent' && after.state === 'answered' && before?.state !== 'answered')
      checkAsked(world, log, after.id, after.agentId);
  for (const { phone } of step.written.batch.effects) {
    if (phone.kind !== 'bridge') continue;
    for (const legId of phone.legIds) {
      const leg = world.legs.get(legId);
      if (leg?.role === 'agent') checkAsked(world, log, legId, leg.agentId);
    }
  }
}

function checkAsked(world: StoredWorld, log: NetworkLog, legId: string, agentId: string | null): void {
  if (agentId === null || world.profiles.get(agentId)?.endpoint.type !== 'number') return;
  const leg = log.legs.get(legId);
  if (leg === undefined) return;
  if (!leg.promptNames.has('agent_confirmation'))
    broken('W4', `${agentId} counts as on the line with leg ${legId}, and was never asked to press 1`);
  if (!leg.keys.includes(TAKE)) broken('W4', `${agentId} counts as on the line with leg ${legId}, and never pressed 1`);
}
