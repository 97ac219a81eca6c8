import type { CallbackAction } from '../wire/types.ts';

/** Every action on a callback, in the words of its button. */
export const actionWords: Readonly<Record<CallbackAction, string>> = {
  reschedule: 'Move to another time',
  cancel: 'Cancel callback',
  requeue: 'Put back in line',
  retry: 'Try again',
  close: 'Close',
  dial: 'Dial now',
  transfer: 'Transfer',
  'accept-push': 'Customer is ready',
  delay: 'Delay',
};

const onTheLine: ReadonlySet<string> = new Set(['confirming', 'holding', 'connected', 'joining']);

const whyByState = (action: CallbackAction, state: string): string => {
  if (state === 'closed') return 'This callback is closed.';
  if (state === 'dialing') return 'The customer is being rung.';
  if (onTheLine.has(state)) return 'The customer is on the line now.';
  if (state === 'wrapping_up') return 'The call is over; the agent is writing it up.';
  if (state === 'offered' || state === 'previewing') return 'An agent has it in hand.';
  if (action === 'dial') return 'An agent must accept it first.';
  if (action === 'retry') return 'There is no failed try to repeat.';
  if (action === 'requeue') return 'It is in line already, or its time has not come.';
  if (action === 'accept-push' || action === 'delay') return 'The customer has not been told to call in.';
  return 'Not possible in this state.';
};

/** Whether an action may be taken on a callback, and if not, why: `null` means it may. The server's `allowedActions` decides. */
export function whyNot(
  action: CallbackAction,
  callback: { readonly state: string; readonly allowedActions: readonly string[] },
): string | null {
  return callback.allowedActions.includes(action) ? null : whyByState(action, callback.state);
}
