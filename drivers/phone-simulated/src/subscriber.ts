import type { Prompt } from '@ringback/core';
import { type FarEnd, type Line, passiveFarEnd } from './far-end.ts';

/** What a programmable number does when it is rung. Times in milliseconds, before the speed is applied. */
export interface SubscriberBehaviour {
  /** True: a person answers. False: it rings on. Otherwise the refusal, or the machine that answers. */
  readonly answers: boolean | 'busy' | 'rejects' | 'unallocated' | 'congested' | 'voicemail' | 'fax';
  /** From the dial to the answer, or to the rejection. */
  readonly answerAfterMs: number;
  /** Keys pressed, one for each prompt that asks for one, a second after it begins. Times asked for are taken from them, too. */
  readonly keys: string;
  /** Presses the first key this long after the answer although no prompt asked. Null: waits for a prompt. */
  readonly pressUnaskedAfterMs: number | null;
  /** From the first connection with somebody to hanging up. Null: never hangs up. */
  readonly talkMs: number | null;
  /** From the answer to hanging up when never connected with anybody. Null: waits for ever. */
  readonly patienceMs: number | null;
}

/** What a simulated caller does. Times in milliseconds, before the speed is applied. */
export interface CallerBehaviour {
  /**
   * Keys pressed: one for each prompt that asks for one; up to the next `#` where a number or code is asked for. Used up, the
   * caller still confirms their own number when asked for it, and presses nothing else.
   */
  readonly keys: string;
  /** At the prompt `queue_invitation`: true presses 1, false presses nothing, null goes by `keys`. */
  readonly acceptInvitation: boolean | null;
  /** From the beginning of the call to hanging up when never connected with anybody. */
  readonly patienceMs: number;
  readonly talkMs: number;
}

/** A person who answers after a second, confirms, and talks for half a minute at most. */
export const defaultBehaviour: SubscriberBehaviour = {
  answers: true,
  answerAfterMs: 1_000,
  keys: '1',
  pressUnaskedAfterMs: null,
  talkMs: 30_000,
  patienceMs: null,
};

const ALERT_AFTER_MS = 100;
const REFUSE_AFTER_MS = 500;
const PRESS_AFTER_MS = 1_000;
const BEEP_AFTER_MS = 1_500;
const FAX_TONE_AFTER_MS = 1_000;
const VOICEMAIL_RECORDS_FOR_MS = 20_000;
const FAX_TRIES_FOR_MS = 30_000;

const promptsAskingForKey: ReadonlySet<Prompt['name']> = new Set([
  'callback_announcement',
  'queue_invitation',
  'number_confirmation',
  'time_choices',
  'recognised_caller',
  'recognised_closed',
  'call_in_expired',
  'call_in_unknown',
  'agent_confirmation',
]);
const promptsAskingForEntry: ReadonlySet<Prompt['name']> = new Set([
  'number_entry',
  'number_invalid',
  'call_in_code',
  'call_in_wrong_code',
]);
/** Between two digits of a number or code. */
const DIGIT_EVERY_MS = 250;

/** The far end of a dialled number. */
export function createSubscriber(line: Line, behaviour: SubscriberBehaviour): FarEnd {
  switch (behaviour.answers) {
    case 'busy':
    case 'unallocated':
    case 'congested':
      return createRefusing(line, behaviour.answers);
    case 'rejects':
      return { ...passiveFarEnd, begin: () => alertThen(line, behaviour.answerAfterMs, () => line.refuse('rejected')) };
    case 'voicemail':
    case 'fax':
      return createMachine(line, behaviour.answers, behaviour.answerAfterMs);
    case false:
      return { ...passiveFarEnd, begin: () => line.after(ALERT_AFTER_MS, () => line.alert()) };
    case true:
      return createPerson(line, behaviour);
  }
}

/** An agent's phone: answers at once, takes the call when asked, and stays until we hang up. */
export function createAgentPhone(line: Line): FarEnd {
  return {
    ...passiveFarEnd,
    begin: () => alertThen(line, 5, () => line.answer()),
    onPrompt(prompt) {
      if (prompt.name === 'agent_confirmation') line.after(PRESS_AFTER_MS, () => line.press('1'));
    },
  };
}

