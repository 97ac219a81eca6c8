import type { Callback } from '../callback/callback.ts';
import { calendarOf } from '../callback/callable.ts';
import { takeItsPlace } from '../callback/entering.ts';
import type { CallInGroup, ServicePolicy } from '../contact-center/configuration.ts';
import { done, type Turn } from '../contact-center/turn.ts';
import type { Reply } from '../contact-center/commands.ts';
import { ask, closeMenu, typeDigit } from './asking.ts';
import { bind, isUsable } from './call-in.ts';
import type { CallIn } from './call-in-request.ts';
import { addCallersLeg, closeLiveCall, joinLine, newLiveCall, planInvitation, type InboundCall } from './in-queue.ts';
import { itemPrompt } from './item-prompt.ts';
import type { Leg } from './leg.ts';
import { countCustomerLeg, sayGoodbye } from './legs.ts';
import type { LiveCall } from './live-call.ts';
import type { Menu } from './menu.ts';
import { speakAndWait, wrongKey } from './menu-keys.ts';
import { adoptPlace, isAwayFromUs, takeBack } from './recognised.ts';
import { countWrongCode, isCallerBarred, isGroupGuarded } from './wrong-codes.ts';

/**
 * A call to a number of a call-in group (P3 to P6). The caller is `identifying`, in no line, until the request is found.
 *
 * | asked             | key or silence                        | next                                                     |
 * |-------------------|---------------------------------------|----------------------------------------------------------|
 * | -                 | number known, group goes by numbers   | the request's caller, see below                          |
 * | -                 | group has codes                       | `call_in_code`                                           |
 * | -                 | no codes, request of theirs is over   | `call_in_expired`                                        |
 * | -                 | no codes, nothing known               | `call_in_unknown`                                        |
 * | `call_in_code`    | code, # (or a pause)                  | right: the request's caller; over: `call_in_expired`     |
 * | `call_in_code`    | wrong code                            | `call_in_wrong_code`, up to the group's tries; then `call_in_unknown` |
 * | -                 | too many wrong codes of late (`wrong-codes.ts`) | `call_in_unknown`, no code is asked for      |
 * | `call_in_code`    | nothing, twice                        | `call_in_unknown`                                        |
 * | `call_in_expired`, `call_in_unknown` | 1                  | the line of the service, like any caller                   |
 * | `call_in_expired`, `call_in_unknown` | nothing, twice     | goodbye; closed, `refused`                               |
 * | any of them       | hangs up                              | closed, `hung_up`; the request can be used again         |
 *
 * | the request is for               | its caller                                                                    |
 * |----------------------------------|-------------------------------------------------------------------------------|
 * | no callback                      | joins the line like any caller; the invitation applies                          |
 * | a callback in `awaiting_call`    | the callback is `holding`, at its place                                       |
 * | another pending callback         | waits at its place; the callback is superseded when they are connected        |
 * | a callback that is closed        | `call_in_expired`                                                             |
 */
export function callInCame(
  turn: Turn,
  event: InboundCall,
  group: CallInGroup,
  ownService: ServicePolicy | null,
): Reply | null {
  const known = knownByNumber(turn, group, event);
  // A number that is also the ordinary one of a service: only who is known by it is called in, all others are callers.
  if (known === null && ownService !== null) return null;
  const service = known === null ? serviceOfGroup(turn, group) : turn.center.service(known.serviceId);
  if (service === null) return null;
  const call = newLiveCall(turn, service, event);
  const leg = addCallersLeg(turn, call, event);
  turn.phone({ kind: 'answer', legId: event.legId });
  if (known !== null) bringIn(turn, leg, call, known);
  else if (group.matchBy !== 'caller_number') askForCode(turn, leg, call);
  else
    refuseCaller(
      turn,
      leg,
      call,
      overOf(turn, call, (one) => one.phoneNumber === call.fromNumber),
    );
  return done(call.id, true);
}

function askForCode(turn: Turn, leg: Leg, call: LiveCall): void {
  if (isCallerBarred(turn, call.fromNumber)) refuseCaller(turn, leg, call, null, 'too_many_wrong_codes');
  else ask(turn, leg, call, { step: 'call_in_code' });
}

/** The call-in group of a number that was called, or null. */
export function callInGroupOf(turn: Turn, number: string): CallInGroup | null {
  for (const group of turn.center.callInGroups.values()) if (group.numbers.includes(number)) return group;
  return null;
}

/** Callers whom nobody knows are offered the line of the first service that uses the group. */
function serviceOfGroup(turn: Turn, group: CallInGroup): ServicePolicy | null {
  for (const service of turn.center.services.values()) if (service.callInGroupId === group.id) return service;
  return null;
}

function knownByNumber(turn: Turn, group: CallInGroup, event: InboundCall): CallIn | null {
  if (group.matchBy === 'access_code' || group.matchBy === 'both') return null;
  return findUsable(turn, event.to, (one) => one.phoneNumber === event.from);
}

/** A request whose caller of before is still on the line is nobody else's. */
function findUsable(turn: Turn, number: string, isTheirs: (one: CallIn) => boolean): CallIn | null {
  const isFree = (one: CallIn): boolean => one.itemId === null || !isHere(turn, one.itemId);
  return (
    turn.center.callIns.ofNumber(number).find((one) => isTheirs(one) && isUsable(turn, one) && isFree(one)) ?? null
  );
}

function isHere(turn: Turn, itemId: string): boolean {
  return (turn.center.item(itemId)?.customerLegId ?? null) !== null;
}

function overOf(turn: Turn, call: LiveCall, isTheirs: (one: CallIn) => boolean): CallIn | null {
  const requests = turn.center.callIns.ofNumber(call.toNumber);
  return requests.findLast((one) => isTheirs(one) && !isUsable(turn, one)) ?? null;
}

