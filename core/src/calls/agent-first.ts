import type { AgentState } from '../agents/agent-state.ts';
import { releaseAgent, ringCustomer } from '../callback/attempts.ts';
import { standInLine } from '../callback/entering.ts';
import { noteDialForPromise } from '../callback/promise.ts';
import type { Callback } from '../callback/callback.ts';
import { aboutItem, done, refuse, type Turn } from '../contact-center/turn.ts';
import type { Reply } from '../contact-center/commands.ts';
import { must } from '../contact-center/center.ts';
import { isOnLine, ringAgentLeg } from './connecting.ts';
import { refuseDial } from './dial-guard.ts';

/**
 * Agent-first (D3), one row per step:
 *
 * | state      | event               | next       | asked of the phone             |
 * |------------|---------------------|------------|--------------------------------|
 * | offered    | agent accepts       | previewing | -                              |
 * | previewing | dial, or countdown  | dialing    | ring the agent's phone         |
 * | dialing    | agent's phone up    | dialing    | ring the customer (an attempt) |
 * | dialing    | customer answers    | connected  | bridge                         |
 * | dialing    | customer not reached| previewing | - (redial, retry later, close) |
 * | previewing | redial window over  | retry_pending | hang up the agent's phone   |
 */
export function beginPreview(turn: Turn, callback: Callback, agent: AgentState): void {
  callback.agentId = agent.id;
  callback.isRedialWindow = false;
  if (callback.delivery === 'video') {
    turn.move(callback, 'join', 'joining', turn.now + JOIN_MAX_MS);
    noteDialForPromise(turn, callback);
    return;
  }
  const { dialCountdownMs } = turn.center.service(callback.serviceId);
  turn.move(callback, 'preview', 'previewing', turn.now + (dialCountdownMs ?? PREVIEW_MAX_MS));
  turn.note('callback.previewing', aboutItem(callback, agent.id), {
    dialAt: dialCountdownMs === null ? null : callback.dueAt,
  });
}

/** Without a countdown an agent may look this long before the callback goes back to the line, milliseconds. */
const PREVIEW_MAX_MS = 600_000;

/** The longest a video meeting may be open before it is wrapped up, milliseconds. */
const JOIN_MAX_MS = 7_200_000;

/** The agent has the number dialled, by a click or by the countdown. */
export function dialPreviewed(turn: Turn, callback: Callback, phoneNumber: string | null): Reply {
  if (callback.state !== 'previewing' || callback.agentId === null) {
    return refuse(
      'not_allowed_in_state',
      `A callback in state ${callback.state} cannot be dialled by an agent: accept its offer first.`,
      'id',
    );
  }
  const refusal = refuseDial(turn, callback, phoneNumber ?? callback.phoneNumberDialed ?? callback.phoneNumber);
  if (refusal !== null) return refusal;
  if (phoneNumber !== null) callback.phoneNumberDialed = phoneNumber;
  turn.move(callback, 'dial', 'dialing', null);
  if (isOnLine(turn, callback.agentLegId)) ringCustomer(turn, callback, callback.phoneNumberDialed);
  else if (!isRung(turn, callback.agentLegId)) ringAgentLeg(turn, callback, turn.center.agent(callback.agentId));
  return done(callback.id);
}

/** Rings this leg still? The agent's phone may have been rung for a customer who left meanwhile: its answer is waited for. */
function isRung(turn: Turn, legId: string | null): boolean {
  const leg = legId === null ? undefined : turn.center.legs.get(legId);
  return leg !== undefined && !leg.hangUpAsked && leg.state !== 'answered';
}

/** The agent's phone is up: now the customer is rung, unless the hours ended or they rang us meanwhile (I4, I10). */
export function agentReadyToDial(turn: Turn, callback: Callback): void {
  must(callback.agentId, 'agent of a callback being dialled');
  if (refuseDial(turn, callback, callback.phoneNumberDialed ?? callback.phoneNumber) !== null) {
    releaseAgent(turn, callback);
    turn.move(callback, 'agent_lost', 'waiting', null);
    standInLine(turn, callback);
    return;
  }
  ringCustomer(turn, callback, callback.phoneNumberDialed);
}
