import { dayTimeLabel } from './format.ts';
import type { Locale } from './locale.ts';
import type { StringKey } from './text.ts';
import type { CallbackView } from './wire.ts';

/** How far the callback has come, for the customer: the four steps on the page. */
export type Step = 'booked' | 'line' | 'ring' | 'talk';

/** The steps in order. */
export const steps: readonly Step[] = ['booked', 'line', 'ring', 'talk'];

/** How a state feels: calm, something to do now, happy end, or a bad end. */
export type Tone = 'calm' | 'act' | 'good' | 'bad';

interface StateWords {
  key: StringKey;
  step: Step;
  tone: Tone;
}

const byState: Readonly<Record<string, StateWords>> = {
  scheduled: { key: 'stateScheduled', step: 'line', tone: 'calm' },
  waiting: { key: 'stateWaiting', step: 'line', tone: 'calm' },
  retry_pending: { key: 'stateRetry', step: 'line', tone: 'calm' },
  offered: { key: 'statePreparing', step: 'line', tone: 'calm' },
  previewing: { key: 'statePreparing', step: 'line', tone: 'calm' },
  dialing: { key: 'stateDialing', step: 'ring', tone: 'act' },
  confirming: { key: 'stateConfirming', step: 'ring', tone: 'act' },
  holding: { key: 'stateHolding', step: 'ring', tone: 'act' },
  notified: { key: 'stateReady', step: 'ring', tone: 'act' },
  awaiting_call: { key: 'stateReady', step: 'ring', tone: 'act' },
  joining: { key: 'stateJoining', step: 'ring', tone: 'act' },
  connected: { key: 'stateConnected', step: 'talk', tone: 'good' },
  wrapping_up: { key: 'stateEnded', step: 'talk', tone: 'good' },
};

const byOutcome: Readonly<Record<string, StateWords>> = {
  completed: { key: 'outcomeCompleted', step: 'talk', tone: 'good' },
  cancelled_by_customer: { key: 'outcomeCancelled', step: 'booked', tone: 'bad' },
  cancelled_by_staff: { key: 'outcomeCancelled', step: 'booked', tone: 'bad' },
  attempts_exhausted: { key: 'outcomeExhausted', step: 'ring', tone: 'bad' },
  expired: { key: 'outcomeExpired', step: 'line', tone: 'bad' },
  purged: { key: 'outcomeExpired', step: 'line', tone: 'bad' },
  suppressed: { key: 'outcomeSuppressed', step: 'booked', tone: 'bad' },
  invalid_number: { key: 'outcomeInvalid', step: 'ring', tone: 'bad' },
  superseded_by_call_in: { key: 'outcomeCallIn', step: 'talk', tone: 'good' },
  failed: { key: 'outcomeFailed', step: 'booked', tone: 'bad' },
};

/** Where the callback stands, in one sentence with its step and tone. */
export function describeState(
  callback: CallbackView,
  timeZone: string,
  locale: Locale,
): { sentence: string; step: Step; tone: Tone } {
  const words = wordsFor(callback);
  const when = callback.scheduledFor === null ? '' : dayTimeLabel(callback.scheduledFor, timeZone, locale);
  return { sentence: locale.text(words.key, { when }), step: words.step, tone: words.tone };
}

/** A closed callback changes no more. */
export function isClosed(callback: CallbackView): boolean {
  return callback.state === 'closed';
}

/** True when the promised window has passed without a talk, or the server says the promise is broken. */
export function isLate(callback: CallbackView, nowMs: number): boolean {
  if (callback.promise === null || isClosed(callback) || wordsFor(callback).step !== 'line') return false;
  return callback.promise.kept === false || Date.parse(callback.promise.to) < nowMs;
}

function wordsFor(callback: CallbackView): StateWords {
  if (isClosed(callback))
    return byOutcome[callback.outcome ?? 'failed'] ?? { key: 'stateEnded', step: 'talk', tone: 'good' };
  if (callback.state === 'waiting' && callback.position === 1)
    return { key: 'stateWaitingNext', step: 'line', tone: 'calm' };
  return byState[callback.state] ?? { key: 'stateWaiting', step: 'line', tone: 'calm' };
}
