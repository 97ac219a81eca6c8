/** The types of live events. */
export const eventTypes = [
  'callback.created',
  'callback.scheduled',
  'callback.queued',
  'callback.attempt_started',
  'callback.attempt_ended',
  'callback.confirmed',
  'callback.offered',
  'callback.ready',
  'callback.call_in_details',
  'callback.ready_expired',
  'callback.connected',
  'callback.closed',
  'callback.rescheduled',
  'callback.promise_at_risk',
  'live_call.queued',
  'live_call.invited',
  'live_call.connected',
  'live_call.closed',
  'queue.changed',
  'agent.changed',
  'offer.made',
  'offer.ended',
  'call.changed',
  'configuration.changed',
] as const;
/** A type of live event. */
export type EventType = (typeof eventTypes)[number];
