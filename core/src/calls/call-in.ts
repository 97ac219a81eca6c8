import { calendarOf } from '../callback/callable.ts';
import type { Callback } from '../callback/callback.ts';
import type { CallInDetails, CallInWish, Reply } from '../contact-center/commands.ts';
import type { CallInGroup, ServicePolicy } from '../contact-center/configuration.ts';
import { refuse, type Turn } from '../contact-center/turn.ts';
import { drawAccessCode } from './access-code.ts';
import { dueAtOf, type CallIn } from './call-in-request.ts';

/**
 * Gives a customer a number to call in on, with a code where the group uses codes, for a limited time (P3). A repeat for the same
 * number and service, or the same callback, finds the first while it is valid. A refusal changes nothing.
 */
export function requestCallIn(turn: Turn, wish: CallInWish): Reply {
  const service = turn.center.services.get(wish.serviceId);
  if (service === undefined) return refuse('unknown_service', `There is no service ${wish.serviceId}.`, 'serviceId');
  const callback = wish.callbackId === null ? null : (turn.center.callbacks.get(wish.callbackId) ?? undefined);
  if (callback === undefined)
    return refuse('unknown_callback', `There is no open callback ${wish.callbackId}.`, 'callbackId');
  if (service.isPaused) return refuse('service_paused', 'This service takes no requests at the moment.', 'serviceId');
  if (!calendarOf(turn.center, service.id).isOpen(turn.now)) return refuseClosed(turn, service);
  return giveNumber(turn, service, wish, callback);
}

function refuseClosed(turn: Turn, service: ServicePolicy): Reply {
  const opening = calendarOf(turn.center, service.id).nextOpening(turn.now);
  const detail = 'This service is closed now: nobody could take the call.';
  return refuse('service_closed', detail, 'serviceId', { alternatives: opening === null ? [] : [opening] });
}

/** The number and code for a customer, new or as given before. */
export function giveNumber(turn: Turn, service: ServicePolicy, wish: CallInWish, callback: Callback | null): Reply {
  const group = service.callInGroupId === null ? undefined : turn.center.callInGroups.get(service.callInGroupId);
  if (group === undefined)
    return refuse(
      'no_call_in_number',
      'This service has no numbers to call in on: give it a call-in group.',
      'serviceId',
    );
  const known = openRequestOf(turn, group, wish, callback);
  if (known !== null) return answer(known, false);
  const made = newCallIn(turn, group, service, wish, callback);
  if (made === null)
    return refuse('too_many_open', 'Every code of every number is in use. Try again later.', 'serviceId');
  turn.center.callIns.add(made);
  saveCallIn(turn, made);
  turn.note(
    'call_in.created',
    { serviceId: service.id, queueId: service.queueId, ...(callback === null ? {} : { id: callback.id }) },
    {
      callInId: made.id,
      groupId: group.id,
      expiresAt: made.expiresAt,
    },
  );
  return answer(made, true);
}

function answer(callIn: CallIn, isNew: boolean): Reply {
  const { id, serviceId, number, accessCode, expiresAt } = callIn;
  const details: CallInDetails = { id, serviceId, number, accessCode, expiresAt };
  return { ok: true, id, isNew, expiresAt, callIn: details };
}

function openRequestOf(turn: Turn, group: CallInGroup, wish: CallInWish, callback: Callback | null): CallIn | null {
  if (callback !== null) {
    const known = turn.center.callIns.ofCallback(callback.id);
    return known !== null && isUsable(turn, known) ? known : null;
  }
  const open = group.numbers.flatMap((number) => turn.center.callIns.ofNumber(number));
  const isSame = (one: CallIn): boolean =>
    one.phoneNumber === wish.phoneNumber && one.serviceId === wish.serviceId && one.callbackId === null;
  return open.find((one) => isSame(one) && isUsable(turn, one)) ?? null;
}

/** Can this request bring a caller in: not over, and what it is for is open still? */
export function isUsable(turn: Turn, callIn: CallIn): boolean {
  if (callIn.endedAt !== null || callIn.expiresAt <= turn.now) return false;
  return callIn.callbackId === null || turn.center.callbacks.has(callIn.callbackId);
}

function newCallIn(
  turn: Turn,
  group: CallInGroup,
  service: ServicePolicy,
  wish: CallInWish,
  callback: Callback | null,
): CallIn | null {
  const id = turn.nextId('ci');
  for (const number of numbersFor(turn, group, wish.phoneNumber)) {
    // Codes of requests that ended lately are not given again: their late callers must be told, not matched (P5).
    const taken = new Set(turn.center.callIns.ofNumber(number).flatMap(({ accessCode }) => accessCode ?? []));
    const accessCode = group.matchBy === 'caller_number' ? null : drawAccessCode(id, group.codeLength, taken);
    if (accessCode === null && group.matchBy !== 'caller_number') continue;
    return {
      id,
      groupId: group.id,
      serviceId: service.id,
      number,
      phoneNumber: wish.phoneNumber,
      accessCode,
      callbackId: callback?.id ?? null,
      context: { ...wish.context },
      createdAt: turn.now,
      expiresAt: turn.now + group.validForMs,
      itemId: null,
      endedAt: null,
      ending: null,
    };
  }
  return null;
}

/** The numbers of a group, best first: not one that this customer has for another matter, then the one with the fewest requests. */
function numbersFor(turn: Turn, group: CallInGroup, phoneNumber: string): readonly string[] {
  const { callIns } = turn.center;
  const cost = (number: string): number => {
    const isTheirs = callIns.ofNumber(number).some((one) => one.phoneNumber === phoneNumber && isUsable(turn, one));
    return callIns.countOf(number) + (isTheirs ? 1_000_000_000 : 0);
  };
  return group.numbers.toSorted((a, b) => cost(a) - cost(b));
}

/** Writes a request down, with the time it is looked at next. */
export function saveCallIn(turn: Turn, callIn: CallIn): void {
  turn.center.recorder.row('call_in', callIn.id, callIn);
  turn.due('call_in', callIn.id, dueAtOf(callIn));
}

/** The request brought this caller, or callback, in. */
export function bind(turn: Turn, callIn: CallIn, itemId: string): void {
  turn.center.callIns.bind(callIn, itemId);
  saveCallIn(turn, callIn);
}

/** Its caller talks with an agent: it has done its work. */
export function callInServed(turn: Turn, itemId: string): void {
  const callIn = turn.center.callIns.ofItem(itemId);
  if (callIn !== null && callIn.endedAt === null) end(turn, callIn, 'served');
}

function end(turn: Turn, callIn: CallIn, ending: NonNullable<CallIn['ending']>): void {
  callIn.endedAt = turn.now;
  callIn.ending = ending;
  saveCallIn(turn, callIn);
  turn.note('call_in.ended', { serviceId: callIn.serviceId }, { callInId: callIn.id, ending });
}

/** A request's time is over: it expires, or is forgotten (P6). */
export function callInDue(turn: Turn, callIn: CallIn): void {
  if (callIn.endedAt === null) return end(turn, callIn, 'expired');
  turn.center.callIns.delete(callIn);
  turn.center.recorder.row('call_in', callIn.id, null);
}
