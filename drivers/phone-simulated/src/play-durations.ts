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
  invitation_confirmed: 2_500,
  closed: 2_500,
};

/** How long a prompt is spoken, in milliseconds of simulated time. */
export function playDurationMs(prompt: Prompt): number {
  return durationsMs[prompt.name];
}
