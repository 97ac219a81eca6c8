import type { Prompt } from '@ringback/core';

type Values = Prompt['values'];

/** The English sentence of a prompt, as the handset shows it. Waits are spoken in minutes, from `waitMs` or a range. */
export function promptText(prompt: Prompt): string {
  return sentences[prompt.name](prompt.values);
}

const sentences: Readonly<Record<Prompt['name'], (values: Values) => string>> = {
  callback_announcement: (values) =>
    `This is ${serviceName(values)} calling you back. Press 1 to be connected, 2 to be called later, 9 to cancel and never be called again.`,
  connecting: () => 'Thank you. We are connecting you now.',
  no_agent_apology: () =>
    'We are sorry, nobody is free after all. You keep your place at the front and we will call you again shortly.',
  cancelled_goodbye: () => 'Your callback is cancelled. We will not call you again about it. Goodbye.',
  snooze_goodbye: (values) => `We will call you again ${spokenDelay(values)}. You keep your place. Goodbye.`,
  reschedule_goodbye: () => 'We are sending you a link to pick another time. Goodbye.',
  queue_greeting: (values) =>
    `Welcome to ${serviceName(values)}. ${spokenWait(values)}${spokenPosition(values)}Please hold the line.`,
  queue_invitation: (values) => `${spokenWait(values)}Press 1 to hang up and keep your place: we will call you back.`,
  invitation_confirmed: (values) =>
    `You keep your place. We will call you back${spokenNumber(values)}. You can hang up now. Goodbye.`,
  closed: (values) => `You have reached ${serviceName(values)}. We are closed now.${spokenOpening(values)} Goodbye.`,
};

function serviceName(values: Values): string {
  return textOf(values, 'serviceName') ?? 'our service';
}

function spokenWait(values: Values): string {
  const lowMs = numberOf(values, 'waitLowMs') ?? numberOf(values, 'lowMs');
  const highMs = numberOf(values, 'waitHighMs') ?? numberOf(values, 'highMs');
  if (lowMs !== null && highMs !== null) return `The wait is about ${spokenRange(lowMs, highMs)}. `;
  const waitMs = numberOf(values, 'waitMs') ?? numberOf(values, 'estimatedWaitMs') ?? numberOf(values, 'likelyMs');
  return waitMs === null ? '' : `The wait is about ${spokenMinutes(waitMs)}. `;
}

function spokenPosition(values: Values): string {
  const position = numberOf(values, 'position');
  return position === null ? '' : `You are number ${position} in line. `;
}

function spokenDelay(values: Values): string {
  const delayMs = numberOf(values, 'delayMs') ?? numberOf(values, 'snoozeMs') ?? numberOf(values, 'waitMs');
  return delayMs === null ? 'later' : `in ${spokenMinutes(delayMs)}`;
}

function spokenNumber(values: Values): string {
  const phoneNumber = textOf(values, 'phoneNumber');
  return phoneNumber === null ? '' : ` on ${phoneNumber}`;
}

function spokenOpening(values: Values): string {
  const opensAt = textOf(values, 'opensAtText');
  return opensAt === null ? '' : ` We open again ${opensAt}.`;
}

function spokenRange(lowMs: number, highMs: number): string {
  const low = wholeMinutes(lowMs);
  const high = wholeMinutes(highMs);
  return low === high ? spokenMinutes(highMs) : `${low} to ${high} minutes`;
}

function spokenMinutes(durationMs: number): string {
  const count = wholeMinutes(durationMs);
  return count === 1 ? '1 minute' : `${count} minutes`;
}

/** Rounded up: a wait that turns out shorter than told disappoints nobody. */
function wholeMinutes(durationMs: number): number {
  return Math.max(1, Math.ceil(durationMs / 60_000));
}

function textOf(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberOf(values: Values, name: string): number | null {
  const value = values[name];
  return typeof value === 'number' ? value : null;
}
