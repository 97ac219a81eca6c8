import { closeSync, openSync, writeSync } from 'node:fs';
import type { PhoneEvent } from '@ringback/core';

/** One line of what a network witnessed. `at` is the network's own time, epoch milliseconds. */
export type NetworkLogEntry =
  /** The network began; legs of an earlier life are gone. */
  | { readonly kind: 'started'; readonly at: number }
  /** A far end was rung. */
  | { readonly kind: 'ring'; readonly at: number; readonly legId: string; readonly number: string }
  /** A dial of a leg that was dialled before: nobody was rung. */
  | { readonly kind: 'repeated_dial'; readonly at: number; readonly legId: string; readonly number: string }
  | { readonly kind: 'answered'; readonly at: number; readonly legId: string }
  | { readonly kind: 'ended'; readonly at: number; readonly legId: string; readonly endedBy: string };

/** An open log. Lines are only ever added. */
export interface NetworkLog {
  write(entry: NetworkLogEntry): void;
  close(): void;
}

/** Opens a log for adding to it; the file is made where there is none. Null: nothing is kept. */
export function openNetworkLog(path: string | null): NetworkLog {
  if (path === null) return { write: () => {}, close: () => {} };
  const file = openSync(path, 'a');
  return {
    write: (entry) => void writeSync(file, `${JSON.stringify(entry)}\n`),
    close: () => closeSync(file),
  };
}

/** What the log keeps of an event of the phone system; null where it keeps nothing. */
export function entryOfEvent(event: PhoneEvent, at: number): NetworkLogEntry | null {
  if (event.kind === 'answered') return { kind: 'answered', at, legId: event.legId };
  if (event.kind === 'ended') return { kind: 'ended', at, legId: event.legId, endedBy: event.end.endedBy };
  return null;
}

/** Reads a whole log. A last line without an end is one that was being written and is left out. Throws on anything else. */
export function readNetworkLog(text: string): NetworkLogEntry[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map(readEntry);
}

const kinds: ReadonlySet<unknown> = new Set(['started', 'ring', 'repeated_dial', 'answered', 'ended']);

function readEntry(line: string): NetworkLogEntry {
  const read: unknown = JSON.parse(line);
  if (typeof read !== 'object' || read === null || !('kind' in read) || !kinds.has(read.kind) || !('at' in read))
    throw new Error(`a line of the network's log is not readable: ${line}`);
  // Written by NetworkLog above, whole lines only.
  return read as NetworkLogEntry;
}
