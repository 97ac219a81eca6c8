import {
  attemptOutcomes,
  callbackStates,
  lifecycle,
  outcomes,
  promptNames,
  type Leg,
  type LifecycleEvent,
} from '@ringback/core';
import { callStepNames, callSteps, messageStep } from './call-steps.ts';
import type { Written } from './database.ts';

/** What a run visited: name of the thing -> how often. */
export type Visits = Record<string, number>;

/** Counts what commits show: steps of the lifecycle, outcomes of callbacks and of attempts. */
export class Coverage {
  readonly visits: Visits = {};

  /** Counts one commit. */
  written({ batch, touched }: Written): void {
    for (const { event, from, to } of batch.moves ?? []) this.count(`step ${event}: ${from} -> ${to}`);
    for (const { type, detail } of batch.history) {
      if (type === 'callback.closed') this.count(`outcome ${String(detail['outcome'])}`);
      else if (type === 'callback.attempt_ended') this.count(`attempt ${String(detail['outcome'])}`);
      else if (type === 'live_call.closed') this.count(`caller ${String(detail['ending'])}`);
      else if (type === 'call.changed' && detail['consult'] !== undefined)
        this.count(`consult ${String(detail['consult'])}`);
      else if (type === 'call.transferred')
        this.count(detail['wasConsulted'] === true ? 'consult handed over' : 'transfer');
      else if (callEvents.has(type)) this.count(type);
    }
    for (const { phone } of batch.effects) {
      if (phone.kind === 'play' || phone.kind === 'leave_message') this.count(`prompt ${phone.prompt.name}`);
      if (phone.kind !== 'leave_message') continue;
      const leg = touched.find(({ table, key }) => table === 'leg' && key === phone.legId);
      // Core wrote the row as a leg.
      this.count(messageStep(leg?.before as Leg | undefined));
    }
    for (const change of touched) for (const name of callSteps(change)) this.count(name);
    if (touched.length === 0) this.count('commit without rows');
  }

  count(name: string): void {
    this.visits[name] = (this.visits[name] ?? 0) + 1;
  }
}

/** Adds the visits of one run to those of others. */
export function addVisits(total: Visits, more: Visits): void {
  for (const [name, count] of Object.entries(more)) total[name] = (total[name] ?? 0) + count;
}

/** What a full set of runs should visit. */
export function wanted(): { readonly steps: readonly string[]; readonly impossible: Readonly<Record<string, string>> } {
  const steps: string[] = [];
  const impossible: Record<string, string> = {};
  for (const event of eventNames()) {
    for (const from of lifecycle[event].from)
      for (const to of lifecycle[event].to) {
        const name = `step ${event}: ${from} -> ${to}`;
        const reason = impossibleSteps[name] ?? null;
        if (reason === null) steps.push(name);
        else impossible[name] = reason;
      }
  }
  for (const outcome of outcomes) steps.push(`outcome ${outcome}`);
  for (const outcome of attemptOutcomes) steps.push(`attempt ${outcome}`);
  steps.push(...callStepNames, ...callEvents, ...consultSteps.map((step) => `consult ${step}`));
  for (const name of promptNames) {
    const reason = unspoken[name];
    if (reason === undefined) steps.push(`prompt ${name}`);
    else impossible[`prompt ${name}`] = reason;
  }
  return { steps, impossible };
}

function eventNames(): readonly LifecycleEvent[] {
  // The keys of the table are its events.
  return Object.keys(lifecycle) as LifecycleEvent[];
}

/** Steps the table allows and no command makes; each with its reason. */
const impossibleSteps: Readonly<Record<string, string>> = {
  'step agent_lost: joining -> waiting': 'a meeting has no legs that could be lost',
  'step attempt_failed: confirming -> previewing': 'who is rung by an agent is connected at once and confirms nothing',
  'step hang_up: joining -> wrapping_up': 'a meeting is closed by its agent or by its time, nobody hangs up on it',
  'step close: wrapping_up -> closed': 'closing in wrap-up is the wrap-up itself (wrap_up)',
};

/** What becomes of an agent who is asked by another one. */
const consultSteps = [
  'asked',
  'ringing',
  'talking',
  'refused',
  'no_answer',
  'left',
  'cancelled',
  'call_over',
  'first_agent_left',
  'handed over',
] as const;

/** Things of a conversation that the history tells by name. */
const callEvents: ReadonlySet<string> = new Set([
  'call.held',
  'call.resumed',
  'call.agent_lost',
  'call.agent_rung_again',
  'call.agent_back',
  'recording.started',
  'recording.ended',
  'callback.message_left',
]);

/** Sentences nobody speaks any more; each with its reason. */
const unspoken: Readonly<Record<string, string>> = {
  reschedule_goodbye: 'who asks for another time hears the times, or that we call later',
};

/** The states of the table, for the report. */
export const stateNames: readonly string[] = callbackStates;
