import { missWork, occupy } from '../agents/presence.ts';
import type { AgentState } from '../agents/agent-state.ts';
import { consultAccepted, endConsult } from '../calls/consult.ts';
import { must } from '../contact-center/center.ts';
import { aboutItem, type Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import { clearEarmark } from './earmarks.ts';
import type { Offer } from './offer.ts';
import { acceptOffer } from './offers.ts';

/** Shows a conversation to an agent who is asked by the one who has it (D11). The item stays with the first agent. */
export function offerConsult(turn: Turn, agent: AgentState, item: WorkItem): void {
  clearEarmark(turn, agent);
  const offer: Offer = {
    id: turn.nextId('off'),
    agentId: agent.id,
    itemId: item.id,
    offeredAt: turn.now,
    expiresAt: turn.now + turn.center.service(item.serviceId).offerTimeoutMs,
    isConsult: true,
  };
  turn.center.offers.set(offer.id, offer);
  turn.center.recorder.row('offer', offer.id, offer);
  turn.due('offer', offer.id, offer.expiresAt);
  const call = must(item.call, 'call');
  call.consult = { ...must(call.consult, 'agent who is asked'), offerId: offer.id };
  turn.saveItem(item);
  occupy(turn, agent, 'offered', item.id, offer.id);
  turn.note('offer.made', aboutItem(item, agent.id), { offerId: offer.id, expiresAt: offer.expiresAt });
  if (turn.center.profiles.get(agent.id)?.endpoint.isAutoAccept === true) acceptOffer(turn, offer.id);
}

/** The agent who is asked accepts. */
export function acceptConsult(turn: Turn, offer: Offer): void {
  const item = forget(turn, offer, 'accepted');
  const agent = turn.center.agent(offer.agentId);
  occupy(turn, agent, 'on_item', item.id, null);
  consultAccepted(turn, item, agent);
}

/** The agent who is asked declines, lets it pass, or leaves. */
export function refuseConsult(turn: Turn, offer: Offer, result: 'declined' | 'timed_out' | 'revoked'): void {
  const item = forget(turn, offer, result);
  endConsult(turn, item, 'refused');
  const agent = turn.center.agent(offer.agentId);
  if (result !== 'timed_out') return;
  missWork(turn, agent, turn.center.service(item.serviceId).offerTimeoutPresence, 'missed_offer');
}

/** Takes the offer back from an agent who is not asked any more. The caller sets them free. */
export function takeOfferBack(turn: Turn, item: WorkItem, offerId: string): void {
  const offer = turn.center.offers.get(offerId);
  if (offer !== undefined && offer.itemId === item.id) forget(turn, offer, 'revoked');
}

function forget(turn: Turn, offer: Offer, result: string): WorkItem {
  turn.center.offers.delete(offer.id);
  turn.center.recorder.row('offer', offer.id, null);
  const item = must(turn.center.item(offer.itemId), 'item of an agent who is asked');
  const asked = item.call?.consult ?? null;
  if (item.call !== null && asked?.offerId === offer.id) item.call.consult = { ...asked, offerId: null };
  turn.saveItem(item);
  turn.note('offer.ended', aboutItem(item, offer.agentId), { offerId: offer.id, result });
  return item;
}
