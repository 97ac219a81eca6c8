import { openWebSocket, type OpenAriSocket } from '@ringback/driver-phone-asterisk';
import { wallClock } from './wall-clock.ts';

/** Milliseconds from the engine's timestamp of each event to its arrival here; both clocks tell whole milliseconds. */
export interface EventLatencies {
  /** Opens the driver's own socket, and listens in. */
  readonly openSocket: OpenAriSocket;
  /** What was noted since the last time. */
  readonly take: () => readonly number[];
}

/** Listens in on a connection to ARI. Answers to requests carry no timestamp and do not count. */
export function listenForLatencies(): EventLatencies {
  let latenciesMs: number[] = [];
  return {
    openSocket: (url, authorization, listener) =>
      openWebSocket(url, authorization, {
        ...listener,
        opened: () => listener.opened(),
        closed: (reason) => listener.closed(reason),
        received: (text) => {
          const at = timestampOf(text);
          if (at !== null) latenciesMs.push(wallClock.now() - at);
          listener.received(text);
        },
      }),
    take: () => {
      const taken = latenciesMs;
      latenciesMs = [];
      return taken;
    },
  };
}

/** The engine's time of an event, epoch milliseconds; null where the text tells none. */
export function timestampOf(text: string): number | null {
  const found = /"timestamp":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})([+-]\d\d):?(\d\d)"/u.exec(text);
  return found === null ? null : Date.parse(`${found[1]}${found[2]}:${found[3]}`);
}
