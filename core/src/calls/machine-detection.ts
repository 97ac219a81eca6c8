import { failAttempt } from '../callback/attempts.ts';
import type { Callback } from '../callback/callback.ts';
import type { AttemptOutcome } from '../callback/vocabulary.ts';
import { must } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import { goOnWithCustomer } from './customer-first.ts';
import type { Leg } from './leg.ts';
import type { MachineKind, PhoneEvent } from './phone-events.ts';

/** Who keeps silent for so long is taken for a person, milliseconds: the phone system's verdict takes two or three seconds. */
export const DETECTION_MAX_MS = 8_000;
/** The longest a greeting, its beep and our message may take together, milliseconds. */
const MESSAGE_MAX_MS = 90_000;

/** How the attempt ends, by what was heard: a network that answers to say why it fails gets the outcome it would have by refusing (A2). */
const outcomeByMachine: Readonly<Record<MachineKind, AttemptOutcome>> = {
  voicemail: 'answered_machine',
  fax: 'fax',
  number_not_in_service: 'invalid_number',
  network_congested: 'network_failure',
  busy_tone: 'busy',
};

/**
 * Listens to who answered before anything is said, where the service asks for it (D7):
 *
 * | leg       | event                                      | becomes                                             |
 * |-----------|--------------------------------------------|-----------------------------------------------------|
 * | answered  | the service detects machines               | listening                                           |
 * | listening | a person is heard, a key, or 8 s of nothing| goes on as without: announcement, or the agent      |
 * | listening | a voicemail, to be hung up on              | over; attempt `answered_machine`                    |
 * | listening | a voicemail that gets a message            | attempt `answered_machine`; message after its beep  |
 * | listening | a fax, a tone of the network               | over; attempt by `outcomeByMachine`                 |
 * | listening | the customer hangs up                      | over; attempt `not_confirmed`                       |
 *
 * Silence is no machine. What follows an attempt, another try or the end, is the service's rule for its outcome (A3).
 * Gives true when it listens.
 */
export function detectMachine(turn: Turn, callback: Callback): boolean {
  if (!turn.center.service(callback.serviceId).machines.isDetected) return false;
  const leg = must(turn.center.legs.get(must(callback.customerLegId, 'leg')), 'leg');
  leg.isDetecting = true;
  leg.deadlineAt = turn.now + DETECTION_MAX_MS;
  turn.saveLeg(leg);
  turn.phone({ kind: 'detect_machine', legId: leg.id });
  return true;
}

/** Something was heard on a leg that is being listened to. */
export function heardWhileDetecting(turn: Turn, leg: Leg, event: PhoneEvent): void {
  if (event.kind === 'human_heard' || event.kind === 'digit') personHeard(turn, leg);
  else if (event.kind === 'machine_heard') {
    const callback = callbackOf(turn, leg);
    if (callback !== null) machineAnswered(turn, callback, event.machine);
  }
}

/** A person, or nobody known to be a machine: the call goes on. */
export function personHeard(turn: Turn, leg: Leg): void {
  leg.isDetecting = false;
  leg.deadlineAt = null;
  turn.saveLeg(leg);
  const callback = callbackOf(turn, leg);
  if (callback !== null) goOnWithCustomer(turn, callback);
}

function callbackOf(turn: Turn, leg: Leg): Callback | null {
  const callback = turn.center.callbacks.get(leg.itemId);
  return callback?.state === 'dialing' && callback.customerLegId === leg.id ? callback : null;
}

/** No person has the customer's line: the attempt ends, and a voicemail may get a message. The item must be out of the line. */
export function machineAnswered(turn: Turn, callback: Callback, machine: MachineKind): void {
  const { hasMessage } = turn.center.service(callback.serviceId).machines;
  // Its agent may stay on the line to redial: what they say is not for the machine.
  if (callback.call !== null) turn.phone({ kind: 'unbridge', bridgeId: callback.call.bridgeId });
  if (machine === 'voicemail' && hasMessage) leaveMessage(turn, callback);
  failAttempt(turn, callback, outcomeByMachine[machine]);
}

/** The leg serves the message only from now on, and is hung up after it. */
function leaveMessage(turn: Turn, callback: Callback): void {
  const leg = callback.customerLegId === null ? undefined : turn.center.legs.get(callback.customerLegId);
  if (leg === undefined || leg.hangUpAsked) return;
  callback.customerLegId = null;
  leg.isDetecting = false;
  leg.isLeaving = true;
  leg.goodbyePlayId = turn.nextId('play');
  leg.deadlineAt = turn.now + MESSAGE_MAX_MS;
  turn.saveLeg(leg);
  const serviceName = turn.center.service(callback.serviceId).name;
  const prompt = { name: 'voicemail_message', language: callback.language, values: { serviceName } } as const;
  turn.phone({ kind: 'leave_message', legId: leg.id, playId: leg.goodbyePlayId, prompt });
  turn.note('callback.message_left', callback);
}
