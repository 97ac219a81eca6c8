import type { Callback } from '@ringback/contract';
import { ATTEMPTS_MAX } from './center.ts';

/** Ends that the policy of the suite does not count. */
const free = new Set(['network_failure', 'unattended_answer']);

/** [I2] No number twice, none left out, no two at once, no more than the maximum. */
export function attemptFaults({ id, attempts }: Pick<Callback, 'id' | 'attempts'>): string[] {
  const faults: string[] = [];
  const sorted = attempts.toSorted((one, other) => one.n - other.n);
  if (sorted.some(({ n }, index) => n !== index + 1))
    faults.push(`[I2] ${id} has the attempts ${sorted.map(({ n }) => n).join(', ')}`);
  if (new Set(attempts.map((attempt) => attempt.id)).size !== attempts.length)
    faults.push(`[I2] ${id} has an attempt twice`);
  for (const [index, { endedAt, n }] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next !== undefined && (endedAt === null || endedAt > next.startedAt))
      faults.push(`[I2] attempts ${n} and ${next.n} of ${id} overlap`);
  }
  const used = attempts.filter(({ outcome }) => outcome === null || !free.has(outcome)).length;
  if (used > ATTEMPTS_MAX) faults.push(`[I2] ${id} used ${used} attempts of ${ATTEMPTS_MAX}`);
  return faults;
}

/**
 * [I6] Within a queue the places are in the order of the virtual arrivals. Who answered and found no agent stands at the
 * front (D5), and is not compared.
 */
export function lineFaults(
  all: readonly Pick<Callback, 'queueId' | 'position' | 'arrivedAt' | 'attempts'>[],
): string[] {
  const lines = Map.groupBy(
    all.filter(({ position, attempts }) => position !== null && attempts.at(-1)?.outcome !== 'unattended_answer'),
    ({ queueId }) => queueId,
  );
  return [...lines].flatMap(([queueId, line]) => {
    const arrivals = line
      .toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0))
      .map(({ arrivedAt }) => arrivedAt);
    const isInOrder = arrivals.every((arrivedAt, index) => index === 0 || (arrivals[index - 1] ?? '') <= arrivedAt);
    return isInOrder ? [] : [`[I6] the line of ${queueId} is out of order: ${arrivals.join(', ')}`];
  });
}
