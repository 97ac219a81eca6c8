import type { Prompt } from '@ringback/core';

/** How long each sentence is spoken, roughly as a person would. Those that ask for a key last longer than the pause before it is pressed. */
const durationsMs: Readonly<Record<Prompt['name'], number>> = {
  callback_announcement: 3_000,
  connecting: 1_500,
  no_agent_apology: 3_000,
  cancelled_goodbye: 2_000,
  snooze_goodbye: 2_000,
  reschedule_goodbye: 2_000,
  queue_greeting: 2_500,
  queue_invitation: 4_000,
  number_confirmation: 4_000,
  number_entry: 3_000,
  number_invalid: 3_000,
  time_choices: 6_000,
  invitation_confirmed: 2_500,
  scheduled_confirmed: 3_000,
  still_in_line: 2_000,
  recognised_caller: 6_000,
  recognised_closed: 7_000,
  place_kept: 2_500,
  call_in_code: 2_500,
  call_in_wrong_code: 3_000,
  call_in_expired: 4_000,
  call_in_unknown: 4_000,
  call_in_goodbye: 1_000,
  recording_notice: 1_500,
  agent_confirmation: 3_000,
  voicemail_message: 5_000,
  closed: 2_500,
};

/** How long a prompt is spoken, in milliseconds of simulated time. */
export function playDurationMs(prompt: Prompt): number {
  return durationsMs[prompt.name];
}
