import type { Leg, PhoneEffect } from '@ringback/core';
import { broken } from '../broken.ts';
import type { Hours } from './hours-of.ts';
import { policiesDuring, type Step, type StoredWorld } from './stored-world.ts';

type Dial = Extract<PhoneEffect, { kind: 'dial' }>;

/** [I4], [I10] Every dial to a customer: something open, in hours, in the customer's window, not before its time, not while on the line. */
export function checkDials(
  world: StoredWorld,
  hours: Hours,
  step: Step,
  isSuppressedBefore: (number: string) => boolean,
): void {
  for (const { phone, at } of step.written.batch.effects)
    if (phone.kind === 'dial' && phone.target.kind === 'number') {
      checkDial(world, hours, step, phone, phone.target.phoneNumber, at);
      if (isSuppressedBefore(phone.target.phoneNumber))
        broken('I4', `${phone.target.phoneNumber} asked never to be rung again`);
    }
}

function checkDial(world: StoredWorld, hours: Hours, step: Step, dial: Dial, phoneNumber: string, at: number): void {
  const callbackId = legOf(step, dial.legId);
  const change = step.callbacks.find(({ after }) => after !== null && after.id === callbackId);
  const callback = change?.after ?? null;
  if (callback === null) broken('I4', `leg ${dial.legId} is dialled for nothing that is open`);
  if (change?.before?.closedAt != null) broken('I4', `${callback.id} is dialled after it was closed`);
  const policies = policiesDuring(world, step, callback.serviceId);
  if (policies.length === 0) broken('I4', `${callback.id} is of no service`);
  if (!policies.some((service) => hours.isOpen(service, at)))
    broken('I4', `${callback.id} is dialled while the service is closed`);
  if (!policies.some((service) => hours.isCallable(service, callback, phoneNumber, at)))
    broken('I4', `${callback.id} is dialled outside the customer's window`);
  if (callback.scheduledFor !== null && at < callback.scheduledFor)
    broken('I4', `${callback.id} is dialled before its time`);
  for (const leg of world.customerLegs.get(phoneNumber)?.values() ?? [])
    if (leg.id !== dial.legId && wasUpThroughout(step, leg))
      broken(
        leg.hangUpAsked ? 'I2' : 'I10',
        `${phoneNumber} is rung for ${callback.id} while on the line with leg ${leg.id}`,
      );
}

/** A leg is up from its first row until its end is reported: one that was up before and is after was so all the time. */
function wasUpThroughout(step: Step, leg: Leg): boolean {
  if (leg.isOver || !step.isTouched(leg.id)) return !leg.isOver;
  return step.legs.find(({ key }) => key === leg.id)?.before != null;
}

function legOf(step: Step, legId: string): string | null {
  const change = step.legs.find(({ key }) => key === legId);
  if (change !== undefined && change.after !== null) return change.after.itemId;
  return change?.before?.itemId ?? step.attempts.find(({ after }) => after?.legId === legId)?.after?.callbackId ?? null;
}
