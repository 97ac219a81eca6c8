import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GrowthPoint, Workload } from '../workload.ts';
import { QUEUE_COUNT } from './settled-center.ts';

const counts = [1_000, 10_000, 100_000, 1_000_000];

/** What a waiting callback may cost at a million, bytes. */
const BYTES_MAX = 400;

/**
 * How many bytes a waiting callback holds, with its place in the line, its indexes and its timers. In a process of its own a
 * real centre takes real requests; after each count everything that can go is collected, and what is held (heap and typed
 * arrays) is divided: difference to the point before by difference of the counts, so that what a centre costs empty is not in it.
 */
export const memory: Workload = async ({ scale, say }) => {
  const wanted = [...new Set(counts.map((count) => Math.max(10, Math.round(count * scale))))];
  const points = await measure(wanted);
  const growth: GrowthPoint[] = points.map(({ waitingCount, bytes }, index) => {
    const before = points[index - 1] ?? { waitingCount: 0, bytes: 0 };
    const bytesEach = (bytes - before.bytes) / (waitingCount - before.waitingCount);
    say(`${waitingCount} waiting: ${bytesEach.toFixed(0)} bytes each`);
    return { waitingCount, figures: [{ name: 'waiting callback', value: bytesEach, unit: 'bytes' }] };
  });
  const last = growth.at(-1)?.figures[0]?.value ?? 0;
  const total = points.at(-1)?.bytes ?? 0;
  return {
    workload: 'memory',
    setup: { waiting: wanted.at(-1) ?? 0, queues: QUEUE_COUNT, measured: 'heapUsed + external, after global.gc' },
    figures: [
      { name: 'waiting callback', value: last, unit: 'bytes', goal: { is: 'at_most', value: BYTES_MAX } },
      { name: 'all that wait', value: total, unit: 'bytes' },
    ],
    growth,
  };
};

interface Point {
  readonly waitingCount: number;
  readonly bytes: number;
}

async function measure(wanted: readonly number[]): Promise<readonly Point[]> {
  const program = fileURLToPath(new URL('./measure-process.ts', import.meta.url));
  const flags = ['--expose-gc', '--max-old-space-size=4096'];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, wanted.join(',')]);
  return stdout.trim().split('\n').map(readPoint);
}

function readPoint(line: string): Point {
  const value: unknown = JSON.parse(line);
  const isObject = typeof value === 'object' && value !== null && 'waitingCount' in value && 'bytes' in value;
  if (!isObject || typeof value.waitingCount !== 'number' || typeof value.bytes !== 'number')
    throw new Error(`not a measurement: ${line}`);
  return { waitingCount: value.waitingCount, bytes: value.bytes };
}
