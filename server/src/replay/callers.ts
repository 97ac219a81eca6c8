import { type LoggedCall, startOf } from './call-log.ts';
import { draw, exponentialOf } from './seeded-draws.ts';

/** A caller as they behave in the replay. */
export interface ReplayCaller {
  readonly call: LoggedCall;
  /** E.164; made up, one for each call. */
  readonly phoneNumber: string;
  /** Epoch milliseconds in the log's own calendar, its local time read as UTC. */
  readonly arrivesAt: number;
  /** How long they stay in the line unless they are served. */
  readonly patienceMs: number;
  readonly talkMs: number;
  /** Whether they take an invitation to be called back. */
  readonly acceptsInvitation: boolean;
}

/** What the draws go by. */
export interface CallerSettings {
  readonly seed: number;
  readonly acceptRatio: number;
}

/** Hang-ups per millisecond of waiting, over everybody's waiting: the estimate for censored exponential patience. Null: no waiting. */
export function abandonRatePerMs(calls: readonly LoggedCall[]): number | null {
  const waitedMs = calls.reduce((sum, call) => sum + call.waitMs, 0);
  const abandonedCount = calls.filter((call) => call.ending === 'abandonedInQueue').length;
  return waitedMs === 0 || abandonedCount === 0 ? null : abandonedCount / waitedMs;
}

/**
 * Gives every call its caller. Who hung up has the logged patience. Who was served would have waited at least as long as
 * they did (their patience is censored): to that is added an exponential at the log's rate of hanging up, which has no
 * memory. Who hung up has no length of conversation: that of a served call is drawn. Every draw depends on the seed and
 * the call alone.
 */
export function callersOf(
  calls: readonly LoggedCall[],
  { seed, acceptRatio }: CallerSettings,
): readonly ReplayCaller[] {
  const rate = abandonRatePerMs(calls);
  const talks = calls.flatMap((call) => (call.talkMs === null ? [] : [call.talkMs]));
  return calls.map((call, index) => ({
    call,
    phoneNumber: madeUpNumber(index),
    arrivesAt: startOf(call),
    patienceMs: patienceOf(call, rate, seed),
    talkMs: call.talkMs ?? talks[Math.floor(draw(seed, 'talk', call.date, call.id) * talks.length)] ?? 60_000,
    acceptsInvitation: draw(seed, 'accept', call.date, call.id) < acceptRatio,
  }));
}

/** Whether the customer picks up at this attempt; drawn anew for each. */
export function answersAttempt(
  caller: ReplayCaller,
  attemptNumber: number,
  seed: number,
  answerRatio: number,
): boolean {
  return draw(seed, 'answer', caller.call.date, caller.call.id, attemptNumber) < answerRatio;
}

const longestPatienceMs = 6 * 3_600_000;

function patienceOf(call: LoggedCall, rate: number | null, seed: number): number {
  if (call.ending === 'abandonedInQueue') return call.waitMs;
  if (rate === null) return longestPatienceMs;
  const moreMs = exponentialOf(draw(seed, 'patience', call.date, call.id)) / rate;
  return Math.round(Math.min(longestPatienceMs, call.waitMs + moreMs));
}

/** Washington numbers, 202-2xx-xxxx upwards: well formed, and rung only inside the simulated network. */
function madeUpNumber(index: number): string {
  return `+1202${2_000_000 + index}`;
}
