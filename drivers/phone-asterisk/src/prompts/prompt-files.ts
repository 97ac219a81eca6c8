import type { Prompt } from '@ringback/core';

/** What is played for a sentence: media addresses of the engine (`sound:...`, `digits:12`), in order. */
export type PromptFiles = (prompt: Prompt) => readonly string[];

/** Sounds that come with the engine, in English: not our sentences, but something is heard and the key is asked for. */
export const builtInPrompts: PromptFiles = (prompt) => BUILT_IN[prompt.name] ?? ['sound:one-moment-please'];

const BUILT_IN: Readonly<Partial<Record<Prompt['name'], readonly string[]>>> = {
  callback_announcement: ['sound:hello', 'sound:to-call-this-number', 'sound:vm-press', 'digits:1'],
  connecting: ['sound:one-moment-please'],
  no_agent_apology: ['sound:im-sorry', 'sound:vm-nobodyavail', 'sound:goodbye'],
  cancelled_goodbye: ['sound:cancelled', 'sound:goodbye'],
  snooze_goodbye: ['sound:goodbye'],
  reschedule_goodbye: ['sound:goodbye'],
  queue_greeting: ['sound:queue-thankyou'],
  queue_invitation: ['sound:vm-tocallback', 'sound:vm-press', 'digits:1'],
  number_entry: ['sound:vm-enter-num-to-call'],
  number_invalid: ['sound:pbx-invalid', 'sound:vm-enter-num-to-call'],
  call_in_code: ['sound:agent-pass'],
  call_in_wrong_code: ['sound:auth-incorrect', 'sound:agent-pass'],
  call_in_goodbye: ['sound:goodbye'],
  invitation_confirmed: ['sound:num-was-successfully', 'sound:goodbye'],
  recording_notice: ['sound:conf-now-recording'],
  agent_confirmation: ['sound:vm-press', 'digits:1'],
  voicemail_message: ['sound:hello', 'sound:please-try-call-later', 'sound:goodbye'],
  closed: ['sound:im-sorry', 'sound:please-try-call-later', 'sound:goodbye'],
};
