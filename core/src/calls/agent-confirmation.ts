import { must } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { isConsulted } from './consult.ts';
import type { Leg } from './leg.ts';
import type { PhoneEvent } from './phone-events.ts';

/** How long an agent has for key 1 after their telephone was answered, milliseconds. */
export const AGENT_CONFIRM_MS = 20_000;

/** The key by which an agent takes the call. */
const TAKE = '1';

/**
 * An agent whose telephone is any number is asked whether they take the call, because a voicemail answers too (W4):
 *
 * | leg of the agent  | event                        | becomes  | asked of the phone            |
 * |-------------------|------------------------------|----------|-------------------------------|
 * | asked, ringing    | answered                     | ringing  | "press 1 to take it"          |
 * | ringing, asked so | key 1                        | answered | as for any phone that answers |
 * | ringing, asked so | another key                  | ringing  | the question once more        |
 * | ringing, asked so | no key in time, or hangs up  | over     | as if nobody had answered     |
 *
 * Gives true when the leg does not count as answered yet.
 */
export function mustConfirm(turn: Turn, item: WorkItem | null, leg: Leg): boolean {
  if (item === null || leg.agentId === null) return false;
  if (item.agentLegId !== leg.id && !isConsulted(item, leg.id)) return false;
  if (turn.center.profiles.get(leg.agentId)?.endpoint.type !== 'number') return false;
  if (leg.confirmPlayId === null) askAgent(turn, item, leg, turn.now + AGENT_CONFIRM_MS);
  return true;
}

/** What was heard on the leg of an agent who was asked. True: they take the call. */
export function agentConfirmed(turn: Turn, item: WorkItem | null, leg: Leg, event: PhoneEvent): boolean {
  if (event.kind !== 'digit' || item === null) return false;
  if (event.digit === TAKE) return true;
  askAgent(turn, item, leg, must(leg.deadlineAt, 'deadline of an agent who is asked'));
  return false;
}

/** Is this agent being asked just now? */
export function isConfirming(leg: Leg): boolean {
  return leg.confirmPlayId !== null && leg.state !== 'answered';
}

function askAgent(turn: Turn, item: WorkItem, leg: Leg, deadlineAt: number): void {
  const { name: serviceName, language } = turn.center.service(item.serviceId);
  leg.confirmPlayId = turn.nextId('play');
  leg.deadlineAt = deadlineAt;
  turn.saveLeg(leg);
  const prompt = { name: 'agent_confirmation', language, values: { serviceName } } as const;
  turn.phone({ kind: 'play', legId: leg.id, playId: leg.confirmPlayId, prompt });
}
