/**
 * The sentences that can be spoken, with the facts in their `values`. Every sentence may name `serviceName`. Facts that are
 * not known are null; what is either so or not is 1 or 0; times are epoch milliseconds and are spoken in `timeZone` (IANA),
 * as today or tomorrow where `nowAt` tells when it is said.
 *
 * | name                    | says                                                              | values                               |
 * |-------------------------|-------------------------------------------------------------------|--------------------------------------|
 * | `callback_announcement` | we call you back, recorded or not: 1 connects, 2 later, 3 another time, 9 never | serviceName, hasTimes, isRecorded |
 * | `connecting`            | we connect you now                                                | serviceName                          |
 * | `no_agent_apology`      | sorry, nobody came; we call again                                 | serviceName                          |
 * | `cancelled_goodbye`     | your callback is cancelled                                        | serviceName                          |
 * | `snooze_goodbye`        | we call you later                                                 | serviceName, delayMs                 |
 * | `reschedule_goodbye`    | we send you a link                                                | serviceName                          |
 * | `queue_greeting`        | welcome, the wait is so long, you are number so many in the line  | serviceName, lowMs, highMs, position |
 * | `queue_invitation`      | the wait is so long; 1 keeps the place and hangs up               | serviceName, lowMs, highMs           |
 * | `number_confirmation`   | we will call this number: 1 right, 2 another one, 3 choose a time | phoneNumber, hasTimes                |
 * | `number_entry`          | type your number with area code, then #                           | -                                    |
 * | `number_invalid`        | this number we cannot call; type it again, then #                 | -                                    |
 * | `time_choices`          | 1 the first, 2 the second, 3 the third time, # for more           | slot1StartsAt, slot2StartsAt, slot3StartsAt, timeZone, hasMore, wasTaken |
 * | `invitation_confirmed`  | we call you back on this number, you keep your place, goodbye     | phoneNumber                          |
 * | `scheduled_confirmed`   | we call you on this number at that time, goodbye                  | phoneNumber, startsAt, timeZone      |
 * | `still_in_line`         | you keep your place in the line, please hold                      | lowMs, highMs                        |
 * | `recognised_caller`     | you asked us to call: 1 wait here, 2 move the time, 3 cancel      | serviceName, scheduledFor, timeZone, lowMs, highMs, hasTimes, isOtherService |
 * | `recognised_closed`     | we are closed; you asked us to call then: 2 move the time, 3 cancel | serviceName, scheduledFor, opensAt, timeZone, hasTimes |
 * | `place_kept`            | you have the place of your callback, please hold                  | serviceName, lowMs, highMs           |
 * | `call_in_code`          | type your code, then #                                            | -                                    |
 * | `call_in_wrong_code`    | this code is not right; type it again, then #                     | -                                    |
 * | `call_in_expired`       | your request is over; 1 waits in the line                         | serviceName                          |
 * | `call_in_unknown`       | we do not find a request of yours; 1 waits in the line            | serviceName                          |
 * | `call_in_goodbye`       | goodbye                                                           | -                                    |
 * | `recording_notice`      | this call is recorded                                             | -                                    |
 * | `agent_confirmation`    | to an agent on any telephone: 1 takes the call                    | serviceName                          |
 * | `voicemail_message`     | we called you back and will try again                             | serviceName                          |
 * | `closed`                | we are closed, and when we open again                             | serviceName, opensAt, timeZone       |
 */
export const promptNames = [
  'callback_announcement',
  'connecting',
  'no_agent_apology',
  'cancelled_goodbye',
  'snooze_goodbye',
  'reschedule_goodbye',
  'queue_greeting',
  'queue_invitation',
  'number_confirmation',
  'number_entry',
  'number_invalid',
  'time_choices',
  'invitation_confirmed',
  'scheduled_confirmed',
  'still_in_line',
  'recognised_caller',
  'recognised_closed',
  'place_kept',
  'call_in_code',
  'call_in_wrong_code',
  'call_in_expired',
  'call_in_unknown',
  'call_in_goodbye',
  'recording_notice',
  'agent_confirmation',
  'voicemail_message',
  'closed',
] as const;
/** Name of a sentence that can be spoken. */
export type PromptName = (typeof promptNames)[number];

/** A sentence to be spoken. The driver finds or makes the audio; the simulated phone shows the text. */
export interface Prompt {
  readonly name: PromptName;
  readonly language: string;
  /** Facts spoken in the sentence: wait in ms, position, name of the service ... See `promptNames`. */
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** Who is to be rung by a dial. */
export type DialTarget =
  | { readonly kind: 'number'; readonly phoneNumber: string }
  | { readonly kind: 'agent'; readonly agentId: string; readonly endpointType: string; readonly address: string };

/** Everything core can ask of the phone system. Each is safe to repeat: legs, plays and bridges carry ids made by core. */
export type PhoneEffect =
  | {
      readonly kind: 'dial';
      readonly legId: string;
      readonly target: DialTarget;
      readonly callerId: string | null;
      readonly ringMs: number;
    }
  | { readonly kind: 'answer'; readonly legId: string }
  | { readonly kind: 'hang_up'; readonly legId: string }
  /** Speaks, and stops by itself at the first digit. Ends hold music on that leg. */
  | { readonly kind: 'play'; readonly legId: string; readonly playId: string; readonly prompt: Prompt }
  | { readonly kind: 'hold_music'; readonly legId: string; readonly isOn: boolean }
  | { readonly kind: 'bridge'; readonly bridgeId: string; readonly legIds: readonly string[] }
  | { readonly kind: 'unbridge'; readonly bridgeId: string }
  | { readonly kind: 'mute'; readonly legId: string; readonly isOn: boolean }
  /** Finds out who answered: `human_heard` or `machine_heard` is reported. */
  | { readonly kind: 'detect_machine'; readonly legId: string }
  /** Waits for the beep of a voicemail, or for its silence, and speaks then. Its end is reported as that of any play. */
  | { readonly kind: 'leave_message'; readonly legId: string; readonly playId: string; readonly prompt: Prompt }
  /** Records what is said in a bridge (`legId` null), or what comes from one of its legs. */
  | { readonly kind: 'record'; readonly recordingId: string; readonly bridgeId: string; readonly legId: string | null }
  | { readonly kind: 'stop_recording'; readonly recordingId: string };

/** An effect as it is stored until it is done. */
export interface Effect {
  readonly id: string;
  readonly at: number;
  readonly phone: PhoneEffect;
}
