import { attemptOutcomes, callbackStates, lifecycle, outcomes, type LifecycleEvent } from '@ringback/core';
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
    }
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

/** The states of the table, for the report. */
export const stateNames: readonly string[] = callbackStates;
