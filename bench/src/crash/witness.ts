import type { NetworkLogEntry } from '@ringback/driver-phone-simulated';

/** A callback as the witness needs it. */
export interface Rung {
  readonly id: string;
  readonly phoneNumber: string;
  readonly attempts: readonly { readonly outcome: string | null }[];
}

/** What was promised about a number; instants in epoch milliseconds of this machine. */
export interface NumberPromise {
  readonly phoneNumber: string;
  /** From the acknowledgement of a cancellation on it must not ring. */
  readonly notAfterAt: number | null;
  /** Before this it must not ring. */
  readonly notBeforeAt: number | null;
}

/** What the network writes down a moment after it has happened: ends come by way of its events. Milliseconds. */
const WRITING_DELAY_MS = 150;

/** Outcomes that nobody can know without having rung. */
const sureOutcomes: ReadonlySet<string | null> = new Set([
  'answered_human',
  'answered_machine',
  'fax',
  'busy',
  'rejected',
  'not_confirmed',
  'hung_up_waiting',
  'unattended_answer',
  'invalid_number',
]);

/**
 * What the network's own log says about ringing alone: [I2] no leg rings twice, [A1] no dial is repeated to find out, [I2] [I5]
 * no number and no agent's phone has two calls at once.
 */
export function logFaults(log: readonly NetworkLogEntry[]): string[] {
  const faults: string[] = [];
  const numberOf = new Map<string, string>();
  const living = new Map<string, string>();
  for (const entry of log) {
    if (entry.kind === 'repeated_dial') faults.push(`[A1] leg ${entry.legId} was dialled again`);
    if (entry.kind === 'ended') {
      const number = numberOf.get(entry.legId);
      if (number !== undefined && living.get(number) === entry.legId) living.delete(number);
    }
    if (entry.kind !== 'ring') continue;
    if (numberOf.has(entry.legId)) faults.push(`[I2] leg ${entry.legId} rang twice`);
    const earlier = living.get(entry.number);
    if (earlier !== undefined && !endsSoon(log, earlier, entry.at))
      faults.push(
        `[I2] ${entry.number} was rung by ${entry.legId} while ${earlier} lived${told(log, earlier, entry.at)}`,
      );
    numberOf.set(entry.legId, entry.number);
    living.set(entry.number, entry.legId);
  }
  return faults;
}

/** What became of a leg that should have ended before an instant. */
function told(log: readonly NetworkLogEntry[], legId: string, at: number): string {
  const moments = log.filter((entry) => 'legId' in entry && entry.legId === legId);
  return ` (${moments.map((entry) => `${entry.kind} ${entry.at - at} ms`).join(', ')})`;
}

function endsSoon(log: readonly NetworkLogEntry[], legId: string, at: number): boolean {
  return log.some(
    (entry) => entry.kind === 'ended' && entry.legId === legId && entry.at >= at && entry.at - at <= WRITING_DELAY_MS,
  );
}

/**
 * [I2] [A1] No callback rings more often than it has attempts, and none rings that nobody asked for. Every number belongs to
 * one callback. The log must have been read before the callbacks: an attempt is written down before it rings.
 */
export function surplusRings(log: readonly NetworkLogEntry[], callbacks: readonly Rung[]): string[] {
  const rings = ringsByNumber(log);
  return callbacks.flatMap(({ id, phoneNumber, attempts }) => {
    const ringCount = rings.get(phoneNumber)?.length ?? 0;
    return ringCount <= attempts.length
      ? []
      : [`[I2] ${id} has ${attempts.length} attempts and rang ${ringCount} times`];
  });
}

/** [A1] An attempt that came to an outcome only a ring can have did ring. The log must have been read after the callbacks. */
export function missingRings(log: readonly NetworkLogEntry[], callbacks: readonly Rung[]): string[] {
  const rings = ringsByNumber(log);
  return callbacks.flatMap(({ id, phoneNumber, attempts }) => {
    const ringCount = rings.get(phoneNumber)?.length ?? 0;
    const sureCount = attempts.filter(({ outcome }) => sureOutcomes.has(outcome)).length;
    return sureCount <= ringCount ? [] : [`[A1] ${id} tells of ${sureCount} rings and rang ${ringCount} times`];
  });
}

/** [I4] Nothing rings after an acknowledged cancellation, and nothing before its promised time. */
export function untimelyRings(log: readonly NetworkLogEntry[], promises: readonly NumberPromise[]): string[] {
  const rings = ringsByNumber(log);
  return promises.flatMap(({ phoneNumber, notAfterAt, notBeforeAt }) =>
    (rings.get(phoneNumber) ?? []).flatMap((at) => [
      ...(notAfterAt !== null && at > notAfterAt
        ? [`[I4] ${phoneNumber} rang ${at - notAfterAt} ms after its cancellation was acknowledged`]
        : []),
      ...(notBeforeAt !== null && at < notBeforeAt
        ? [`[I4] ${phoneNumber} rang ${notBeforeAt - at} ms before its promised time`]
        : []),
    ]),
  );
}

/** [A1] Customers' numbers that rang and belong to no callback. */
export function strangers(log: readonly NetworkLogEntry[], callbacks: readonly Rung[]): string[] {
  const known = new Set(callbacks.map(({ phoneNumber }) => phoneNumber));
  return [...ringsByNumber(log).keys()]
    .filter((number) => number.startsWith('+') && !known.has(number))
    .map((number) => `[A1] ${number} rang and nobody asked for it`);
}

/** How many rings of customers the network has seen. */
export function ringCountOf(log: readonly NetworkLogEntry[]): number {
  return log.filter((entry) => entry.kind === 'ring' && entry.number.startsWith('+')).length;
}

function ringsByNumber(log: readonly NetworkLogEntry[]): Map<string, number[]> {
  const rings = new Map<string, number[]>();
  for (const entry of log) {
    if (entry.kind !== 'ring') continue;
    const ofNumber = rings.get(entry.number);
    if (ofNumber === undefined) rings.set(entry.number, [entry.at]);
    else ofNumber.push(entry.at);
  }
  return rings;
}
