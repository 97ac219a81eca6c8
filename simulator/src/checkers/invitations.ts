import type { HistoryEntry, LiveCall, QueuePolicy, ServicePolicy } from '@ringback/core';
import { isEligibleAsWritten } from '@ringback/testkit';
import { broken } from '../broken.ts';
import type { AgentsTold } from './agents-told.ts';
import type { Hours } from './hours-of.ts';
import { leavingRatePerMs, meanHandleMs } from './learned.ts';
import { linePriorityOf, skillsOf } from './routing.ts';
import { policiesDuring, type Item, type Step, type StoredWorld } from './stored-world.ts';

/** Sums in another order differ in their last digits. */
const SLACK = 1e-9;

/** What an invitation is held against. */
export interface Moment {
  readonly world: StoredWorld;
  readonly hours: Hours;
  readonly agents: AgentsTold;
  readonly step: Step;
}

/**
 * [R2] Every invitation to a callback that a waiting caller hears: the wait is long, or nobody is there, or the line is, and the
 * callback could be made before closing, by an estimate of our own (docs/waiting.md). What else the commit did while it was put
 * together is not known in its order, so the line has a least and a greatest length; no length between must allow it.
 */
export function checkInvitation(moment: Moment, entry: HistoryEntry): void {
  const { world, hours, step } = moment;
  const call = step.liveCalls.find(({ key }) => key === entry.itemId)?.after ?? null;
  const service = world.services.get(entry.serviceId ?? '');
  const queue = world.queues.get(service?.queueId ?? '');
  if (call === null || service === undefined || queue === undefined)
    broken('R2', `${entry.itemId} is invited by nobody`);
  if (policiesDuring(world, step, service.id).every(({ isPaused }) => isPaused))
    broken('R2', `${call.id} is invited to a callback of ${service.id}, which is paused`);
  const closing = hours.closesAt(service, entry.at);
  if (closing.kind === 'closed') {
    if (!service.invitation.atClosing) broken('R2', `${call.id} is invited, and ${service.id} is closed`);
    return;
  }
  // Who is handed on waits in another line than that of their service.
  if (call.queueId !== service.queueId || step.isTouched(queue.id)) return;
  const wait = waitOf(moment, { call, queue, at: entry.at });
  const isInTime = closing.kind === 'never' || service.closingTime === 'keep' || entry.at + wait.leastMs < closing.at;
  if (!isInTime)
    broken(
      'R2',
      `${call.id} is invited, and ${service.id} closes in ${closing.at - entry.at} ms, before a callback could be made`,
    );
  if (!mayInvite(service, wait))
    broken(
      'R2',
      `${call.id} is invited: it waits ${Math.round(wait.mostMs)} ms at most, and ${wait.sizeMost} stand in the line`,
    );
}

/** How long a caller has to wait, at least and at most, milliseconds; what is not known bounds nothing. */
interface Wait {
  readonly leastMs: number;
  readonly mostMs: number;
  /** How many stand in the line at most. */
  readonly sizeMost: number;
  /** Is there surely somebody who serves the line? */
  readonly isStaffed: boolean;
}

function mayInvite({ invitation }: ServicePolicy, wait: Wait): boolean {
  if (!wait.isStaffed || wait.mostMs >= invitation.waitThresholdMs) return true;
  return invitation.queueLengthMin !== null && wait.sizeMost >= invitation.queueLengthMin;
}

interface Asked {
  readonly call: LiveCall;
  readonly queue: QueuePolicy;
  readonly at: number;
}

/** Served after one exit for each who stands ahead, and one more: agents finish, and callers ahead give up. */
function waitOf(moment: Moment, asked: Asked): Wait {
  const { world } = moment;
  const { queue, at } = asked;
  const learned = world.learned.get(queue.id);
  const handleMs = meanHandleMs(learned, queue, at);
  const line = lineOf(moment, asked);
  const staff = staffOf(moment, asked);
  if (handleMs === null) return { leastMs: 0, mostMs: Infinity, sizeMost: line.sizeMost, isStaffed: staff.least > 0 };
  let leastMs = 0;
  const leavingRate = leavingRatePerMs(learned, at);
  for (let index = 0; index <= line.aheadLeast && staff.most > 0; index += 1)
    leastMs += 1 / (staff.most / handleMs + index * leavingRate);
  return {
    leastMs: leastMs * (1 - SLACK),
    mostMs: (((line.aheadMost + 1) * handleMs) / staff.least) * (1 + SLACK),
    sizeMost: line.sizeMost,
    isStaffed: staff.least > 0,
  };
}

/** Who stands in the line, and who of them ahead. Whom the commit wrote may have stood there, or not. */
function lineOf(
  { world, step }: Moment,
  { call, queue }: Asked,
): { aheadLeast: number; aheadMost: number; sizeMost: number } {
  let aheadLeast = 0;
  let untouchedCount = 0;
  for (const standing of world.standing.values())
    for (const item of standing.values()) {
      if (item.queueId !== queue.id || item.id === call.id || step.isTouched(item.id)) continue;
      untouchedCount += 1;
      if (standsBefore(item, call)) aheadLeast += 1;
    }
  let writtenCount = 0;
  for (const { key } of [...step.callbacks, ...step.liveCalls]) if (key !== call.id) writtenCount += 1;
  const othersMost = untouchedCount + writtenCount;
  return { aheadLeast, aheadMost: othersMost, sizeMost: othersMost + 1 };
}

function standsBefore(item: Item, call: LiveCall): boolean {
  const priority = linePriorityOf(item);
  if (priority !== call.priority) return priority > call.priority;
  return item.arrivalAt === call.arrivalAt ? item.sequence < call.sequence : item.arrivalAt < call.arrivalAt;
}

/** Agents who serve the line: whoever is neither offline nor away, at least those who have the skills for this very caller. */
function staffOf({ world, agents }: Moment, { call, queue }: Asked): { least: number; most: number } {
  const skills = skillsOf(world, call);
  let least = 0;
  let most = 0;
  for (const profile of world.profiles.values()) {
    const { presence } = agents.of(world, profile.id);
    if (presence === 'offline' || presence === 'away') continue;
    most += 1;
    if (isEligibleAsWritten(profile, queue, skills, Infinity)) least += 1;
  }
  return { least, most };
}
