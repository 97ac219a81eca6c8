import { callbackStates, type CallbackState } from './vocabulary.ts';

/**
 * The one table of a callback's life. A row says: this event is legal in these states and leads there. `moveCallback`
 * asserts it, the API's `allowedActions` and the diagram in the documentation are made from it.
 */
export const lifecycle = {
  enter_line: { from: ['scheduled', 'retry_pending'], to: ['waiting'] },
  put_off: { from: ['waiting', 'scheduled', 'retry_pending'], to: ['retry_pending'] },
  reschedule: { from: ['scheduled', 'waiting', 'retry_pending'], to: ['scheduled'] },
  requeue: { from: ['retry_pending', 'offered', 'previewing', 'joining'], to: ['waiting'] },
  retry_later: { from: ['waiting', 'retry_pending', 'previewing', 'notified'], to: ['retry_pending'] },
  ring_customer: { from: ['waiting', 'dialing'], to: ['dialing'] },
  offer: { from: ['waiting'], to: ['offered'] },
  decline: { from: ['offered'], to: ['waiting'] },
  preview: { from: ['offered'], to: ['previewing'] },
  join: { from: ['offered'], to: ['joining'] },
  dial: { from: ['previewing'], to: ['dialing'] },
  agent_lost: { from: ['dialing', 'previewing', 'joining'], to: ['waiting'] },
  answer: { from: ['dialing'], to: ['confirming', 'holding', 'connected'] },
  confirm: { from: ['confirming'], to: ['holding'] },
  hold_cap: { from: ['holding'], to: ['waiting'] },
  notify: { from: ['waiting'], to: ['notified'] },
  accept_push: { from: ['notified'], to: ['awaiting_call'] },
  call_in: { from: ['awaiting_call'], to: ['holding'] },
  call_in_expired: { from: ['awaiting_call'], to: ['notified'] },
  supersede: { from: ['scheduled', 'waiting', 'retry_pending', 'notified', 'awaiting_call'], to: ['closed'] },
  snooze: { from: ['confirming', 'holding', 'connected'], to: ['retry_pending'] },
  attempt_failed: { from: ['dialing', 'confirming', 'holding', 'connected'], to: ['retry_pending', 'previewing'] },
  connect: { from: ['holding'], to: ['connected'] },
  transfer: { from: ['waiting', 'retry_pending', 'offered', 'previewing'], to: ['waiting'] },
  hold_again: { from: ['connected'], to: ['holding'] },
  hang_up: { from: ['connected', 'joining'], to: ['wrapping_up'] },
  wrap_up: { from: ['wrapping_up'], to: ['closed'] },
  cancel: {
    from: [
      'scheduled',
      'waiting',
      'dialing',
      'confirming',
      'holding',
      'offered',
      'previewing',
      'notified',
      'awaiting_call',
      'joining',
      'retry_pending',
    ],
    to: ['closed'],
  },
  press_cancel: { from: ['confirming', 'holding', 'connected'], to: ['closed'] },
  close: { from: ['previewing', 'joining', 'wrapping_up', 'retry_pending', 'waiting', 'scheduled'], to: ['closed'] },
  give_up: {
    from: [
      'scheduled',
      'waiting',
      'retry_pending',
      'previewing',
      'dialing',
      'confirming',
      'holding',
      'connected',
      'offered',
      'notified',
      'awaiting_call',
    ],
    to: ['closed'],
  },
} as const satisfies Record<string, { from: readonly CallbackState[]; to: readonly CallbackState[] }>;

/** An event of a callback's life. */
export type LifecycleEvent = keyof typeof lifecycle;

const includes = (states: readonly CallbackState[], state: CallbackState): boolean => states.includes(state);

/** Is `event` legal in `state`? */
export function isLegal(event: LifecycleEvent, state: CallbackState): boolean {
  return includes(lifecycle[event].from, state);
}

/** Throws when the table does not know this move: a programming error that stops the unit of work. */
export function assertMove(event: LifecycleEvent, from: CallbackState, to: CallbackState): void {
  if (isLegal(event, from) && includes(lifecycle[event].to, to)) return;
  throw new Error(`lifecycle: ${event} does not lead from ${from} to ${to}`);
}

/** The actions a person or program may ask for, and the lifecycle event each stands for. */
export const actionEvents = {
  reschedule: 'reschedule',
  cancel: 'cancel',
  requeue: 'requeue',
  retry: 'retry_later',
  close: 'close',
  dial: 'dial',
  transfer: 'transfer',
  'accept-push': 'accept_push',
  delay: 'retry_later',
} as const satisfies Record<string, LifecycleEvent>;

/** An action of the API. */
export type CallbackAction = keyof typeof actionEvents;

const actions = Object.entries(actionEvents);

/** The actions legal in a state, in a fixed order. */
export function allowedActions(state: CallbackState): readonly string[] {
  return actions.filter(([, event]) => isLegal(event, state)).map(([action]) => action);
}

/** The table as a Mermaid state diagram, for the documentation. */
export function lifecycleDiagram(): string {
  const lines = new Set<string>();
  for (const [event, rule] of Object.entries(lifecycle)) {
    for (const from of rule.from) for (const to of rule.to) lines.add(`  ${from} --> ${to}: ${event}`);
  }
  const order = [...lines].sort((a, b) => rankOf(a) - rankOf(b) || a.localeCompare(b));
  return ['stateDiagram-v2', '  [*] --> scheduled', '  [*] --> waiting', ...order, '  closed --> [*]'].join('\n');
}

function rankOf(line: string): number {
  return callbackStates.findIndex((state) => line.startsWith(`  ${state} `));
}
