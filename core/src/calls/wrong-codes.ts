import { z } from 'zod';
import type { CallInGroup } from '../contact-center/configuration.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { LiveCall } from './live-call.ts';

/**
 * Wrong access codes of one calling number, or of all callers of a call-in group: a level that each of them raises by one and
 * that sinks steadily, by its limit within `WINDOW_MS` (a leaky bucket). The row lies beside those of the requests.
 */
export const wrongCodesRow = z.object({
  id: z.string(),
  kind: z.literal('wrong_codes'),
  /** As it was at `at`. */
  level: z.number(),
  at: z.number(),
});
/** Wrong access codes of one calling number, or of all callers of a group. */
export type WrongCodes = z.infer<typeof wrongCodesRow>;

/** In this time a level sinks from its limit to nothing, milliseconds. */
const WINDOW_MS = 3_600_000;
/** Wrong codes from one number before it is asked for codes no more: two calls of three tries. */
export const CALLER_WRONG_MAX = 6;
/** Of a group: as many as hit one of its codes with this probability, within bounds. */
const HIT_RATIO = 0.01;
const GROUP_WRONG_MIN = 10;
const GROUP_WRONG_MAX = 1_000;

/**
 * Has this number typed so many wrong codes that it is asked for none for a while? Callers who hide their number share one name,
 * so that only the group's count is held against them.
 */
export function isCallerBarred(turn: Turn, fromNumber: string): boolean {
  return isNumber(fromNumber) && levelOf(turn, callerId(fromNumber), CALLER_WRONG_MAX) > CALLER_WRONG_MAX - 1;
}

/**
 * Did the callers of a group type so many wrong codes that somebody may be searching for one? Until the level has sunk a code counts
 * from the number it was given to only: who guesses finds nothing, and who was given a code still comes in from their telephone.
 */
export function isGroupGuarded(turn: Turn, group: CallInGroup): boolean {
  const limit = groupLimit(turn, group);
  return levelOf(turn, groupId(group), limit) > limit - 1;
}

/** Counts a wrong code against the number it was typed on and against the group. */
export function countWrongCode(turn: Turn, call: LiveCall, group: CallInGroup): void {
  if (isNumber(call.fromNumber)) raise(turn, callerId(call.fromNumber), CALLER_WRONG_MAX);
  const wasGuarded = isGroupGuarded(turn, group);
  raise(turn, groupId(group), groupLimit(turn, group));
  if (wasGuarded || !isGroupGuarded(turn, group)) return;
  turn.note('call_in.guarded', { serviceId: call.serviceId, queueId: call.queueId }, { groupId: group.id });
}

/** When a count is forgotten. */
export function wrongCodesDueAt({ at }: WrongCodes): number {
  return at + WINDOW_MS;
}

/** The count has sunk to nothing: it is forgotten. */
export function wrongCodesDue(turn: Turn, { id }: WrongCodes): void {
  turn.center.wrongCodes.delete(id);
  turn.center.recorder.row('call_in', id, null);
}

function raise(turn: Turn, id: string, limit: number): void {
  const level = Math.min(limit, levelOf(turn, id, limit) + 1);
  const count: WrongCodes = { id, kind: 'wrong_codes', level, at: turn.now };
  turn.center.wrongCodes.set(id, count);
  turn.center.recorder.row('call_in', id, count);
  turn.due('call_in', id, wrongCodesDueAt(count));
}

function levelOf(turn: Turn, id: string, limit: number): number {
  const count = turn.center.wrongCodes.get(id);
  if (count === undefined) return 0;
  return Math.max(0, count.level - ((turn.now - count.at) * limit) / WINDOW_MS);
}

/** The more codes are given out and the shorter they are, the fewer wrong ones. */
function groupLimit({ center }: Turn, { numbers, codeLength }: CallInGroup): number {
  const givenCount = numbers.reduce((sum, number) => sum + center.callIns.countOf(number), 0);
  const limit = Math.floor((10 ** codeLength * HIT_RATIO) / Math.max(1, givenCount));
  return Math.min(GROUP_WRONG_MAX, Math.max(GROUP_WRONG_MIN, limit));
}

const isNumber = (fromNumber: string): boolean => fromNumber.startsWith('+');
const callerId = (fromNumber: string): string => `wrong_from_${fromNumber}`;
const groupId = ({ id }: CallInGroup): string => `wrong_in_${id}`;
