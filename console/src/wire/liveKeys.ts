import type { EventType } from './types.ts';

/** The first parts of the query keys, by what they read. */
export type QueryTopic = 'work' | 'board' | 'callbacks' | 'callback' | 'wait' | 'services';

const readAgain: Readonly<Record<EventType, readonly QueryTopic[]>> = {
  'queue.changed': ['board', 'wait'],
  'agent.changed': ['work', 'board'],
  'offer.made': ['work', 'board'],
  'offer.ended': ['work', 'board'],
  'call.changed': ['work'],
  'configuration.changed': ['services', 'board'],
  'live_call.queued': ['board', 'wait'],
  'live_call.invited': ['board'],
  'live_call.connected': ['board', 'wait'],
  'live_call.closed': ['board', 'wait'],
  'callback.created': ['work', 'board', 'callbacks', 'callback'],
  'callback.scheduled': ['work', 'board', 'callbacks', 'callback'],
  'callback.queued': ['work', 'board', 'callbacks', 'callback'],
  'callback.attempt_started': ['work', 'board', 'callbacks', 'callback'],
  'callback.attempt_ended': ['work', 'board', 'callbacks', 'callback'],
  'callback.confirmed': ['work', 'board', 'callbacks', 'callback'],
  'callback.offered': ['work', 'board', 'callbacks', 'callback'],
  'callback.ready': ['work', 'board', 'callbacks', 'callback'],
  'callback.call_in_details': ['work', 'board', 'callbacks', 'callback'],
  'callback.ready_expired': ['work', 'board', 'callbacks', 'callback'],
  'callback.connected': ['work', 'board', 'callbacks', 'callback'],
  'callback.closed': ['work', 'board', 'callbacks', 'callback'],
  'callback.rescheduled': ['work', 'board', 'callbacks', 'callback'],
  'callback.promise_at_risk': ['work', 'board', 'callbacks', 'callback'],
};

/** The live events this app listens to: all of them. */
// Object.keys forgets that the keys of the record are exactly the event types.
export const liveEventTypes = Object.keys(readAgain) as readonly EventType[];

/** What has to be read again after an event. */
export function queryKeysOf(type: EventType): readonly QueryTopic[] {
  return readAgain[type];
}
