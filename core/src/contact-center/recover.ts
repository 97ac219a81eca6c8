import { handlePhoneEvent } from '../calls/phone-handler.ts';
import { failAttempt } from '../callback/attempts.ts';
import type { AttemptOutcome } from '../callback/vocabulary.ts';
import { withdrawOffer } from '../routing/offers.ts';
import type { Leg } from '../calls/leg.ts';
import type { LivingLeg } from '../calls/phone-events.ts';
import { forgetLeg } from '../calls/legs.ts';
import { consultLegLost, isConsulted } from '../calls/consult.ts';
import { finishCall, releaseRungAgent } from '../calls/connecting.ts';
import type { Reply } from './commands.ts';
import { closeWhatWasMissed } from './timers.ts';
import { done, type Turn } from './turn.ts';

/**
 * After a start: every leg that the rows say may exist is looked up in the phone system (DESIGN 3, effects). One that is
 * there goes on, and one that was picked up meanwhile as if that had just been told. One that is not was lost while we were
 * away: a dial that was asked for counts as an attempt of unknown outcome and is not repeated to find out; a conversation is
 * over; a caller has left.
 */
export function recover(turn: Turn, livingLegs: readonly LivingLeg[]): Reply {
  const alive = new Set(livingLegs.map(({ legId }) => legId));
  const gone = Array.from(turn.center.legs.values()).filter((leg) => !alive.has(leg.id));
  // Customers first: what became of the customer decides what the agent's lost leg means.
  for (const leg of gone) if (leg.role === 'customer') legIsGone(turn, leg);
  // An agent who was asked before the one who asked them: nobody is handed to a leg that is gone.
  const agentLegs = gone.filter(({ role }) => role === 'agent');
  const isAsked = (leg: Leg): boolean => {
    const item = turn.center.item(leg.itemId);
    return item !== null && isConsulted(item, leg.id);
  };
  const asked = agentLegs.filter(isAsked);
  for (const leg of [...asked, ...agentLegs.filter((one) => !asked.includes(one))]) agentLegIsGone(turn, leg);
  for (const { legId } of livingLegs) if (!turn.center.legs.has(legId)) turn.phone({ kind: 'hang_up', legId });
  takeMissedAnswers(turn, livingLegs);
  closeWhatWasMissed(turn);
  return done();
}

/**
 * Who picked up while nobody was listening hears from us at once, in the order in which they were rung. Legs that are gone were
 * seen to before, so that nobody is brought together with one of them. A report that comes after this changes nothing more.
 */
function takeMissedAnswers(turn: Turn, livingLegs: readonly LivingLeg[]): void {
  const missed = livingLegs.flatMap(({ legId, isAnswered }) => {
    const leg = turn.center.legs.get(legId);
    return isAnswered && leg !== undefined && leg.state !== 'answered' ? [leg] : [];
  });
  missed.sort((a, b) => a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1));
  for (const { id } of missed) handlePhoneEvent(turn, { kind: 'answered', legId: id });
}

/**
 * A dial that certainly never reached the phone system. Unlike one of which nothing is known it ends as a failure of the network,
 * ours: by that rule it may be made again, as another attempt, because this one can ring no more (A1, A3, invariant I2).
 */
export function dialNotMade(turn: Turn, legId: string): Reply {
  const leg = turn.center.legs.get(legId);
  if (leg === undefined) return done();
  if (leg.role === 'agent') agentLegIsGone(turn, leg);
  else legIsGone(turn, leg, 'network_failure');
  return done(leg.itemId);
}

function legIsGone(turn: Turn, leg: Leg, outcome: AttemptOutcome = 'unknown'): void {
  const item = turn.center.item(leg.itemId);
  const isOurs = item !== null && !leg.hangUpAsked && !leg.isLeaving;
  if (!isOurs || item.kind === 'live_call') {
    handlePhoneEvent(turn, {
      kind: 'ended',
      legId: leg.id,
      end: { sipStatus: null, q850Cause: null, endedBy: 'network' },
    });
    return;
  }
  forgetLeg(turn, leg);
  if (item.customerLegId !== leg.id) return;
  item.customerLegId = null;
  if (item.state === 'connected') finishCall(turn, item, 'network');
  else if (item.state === 'dialing' || item.state === 'confirming') failAttempt(turn, item, outcome);
  else if (item.state === 'holding') {
    turn.unplace(item);
    if (item.offerId !== null) withdrawOffer(turn, item.offerId, 'item_gone');
    failAttempt(turn, item, 'unknown');
  }
}

/** The agent did nothing wrong: their presence stays, and the item goes on at its place. */
function agentLegIsGone(turn: Turn, leg: Leg): void {
  const item = turn.center.item(leg.itemId);
  if (item !== null && isConsulted(item, leg.id)) {
    forgetLeg(turn, leg);
    consultLegLost(turn, item);
    return;
  }
  const isWaitedFor =
    item !== null &&
    item.agentLegId === leg.id &&
    item.agentId !== null &&
    item.state !== 'connected' &&
    item.state !== 'previewing';
  if (!isWaitedFor) {
    handlePhoneEvent(turn, {
      kind: 'ended',
      legId: leg.id,
      end: { sipStatus: null, q850Cause: null, endedBy: 'network' },
    });
    return;
  }
  forgetLeg(turn, leg);
  releaseRungAgent(turn, item);
}
