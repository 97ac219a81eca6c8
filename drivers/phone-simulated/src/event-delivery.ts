import type { PhoneEvent } from '@ringback/core';
import type { Clock } from '@ringback/engine';

/** Hands events to whoever listens, in order and never from inside the call that caused them. */
export interface EventDelivery {
  report(event: PhoneEvent): void;
  /** Replaces the listener; null means nobody listens and events are lost, as with a phone system nobody is connected to. */
  listen(listener: ((event: PhoneEvent) => void) | null): void;
  /** Forgets what was not delivered yet. */
  discard(): void;
}

/** Delivers through the clock at the present instant. One queue for all legs, so that the order holds within each. */
export function createEventDelivery(clock: Clock): EventDelivery {
  let listener: ((event: PhoneEvent) => void) | null = null;
  let pending: PhoneEvent[] = [];
  let takeBack = () => {};

  function deliver(): void {
    const events = pending;
    pending = [];
    for (const event of events) listener?.(event);
  }

  return {
    report(event) {
      pending.push(event);
      if (pending.length === 1) takeBack = clock.wakeAt(clock.now(), deliver);
    },
    listen(next) {
      listener = next;
    },
    discard() {
      takeBack();
      pending = [];
    },
  };
}
