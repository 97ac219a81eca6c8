import { occupy } from '../agents/presence.ts';
import type { AgentState } from '../agents/agent-state.ts';
import type { Callback } from '../callback/callback.ts';
import { retryAt, ringCustomer } from '../callback/attempts.ts';
import { closeCallback } from '../callback/closing.ts';
import { putOff } from '../callback/entering.ts';
import { aboutItem, type Turn } from '../contact-center/turn.ts';
import { tellReady } from '../calls/ready.ts';
import { clearEarmark, earmark } from './earmarks.ts';
import { isDialedAhead, unclaimedDial } from '../pacing/dials-under-way.ts';
import { dialsWithoutAgent, type WorkItem } from '../queue/line.ts';
import type { Choice } from './matching.ts';
import { makeOffer } from './offers.ts';

/** Carries a routing decision out and writes down why (Q11, Q12). The item leaves the line in any case. */
export function dispatch(turn: Turn, agent: AgentState, choice: Choice): void {
  const { item } = choice;
  if (claimDial(turn, agent, item)) return;
  if (item.kind === 'callback' && item.state === 'waiting' && !mayDial(turn, item)) return;
  const overtakenCount = turn.center.line(item.queueId).rank(item);
  if (!turn.unplace(item)) throw new Error(`matching: ${item.id} was chosen but stands in no line`);
  turn.note('routing.decided', aboutItem(item, agent.id), {
    itemKind: item.kind,
    arrivalAt: item.arrivalAt,
    linePriority: choice.linePriority,
    overtakenCount,
    passedOver: choice.passedOver,
  });
  if (item.kind === 'live_call' || item.state === 'holding') makeOffer(turn, agent, item);
  else serveCallback(turn, agent, item);
}

/** A customer is being dialled already for whoever is free first (D4): the agent counts for that dial, and no other is made. */
function claimDial(turn: Turn, agent: AgentState, item: WorkItem): boolean {
  if (item.state !== 'waiting' || !isDialedAhead(turn.center, item)) return false;
  const dialed = unclaimedDial(turn.center, agent, item.queueId);
  if (dialed === null) return false;
  earmark(turn, agent, dialed.id);
  return true;
}

function serveCallback(turn: Turn, agent: AgentState, callback: Callback): void {
  if (callback.delivery === 'agent_first' || callback.delivery === 'video') {
    makeOffer(turn, agent, callback);
  } else if (dialsWithoutAgent(callback)) {
    earmark(turn, agent, callback.id);
    if (callback.delivery === 'customer_calls_in') tellReady(turn, callback);
    else ringCustomer(turn, callback, null);
  } else {
    clearEarmark(turn, agent);
    callback.agentId = agent.id;
    occupy(turn, agent, 'reserved', callback.id, null);
    ringCustomer(turn, callback, null);
  }
}

/** Invariant I4: outside business hours or the customer's window nobody is rung; the place is kept until they may be. */
export function mayDial(turn: Turn, callback: Callback): boolean {
  // Somebody can have asked twice of one service, once while talking with us: never means never for both.
  if (turn.center.suppressions.has(callback.phoneNumber)) {
    closeCallback(turn, callback, 'give_up', 'suppressed');
    return false;
  }
  const at = retryAt(turn, callback, turn.now);
  if (at === turn.now) return true;
  turn.unplace(callback);
  putOff(turn, callback, at);
  return false;
}
