/** Every state a callback can be in. `lifecycle.ts` says which command leads from one to the next. */
export const callbackStates = [
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
  'connected',
  'wrapping_up',
  'retry_pending',
  'closed',
] as const;
/** A callback's state. */
export type CallbackState = (typeof callbackStates)[number];

/** How a callback can end. */
export const outcomes = [
  'completed',
  'cancelled_by_customer',
  'cancelled_by_staff',
  'attempts_exhausted',
  'expired',
  'purged',
  'suppressed',
  'invalid_number',
  'superseded_by_call_in',
  'failed',
] as const;
/** How a callback ended. */
export type Outcome = (typeof outcomes)[number];

/** How one dial to the customer can end. */
export const attemptOutcomes = [
  'answered_human',
  'answered_machine',
  'fax',
  'busy',
  'no_answer',
  'rejected',
  'invalid_number',
  'unreachable',
  'network_failure',
  'not_confirmed',
  'hung_up_waiting',
  'unattended_answer',
  'unknown',
] as const;
/** How one dial to the customer ended. */
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** Who is rung first, or how else the two people meet. */
export const deliveries = ['customer_first', 'agent_first', 'customer_calls_in', 'video'] as const;
/** A callback's delivery. */
export type Delivery = (typeof deliveries)[number];

/** Where a request came from. */
export const channels = ['web', 'mobile', 'ivr', 'chat', 'portal', 'agent', 'api'] as const;
/** The channel of a request. */
export type Channel = (typeof channels)[number];
