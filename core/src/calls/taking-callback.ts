import { reschedule } from '../callback/actions.ts';
import { takeItsPlace } from '../callback/entering.ts';
import { requestCallback } from '../callback/request.ts';
import { must } from '../contact-center/center.ts';
import type { Reply } from '../contact-center/commands.ts';
import { refuse, type Turn } from '../contact-center/turn.ts';
import type { Instant } from '../time.ts';
import { ask, typeDigit } from './asking.ts';
import { offerTimes } from './choosing-time.ts';
import { closeLiveCall } from './in-queue.ts';
import { itemPrompt } from './item-prompt.ts';
import type { Leg } from './leg.ts';
import { sayGoodbye } from './legs.ts';
import type { LiveCall } from './live-call.ts';
import { NUMBER_RETRIES_MAX, type Menu } from './menu.ts';
import { menuUnanswered, wrongKey } from './menu-keys.ts';
import { zoneOf } from './spoken-times.ts';
import { countryOfCallers, ringableNumber } from './typed-number.ts';

/**
 * A caller takes the invitation (R1). They keep their place in the line until the callback is stored:
 *
 * | asked                 | key or silence                 | next                                                     |
 * |-----------------------|--------------------------------|----------------------------------------------------------|
 * | -                     | 1, own number can be rung      | `number_confirmation`; without it, where the service does not ask, the callback |
 * | -                     | 1, number withheld or refused  | `number_entry`                                           |
 * | `number_confirmation` | 1                              | the callback at the caller's place, confirmation, hang up |
 * | `number_confirmation` | 2                              | `number_entry`                                           |
 * | `number_confirmation` | 3, when there are free times   | `time_choices`                                           |
 * | `number_entry`        | digits, # (or a pause)         | allowed number: `number_confirmation` of it              |
 * | `number_entry`        | the same, number not allowed   | `number_invalid`, at most twice; then back in the line   |
 * | `number_entry`        | *                              | typed anew                                               |
 * | `time_choices`        | 1, 2, 3                        | the callback at that time; taken meanwhile: others       |
 * | `time_choices`        | #                              | the next three                                           |
 * | any of them           | nothing, or a wrong key, twice | back in the line, at the same place                      |
 * | any of them           | hangs up                       | closed, `hung_up`: nothing was confirmed                 |
 * | any of them           | an agent accepts the caller    | "connecting you"; the menu is over                       |
 */
export function beginTaking(turn: Turn, call: LiveCall, leg: Leg): void {
  const service = turn.center.service(call.serviceId);
  const ownNumber = ringableNumber(turn.center, service, call.fromNumber, null);
  if (ownNumber === null) ask(turn, leg, call, { step: 'number_entry' });
  else if (service.invitation.isNumberConfirmed)
    ask(turn, leg, call, { step: 'number_confirmation', phoneNumber: ownNumber });
  else takeCallback(turn, call, ownNumber, null);
}

/** A key at the question whether the number is right. */
export function confirmationPressed(turn: Turn, leg: Leg, call: LiveCall, menu: Menu, digit: string): void {
  const phoneNumber = must(menu.phoneNumber, 'number to confirm');
  if (digit === '1') {
    if (!takeCallback(turn, call, phoneNumber, null).ok) menuUnanswered(turn, leg, call, menu);
  } else if (digit === '2') ask(turn, leg, call, { step: 'number_entry', wrongCount: 0 });
  else if (digit !== '3' || !offerTimes(turn, leg, call, {}, turn.now)) wrongKey(turn, leg, call, menu);
}

/** A key while a number is typed. */
export function numberTyped(turn: Turn, leg: Leg, call: LiveCall, menu: Menu, digit: string): void {
  if (digit === '#') numberComplete(turn, leg, call, menu);
  else typeDigit(turn, leg, menu, digit);
}

/** The number was ended by `#`, or by a pause. */
export function numberComplete(turn: Turn, leg: Leg, call: LiveCall, menu: Menu): void {
  const service = turn.center.service(call.serviceId);
  const phoneNumber = ringableNumber(turn.center, service, menu.typed, countryOfCallers(call.toNumber));
  if (phoneNumber !== null) ask(turn, leg, call, { step: 'number_confirmation', phoneNumber });
  else if (menu.wrongCount < NUMBER_RETRIES_MAX)
    ask(turn, leg, call, { step: 'number_entry', wrongCount: menu.wrongCount + 1 });
  else menuUnanswered(turn, leg, call, menu);
}

/**
 * Makes the callback at the caller's place, or at the time they chose, and says goodbye. Refused (paused, too many open, no
 * place left in the slot), nothing changes: the caller keeps the line and hears nothing untrue.
 */
export function takeCallback(turn: Turn, call: LiveCall, phoneNumber: string, scheduledFor: Instant | null): Reply {
  const wasInLine = turn.unplace(call);
  const reply = requestFor(turn, call, phoneNumber, scheduledFor);
  if (reply.ok) leaveForCallback(turn, call, reply.id, phoneNumber, scheduledFor);
  else if (wasInLine) takeItsPlace(turn, call);
  return reply;
}

function requestFor(turn: Turn, call: LiveCall, phoneNumber: string, scheduledFor: Instant | null): Reply {
  const reply = requestCallback(
    turn,
    {
      serviceId: call.serviceId,
      phoneNumber,
      scheduledFor,
      medium: null,
      channel: 'ivr',
      delivery: null,
      preferredAgentId: null,
      externalId: null,
      slotHoldId: null,
      subjectId: call.subjectId,
      language: call.language,
      timeZone: null,
      name: null,
      email: null,
      context: {},
    },
    { arrivalAt: call.arrivalAt, sequence: call.sequence, priority: call.priority, liveCallId: call.id },
  );
  if (!reply.ok || reply.isNew || scheduledFor === null || reply.id === null) return reply;
  // It was open already. Its own customer may move it; whoever only typed the number may not.
  return phoneNumber === call.fromNumber
    ? reschedule(turn, { kind: 'reschedule_callback', callbackId: reply.id, scheduledFor, slotHoldId: null })
    : refuse('number_has_open_callback', 'A callback to this number is open already.', 'phoneNumber');
}

function leaveForCallback(
  turn: Turn,
  call: LiveCall,
  callbackId: string | null,
  phoneNumber: string,
  startsAt: Instant | null,
): void {
  call.callbackId = callbackId;
  const legId = must(call.customerLegId, 'leg');
  const prompt =
    startsAt === null
      ? itemPrompt(turn, call, 'invitation_confirmed', { phoneNumber })
      : itemPrompt(turn, call, 'scheduled_confirmed', {
          phoneNumber,
          startsAt,
          timeZone: zoneOf(turn, call.serviceId),
        });
  closeLiveCall(turn, call, 'took_callback');
  sayGoodbye(turn, legId, prompt);
}