/** Somebody who calls in: waits, presses keys when asked, talks, hangs up. */
export function createCaller(line: Line, behaviour: CallerBehaviour): FarEnd {
  const presence = trackPresence(line, behaviour.talkMs);
  const keys = createKeys(line, behaviour.keys);
  return {
    ...passiveFarEnd,
    begin: () => presence.waitAtMost(behaviour.patienceMs),
    onPrompt(prompt) {
      if (prompt.name === 'queue_invitation' && behaviour.acceptInvitation !== null) {
        if (behaviour.acceptInvitation) line.after(PRESS_AFTER_MS, () => line.press('1'));
      } else if (prompt.name === 'number_confirmation' && keys.isUsedUp())
        line.after(PRESS_AFTER_MS, () => line.press('1'));
      else keys.onPrompt(prompt);
    },
    onBridged: presence.onBridged,
  };
}

function createRefusing(line: Line, reason: 'busy' | 'unallocated' | 'congested'): FarEnd {
  return { ...passiveFarEnd, begin: () => line.after(REFUSE_AFTER_MS, () => line.refuse(reason)) };
}

function createMachine(line: Line, machine: 'voicemail' | 'fax', answerAfterMs: number): FarEnd {
  return {
    ...passiveFarEnd,
    machine,
    begin: () => alertThen(line, answerAfterMs, () => line.answer()),
    onAnswered() {
      line.after(machine === 'fax' ? FAX_TONE_AFTER_MS : BEEP_AFTER_MS, () => line.soundMachine(machine));
      line.after(machine === 'fax' ? FAX_TRIES_FOR_MS : VOICEMAIL_RECORDS_FOR_MS, () => line.hangUp());
    },
  };
}

function createPerson(line: Line, behaviour: SubscriberBehaviour): FarEnd {
  const presence = trackPresence(line, behaviour.talkMs);
  const keys = createKeys(line, behaviour.keys);
  return {
    ...passiveFarEnd,
    begin: () => alertThen(line, behaviour.answerAfterMs, () => line.answer()),
    onAnswered() {
      if (behaviour.patienceMs !== null) presence.waitAtMost(behaviour.patienceMs);
      if (behaviour.pressUnaskedAfterMs !== null) line.after(behaviour.pressUnaskedAfterMs, keys.pressUnasked);
    },
    onPrompt: keys.onPrompt,
    onBridged: presence.onBridged,
  };
}

/** Rings, then does the rest `afterMs` after the dial. The second step starts from the first, so that their order is sure. */
function alertThen(line: Line, afterMs: number, run: () => void): void {
  const alertAfterMs = Math.min(ALERT_AFTER_MS, afterMs);
  line.after(alertAfterMs, () => {
    line.alert();
    line.after(afterMs - alertAfterMs, run);
  });
}

/** Patience before and talk time after being connected with somebody. */
function trackPresence(line: Line, talkMs: number | null) {
  let wasBridged = false;
  return {
    waitAtMost(patienceMs: number): void {
      line.after(patienceMs, () => {
        if (!wasBridged) line.hangUp();
      });
    },
    onBridged(isBridged: boolean): void {
      if (!isBridged || wasBridged) return;
      wasBridged = true;
      if (talkMs !== null) line.after(talkMs, () => line.hangUp());
    },
  };
}

/** One key for each prompt that asks, in order, until there are none left. */
function createKeys(line: Line, keys: string) {
  let usedCount = 0;
  const press = () => {
    const key = keys[usedCount];
    usedCount += 1;
    if (key !== undefined) line.press(key);
  };
  /** Presses the keys up to and with the next `#`, or all that are left. */
  const type = () => {
    const key = keys[usedCount];
    press();
    if (key !== undefined && key !== '#') line.after(DIGIT_EVERY_MS, type);
  };
  let wasAsked = false;
  return {
    isUsedUp: () => usedCount >= keys.length,
    onPrompt(prompt: Prompt): void {
      if (promptsAskingForEntry.has(prompt.name)) line.after(PRESS_AFTER_MS, type);
      if (!promptsAskingForKey.has(prompt.name)) return;
      wasAsked = true;
      line.after(PRESS_AFTER_MS, press);
    },
    pressUnasked(): void {
      if (!wasAsked) press();
    },
  };
}
