import {
  callback,
  callbackPage,
  callIn,
  timeline,
  work,
  type Callback,
  type CallIn,
  type Timeline,
  type Work,
} from '@ringback/contract';

/** A callback as the API shows it. */
export type CallbackSeen = Callback;

/** Something that happened to a callback. */
export type TimelineEntry = Timeline['items'][number];

/** What an agent has in hand. */
export type WorkSeen = Work;

/** Where and how a customer calls in. */
export type CallInSeen = CallIn;

/** Reads an answer of the API. Throws when it is something else. */
export function readCallback(body: unknown): CallbackSeen {
  return callback.parse(body);
}

/** Reads a timeline of the API. Throws when it is something else. */
export function readTimeline(body: unknown): readonly TimelineEntry[] {
  return timeline.parse(body).items;
}

/** How the attempts ended, first to last; null for one that runs. */
export function outcomesOf({ attempts }: CallbackSeen): readonly (string | null)[] {
  return attempts.map(({ outcome }) => outcome);
}

/** Reads the work of an agent. Throws when it is something else. */
export function readWork(body: unknown): WorkSeen {
  return work.parse(body);
}

/** Reads a page of callbacks. Throws when it is something else. */
export function readCallbacks(body: unknown): readonly CallbackSeen[] {
  return callbackPage.parse(body).items;
}

/** Reads where to call in. Throws when it is something else. */
export function readCallIn(body: unknown): CallInSeen {
  return callIn.parse(body);
}
