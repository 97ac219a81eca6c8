import { missWork, occupy, setFree } from '../agents/presence.ts';
import type { AgentState } from '../agents/agent-state.ts';
import { aboutItem, done, refuse, type Turn } from '../contact-center/turn.ts';
import { must } from '../contact-center/center.ts';
import type { Reply } from '../contact-center/commands.ts';
import { standInLine, takeItsPlace } from '../callback/entering.ts';
import { beginPreview } from '../calls/agent-first.ts';
import { ringAgent } from '../calls/connecting.ts';
import { acceptConsult, refuseConsult } from './consult-offers.ts';
import { clearEarmark, clearEarmarkOf } from './earmarks.ts';
import type { WorkItem } from '../queue/line.ts';
import type { Offer } from './offer.ts';

/** Shows an item to an agent, with a deadline (Q8). The item must be out of the line. */
export function makeOffer(turn: Turn, agent: AgentState, item: WorkItem): void {
  // The agent is taken, and the dial somebody was counted for has found its agent: both may be counted anew.
  clearEarmark(turn, agent);
  clearEarmarkOf(turn, item.id);
  const service = turn.center.service(item.serviceId);
  const offer: Offer = {
    id: turn.nextId('off'),
    agentId: agent.id,
    itemId: item.id,
    offeredAt: turn.now,
    expiresAt: turn.now + service.offerTimeoutMs,
    isConsult: false,
  };
  turn.center.offers.set(offer.id, offer);
  turn.center.recorder.row('offer', offer.id, offer);
  turn.due('offer', offer.id, offer.expiresAt);
  item.agentId = agent.id;
  item.offerId = offer.id;
  if (item.kind === 'live_call') item.state = 'offered';
  else if (item.state === 'waiting') turn.move(item, 'offer', 'offered', null);
  turn.saveItem(item);
  occupy(turn, agent, 'offered', item.id, offer.id);
  turn.note('offer.made', aboutItem(item, agent.id), { offerId: offer.id, expiresAt: offer.expiresAt });
  if (item.kind === 'callback') turn.note('callback.offered', aboutItem(item, agent.id));
  if (turn.center.profiles.get(agent.id)?.endpoint.isAutoAccept === true) acceptOffer(turn, offer.id);
}

/** The agent takes the item: preview for agent-first, otherwise their phone rings. */
export function acceptOffer(turn: Turn, offerId: string): Reply {
  const offer = turn.center.offers.get(offerId);
  if (offer === undefined)
    return refuse('unknown_offer', 'This offer is over: it was taken back, declined or ran out of time.', 'id');
  if (offer.isConsult) {
    acceptConsult(turn, offer);
    return done(offer.itemId);
  }
  const { agent, item } = endOffer(turn, offer, 'accepted');
  occupy(turn, agent, 'on_item', item.id, null);
  item.agentId = agent.id;
  if (item.kind === 'callback' && item.state === 'offered') beginPreview(turn, item, agent);
  else ringAgent(turn, item, agent);
  return done(item.id);
}

/** The agent refuses with a reason; the reason says whether they may see the item again. */
export function declineOffer(turn: Turn, offerId: string, reasonId: string): Reply {
  const offer = turn.center.offers.get(offerId);
  if (offer === undefined)
    return refuse('unknown_offer', 'This offer is over: it was taken back, declined or ran out of time.', 'id');
  const item = must(turn.center.item(offer.itemId), 'offered item');
  const { declineReasons } = turn.center.service(item.serviceId);
  const reason = declineReasons.find((one) => one.id === reasonId);
  if (reason === undefined) {
    const known = declineReasons.map((one) => one.id).join(', ');
    return refuse('unknown_decline_reason', `Decline with one of: ${known}.`, 'reason');
  }
  if (offer.isConsult) {
    refuseConsult(turn, offer, 'declined');
    return done(item.id);
  }
  const { agent } = endOffer(turn, offer, 'declined', { reason: reason.id });
  // Whoever may see it again would get it back at once: they are passed over until somebody else had the chance.
  if (reason.mayOfferAgain) item.declinedAgentIds = [...item.declinedAgentIds, agent.id];
  else item.excludedAgentIds = [...item.excludedAgentIds, agent.id];
  setFree(turn, agent, false);
  returnToLine(turn, item);
  return done(item.id);
}

/** The deadline passed: the agent gets the configured presence, the item goes on at its place (Q8, I1). */
export function expireOffer(turn: Turn, offer: Offer): void {
  if (offer.isConsult) return refuseConsult(turn, offer, 'timed_out');
  const { agent, item } = endOffer(turn, offer, 'timed_out');
  missWork(turn, agent, turn.center.service(item.serviceId).offerTimeoutPresence, 'missed_offer');
  returnToLine(turn, item);
}

/** Takes an offer back: the customer hung up or cancelled, or the agent left, or the customer called in themselves. */
export function withdrawOffer(turn: Turn, offerId: string, why: 'item_gone' | 'agent_left' | 'customer_called'): void {
  const offer = turn.center.offers.get(offerId);
  if (offer === undefined) return;
  if (offer.isConsult) return refuseConsult(turn, offer, 'revoked');
  const { agent, item } = endOffer(turn, offer, 'revoked', { why });
  setFree(turn, agent, true);
  if (why !== 'item_gone') returnToLine(turn, item);
}

function endOffer(
  turn: Turn,
  offer: Offer,
  result: string,
  detail: Record<string, unknown> = {},
): { agent: AgentState; item: WorkItem } {
  turn.center.offers.delete(offer.id);
  turn.center.recorder.row('offer', offer.id, null);
  const item = must(turn.center.item(offer.itemId), 'offered item');
  item.offerId = null;
  item.agentId = null;
  turn.saveItem(item);
  turn.note('offer.ended', aboutItem(item, offer.agentId), { offerId: offer.id, result, ...detail });
  return { agent: turn.center.agent(offer.agentId), item };
}

/** Puts an item whose agent fell away back at its place in the line. */
export function returnToLine(turn: Turn, item: WorkItem): void {
  item.agentId = null;
  if (item.kind === 'live_call') item.state = 'waiting';
  else if (item.state === 'offered') turn.move(item, 'decline', 'waiting', null);
  turn.saveItem(item);
  if (item.kind === 'callback' && item.state === 'waiting') standInLine(turn, item);
  else takeItsPlace(turn, item);
}
