import type { Turn } from '../contact-center/turn.ts';
import type { Prompt } from '../effects.ts';
import type { WorkItem } from '../queue/line.ts';
import type { Leg } from './leg.ts';

/** Makes a leg we are about to dial. The row is committed before the phone system hears of it. */
export function newLeg(
  turn: Turn,
  item: WorkItem,
  parts: Pick<Leg, 'role' | 'address' | 'agentId' | 'attemptId' | 'deadlineAt'>,
): Leg {
  return addLeg(turn, {
    id: turn.nextId('leg'),
    direction: 'outbound',
    itemId: item.id,
    state: 'asked',
    askedAt: turn.now,
    answeredAt: null,
    ...parts,
  });
}

/** What is true of no leg at its beginning. */
const UNTOUCHED = {
  hangUpAsked: false,
  isOver: false,
  isLeaving: false,
  goodbyePlayId: null,
  isRecordingTold: false,
  noticePlayId: null,
  confirmPlayId: null,
  isDetecting: false,
  menu: null,
  otherNumber: null,
};

/** Takes a leg in, dialled or come in. */
export function addLeg(turn: Turn, parts: Omit<Leg, keyof typeof UNTOUCHED>): Leg {
  const leg: Leg = { ...parts, ...UNTOUCHED };
  turn.center.legs.set(leg.id, leg);
  countCustomerLeg(turn, leg);
  turn.saveLeg(leg);
  return leg;
}

/**
 * Asks the phone system to hang a leg up and forgets what it was for. Until its end is reported the customer counts as on the
 * line: the next attempt must not ring while this one still does (invariant I2).
 */
export function endLeg(turn: Turn, legId: string): void {
  const leg = turn.center.legs.get(legId);
  if (leg === undefined || leg.hangUpAsked) return;
  leg.hangUpAsked = true;
  leg.menu = null;
  leg.deadlineAt = turn.now + HANG_UP_GRACE_MS;
  turn.saveLeg(leg);
  turn.phone({ kind: 'hang_up', legId });
}

/** Speaks a last sentence on a leg that serves nothing any more, and hangs up after it. */
export function sayGoodbye(turn: Turn, legId: string, prompt: Prompt): void {
  const leg = turn.center.legs.get(legId);
  if (leg === undefined || leg.hangUpAsked) return;
  leg.isLeaving = true;
  leg.menu = null;
  leg.goodbyePlayId = turn.nextId('play');
  leg.deadlineAt = turn.now + GOODBYE_MAX_MS;
  turn.saveLeg(leg);
  turn.phone({ kind: 'play', legId, playId: leg.goodbyePlayId, prompt });
}

/** The longest a last sentence may take before the leg is hung up all the same, milliseconds. */
const GOODBYE_MAX_MS = 20_000;

/** How long the phone system may take to confirm a hang-up before the leg is forgotten, milliseconds. */
const HANG_UP_GRACE_MS = 30_000;

/** Keeps a leg that is over for a while: a call that came in may be reported again, and must not make a second caller. */
export function keepEndedLeg(turn: Turn, leg: Leg): void {
  if (leg.isOver) return;
  leg.isOver = true;
  leg.hangUpAsked = true;
  leg.menu = null;
  leg.deadlineAt = turn.now + HANG_UP_GRACE_MS;
  uncountCustomerLeg(turn, leg);
  turn.saveLeg(leg);
}

/** Removes a leg that is over. */
export function forgetLeg(turn: Turn, leg: Leg): void {
  turn.center.legs.delete(leg.id);
  turn.center.recorder.row('leg', leg.id, null);
  uncountCustomerLeg(turn, leg);
}

/** Counts a customer's leg: while it is up nobody rings their numbers again (invariants I2, I10). */
export function countCustomerLeg(turn: Turn, leg: Leg): void {
  if (leg.role !== 'customer' || leg.isOver) return;
  const { customerLegsByNumber } = turn.center;
  for (const number of numbersOf(leg)) {
    const known = customerLegsByNumber.get(number);
    if (known === undefined) customerLegsByNumber.set(number, new Set([leg.id]));
    else known.add(leg.id);
  }
}

function numbersOf(leg: Leg): readonly string[] {
  return leg.otherNumber === null ? [leg.address] : [leg.address, leg.otherNumber];
}

/** The customer is off that line; their callbacks, passed over meanwhile, are matched again. */
function uncountCustomerLeg(turn: Turn, leg: Leg): void {
  const { center } = turn;
  for (const number of numbersOf(leg)) {
    const known = center.customerLegsByNumber.get(number);
    if (known === undefined || !known.delete(leg.id) || known.size > 0) continue;
    center.customerLegsByNumber.delete(number);
    for (const callback of center.openByNumber.ofNumber(number)) center.itemsToMatch.add(callback.id);
  }
}
