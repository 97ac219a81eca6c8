/**
 * Measures in a process of its own: fills a real centre with waiting callbacks up to each count asked for, and writes
 * one JSON line per count with the bytes that are held then. Needs --expose-gc.
 *
 *   node --expose-gc bench/src/memory/measure-process.ts 1000,10000
 */
import { handle, type Center } from '@ringback/core';
import { aRequest } from '@ringback/testkit';
import { writeHeapSnapshot } from 'node:v8';
import { MEMORY_STARTS_AT, serviceIdOf, settledCenter } from './settled-center.ts';

const collect = globalThis.gc;
if (collect === undefined) throw new Error('run with --expose-gc');

/** Bytes held after everything that can go has gone: the heap and what typed arrays hold beside it. */
function bytesHeld(run: () => unknown): number {
  for (let i = 0; i < 3; i += 1) run();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** One customer's request every 3 ms, each of a number of its own, in the services by turns. */
function ask(center: Center, index: number): void {
  const body = {
    kind: 'request_callback' as const,
    request: aRequest({ serviceId: serviceIdOf(index), phoneNumber: `+4930${10_000_000 + index}`, channel: 'web' }),
  };
  const id = `01jq${index.toString(36).padStart(22, '0')}`;
  const reply = handle(center, { id, actor: 'customer', body }, MEMORY_STARTS_AT + 3 * index);
  if (!reply.ok) throw new Error(`refused: ${reply.rejection.detail}`);
}

const counts = (process.argv[2] ?? '').split(',').map(Number);
const center = settledCenter();
ask(center, 0);
center.recorder.take();
const emptyBytes = bytesHeld(collect);
let askedCount = 1;
for (const count of counts) {
  for (; askedCount <= count; askedCount += 1) {
    ask(center, askedCount);
    if (askedCount % 1_000 === 0) center.recorder.take();
  }
  center.recorder.take();
  const lineCount = [...center.lines.values()].reduce((sum, line) => sum + line.size, 0);
  if (lineCount !== count + 1) throw new Error(`${lineCount} of ${count + 1} stand in line`);
  const bytes = bytesHeld(collect);
  process.stdout.write(`${JSON.stringify({ waitingCount: count, bytes: bytes - emptyBytes })}\n`);
}
const snapshotPath = process.argv[3];
if (snapshotPath !== undefined) writeHeapSnapshot(snapshotPath);