/** A key while a code is typed. */
export function codeTyped(turn: Turn, leg: Leg, call: LiveCall, menu: Menu, digit: string): void {
  if (digit === '#') codeComplete(turn, leg, call, menu);
  else typeDigit(turn, leg, menu, digit);
}

/** The code was ended by `#`, or by a pause. */
export function codeComplete(turn: Turn, leg: Leg, call: LiveCall, menu: Menu): void {
  const group = callInGroupOf(turn, call.toNumber);
  if (group === null) return refuseCaller(turn, leg, call, null);
  const isOwnNumberNeeded = group.matchBy === 'both' || isGroupGuarded(turn, group);
  const isTheirs = (one: CallIn): boolean =>
    one.accessCode === menu.typed && (!isOwnNumberNeeded || one.phoneNumber === call.fromNumber);
  const found = findUsable(turn, call.toNumber, isTheirs);
  const over = found === null ? overOf(turn, call, isTheirs) : null;
  if (found !== null) bringIn(turn, leg, call, found);
  else if (over !== null) refuseCaller(turn, leg, call, over);
  else wrongCode(turn, leg, call, group, menu.wrongCount + 1);
}

/** Asked again, or, after so many of this call or of late, offered the line (P5). */
function wrongCode(turn: Turn, leg: Leg, call: LiveCall, group: CallInGroup, wrongCount: number): void {
  countWrongCode(turn, call, group);
  if (isCallerBarred(turn, call.fromNumber)) refuseCaller(turn, leg, call, null, 'too_many_wrong_codes');
  else if (wrongCount >= group.codeTriesMax) refuseCaller(turn, leg, call, null);
  else ask(turn, leg, call, { step: 'call_in_code', wrongCount });
}

/** Null: nothing is known of them, or their request is over. */
type RefusalReason = 'too_many_wrong_codes' | null;

/** The caller hears that their request is over, or not found, and is offered the line (P6). */
function refuseCaller(turn: Turn, leg: Leg, call: LiveCall, over: CallIn | null, why: RefusalReason = null): void {
  const reason = why ?? (over === null ? 'unknown' : 'over');
  turn.note('call_in.refused', call, { callInId: over?.id ?? null, reason });
  ask(turn, leg, call, { step: over === null ? 'call_in_unknown' : 'call_in_expired' });
}

/** A key at the offer of the line. */
export function refusalPressed(turn: Turn, leg: Leg, call: LiveCall, menu: Menu, digit: string): void {
  if (digit !== '1') return wrongKey(turn, leg, call, menu);
  closeMenu(turn, leg);
  joinLine(turn, leg, call);
}

/** Nothing was pressed: without a code the line is offered, and who does not want it is let go. */
export function callInUnanswered(turn: Turn, leg: Leg, call: LiveCall): void {
  if (leg.menu?.step === 'call_in_code') return refuseCaller(turn, leg, call, null);
  const prompt = itemPrompt(turn, call, 'call_in_goodbye');
  closeLiveCall(turn, call, 'refused');
  sayGoodbye(turn, leg.id, prompt);
}

function bringIn(turn: Turn, leg: Leg, call: LiveCall, callIn: CallIn): void {
  closeMenu(turn, leg);
  beOfService(call, turn.center.service(callIn.serviceId));
  bind(turn, callIn, call.id);
  leg.otherNumber = callIn.phoneNumber === leg.address ? null : callIn.phoneNumber;
  countCustomerLeg(turn, leg);
  turn.saveLeg(leg);
  turn.saveDetails({ callbackId: call.id, name: null, email: null, context: callIn.context, note: null });
  turn.note('call_in.matched', call, { callInId: callIn.id });
  const callback = callIn.callbackId === null ? undefined : turn.center.callbacks.get(callIn.callbackId);
  const isOpen = calendarOf(turn.center, callIn.serviceId).isOpen(turn.now);
  if (callback === undefined || !isOpen || !isAwayFromUs(callback)) joinLine(turn, leg, call);
  else if (callback.state === 'awaiting_call') becomeTheCallback(turn, leg, call, callback, callIn);
  else waitAtItsPlace(turn, leg, call, callback);
}

function beOfService(call: LiveCall, service: ServicePolicy): void {
  call.serviceId = service.id;
  call.queueId = service.queueId;
  call.priority = service.priority.initial;
  call.language = service.language;
}

/** The callback's customer is there: it holds the line as after any answer (P4, D5). */
function becomeTheCallback(turn: Turn, leg: Leg, call: LiveCall, callback: Callback, callIn: CallIn): void {
  const { holdCapMs } = turn.center.service(callback.serviceId);
  call.callbackId = callback.id;
  call.customerLegId = null;
  closeLiveCall(turn, call, 'took_callback');
  leg.itemId = callback.id;
  turn.saveLeg(leg);
  callback.customerLegId = leg.id;
  bind(turn, callIn, callback.id);
  turn.move(callback, 'call_in', 'holding', turn.now + holdCapMs);
  turn.note('callback.called_in', callback, { callInId: callIn.id });
  speakAndWait(turn, leg, itemPrompt(turn, callback, 'place_kept'));
  takeItsPlace(turn, callback);
}

function waitAtItsPlace(turn: Turn, leg: Leg, call: LiveCall, callback: Callback): void {
  turn.note('callback.customer_called_in', callback, { liveCallId: call.id });
  takeBack(turn, callback);
  call.state = 'waiting';
  adoptPlace(turn, call, callback);
  takeItsPlace(turn, call);
  turn.note('live_call.queued', call, { arrivalAt: call.arrivalAt });
  planInvitation(turn, call);
  speakAndWait(turn, leg, itemPrompt(turn, call, 'place_kept'));
}
