import type { Leg, Recording } from '@ringback/core';
import type { Item } from './checkers/stored-world.ts';
import type { Touched } from './database.ts';

/** Steps of legs, conversations and recordings that only their rows tell. */
export const callStepNames = [
  'detection begins',
  'detection over: goes on',
  'detection over: machine or gone',
  'message while listening',
  'message to one taken for a person',
  'agent is asked for key 1',
  'agent pressed key 1',
  'agent did not press key 1',
  'phone stayed away',
  'customer left while the phone was away',
  'recording mixed',
  'recording customer',
  'recording agent',
] as const;
type StepName = (typeof callStepNames)[number];

/** The steps that one changed row tells. */
export function callSteps({ table, before, after }: Touched): readonly StepName[] {
  // Core wrote the rows: each has the type of its table.
  if (table === 'leg') return legSteps(before as Leg | undefined, after as Leg | undefined);
  if (table === 'callback' || table === 'live_call')
    return itemSteps(before as Item | undefined, after as Item | undefined);
  if (table === 'recording' && before === undefined) return [`recording ${(after as Recording).kind}`];
  return [];
}

/** To whom a message is left: before anything was said, or to somebody who had counted as a person. */
export function messageStep(before: Leg | undefined): StepName {
  return before?.isDetecting === true ? 'message while listening' : 'message to one taken for a person';
}

function legSteps(before: Leg | undefined, after: Leg | undefined): readonly StepName[] {
  const steps: StepName[] = [];
  if (after?.isDetecting === true && before?.isDetecting !== true) steps.push('detection begins');
  if (before?.isDetecting === true && after?.isDetecting !== true)
    steps.push(after === undefined || after.isLeaving ? 'detection over: machine or gone' : 'detection over: goes on');
  if (after !== undefined && after.confirmPlayId !== null && (before?.confirmPlayId ?? null) === null)
    steps.push('agent is asked for key 1');
  const wasAsked =
    before !== undefined && before.confirmPlayId !== null && before.state !== 'answered' && !before.hangUpAsked;
  if (wasAsked && after?.state === 'answered') steps.push('agent pressed key 1');
  else if (wasAsked && (after === undefined || after.hangUpAsked)) steps.push('agent did not press key 1');
  return steps;
}

function itemSteps(before: Item | undefined, after: Item | undefined): readonly StepName[] {
  if (before?.state !== 'connected' || (before.agentLegId ?? null) !== null || after === undefined) return [];
  if (after.state === 'wrapping_up') return ['customer left while the phone was away'];
  return after.state === 'connected' ? [] : ['phone stayed away'];
}
