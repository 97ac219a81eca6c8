import { openConnection, type HttpConnection } from './http-connection.ts';
import { quantile } from './quantile.ts';
import { requestText, type Target } from './request-text.ts';

/** How much is asked. Without a rate every connection asks again as soon as it is answered. */
export interface LoadPlan {
  readonly target: Target;
  readonly connectionCount: number;
  /** Not measured; caches and plans are made in it. */
  readonly warmUpMs: number;
  readonly measuredMs: number;
  /** Requests per second at fixed times, whatever the answers do; null: as many as can be. */
  readonly ratePerS: number | null;
  /** Number of the first customer, so that no two loads use the same. */
  readonly firstIndex: number;
}

/** What came of it. Latencies of an open loop count from the time the request was due. */
export interface LoadResult {
  readonly answeredPerS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly answeredCount: number;
  readonly refusedCount: number;
  readonly nextIndex: number;
}

interface Tally {
  readonly latenciesMs: number[];
  refusedCount: number;
  nextIndex: number;
}

interface Measured {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Runs a load to its end. Rejects when a connection cannot be opened or breaks, or when nothing was taken. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const connections = await Promise.all(
    Array.from({ length: plan.connectionCount }, () => openConnection(plan.target, broken.reject)),
  );
  const tally: Tally = { latenciesMs: [], refusedCount: 0, nextIndex: plan.firstIndex };
  const fromMs = performance.now() + plan.warmUpMs;
  const measured = { fromMs, toMs: fromMs + plan.measuredMs };
  const load =
    plan.ratePerS === null
      ? closedLoop(plan, connections, tally, measured)
      : openLoop({ ...plan, ratePerS: plan.ratePerS }, connections, tally, measured);
  try {
    await Promise.race([load, broken.promise]);
  } finally {
    for (const connection of connections) connection.end();
  }
  return resultOf(tally, plan.measuredMs);
}

function resultOf(tally: Tally, measuredMs: number): LoadResult {
  if (tally.latenciesMs.length === 0) throw new Error(`nothing was taken; ${tally.refusedCount} requests were refused`);
  const ascending = Float64Array.from(tally.latenciesMs).toSorted();
  return {
    answeredPerS: (ascending.length / measuredMs) * 1_000,
    p50Ms: quantile(ascending, 0.5),
    p99Ms: quantile(ascending, 0.99),
    maxMs: quantile(ascending, 1),
    answeredCount: ascending.length,
    refusedCount: tally.refusedCount,
    nextIndex: tally.nextIndex,
  };
}

/** Counts an answer. A closed loop counts those that came in the measured time; an open one those that were due in it. */
function count(tally: Tally, measured: Measured, status: number, timing: { dueMs: number; countedAtMs: number }): void {
  if (timing.countedAtMs < measured.fromMs || timing.countedAtMs >= measured.toMs) return;
  if (status === 201) tally.latenciesMs.push(performance.now() - timing.dueMs);
  else tally.refusedCount += 1;
}

async function closedLoop(
  plan: LoadPlan,
  connections: readonly HttpConnection[],
  tally: Tally,
  measured: Measured,
): Promise<void> {
  const ask = (connection: HttpConnection, done: () => void): void => {
    const dueMs = performance.now();
    if (dueMs >= measured.toMs) return done();
    connection.send(requestText(plan.target, tally.nextIndex++), (status) => {
      count(tally, measured, status, { dueMs, countedAtMs: performance.now() });
      ask(connection, done);
    });
  };
  await Promise.all(connections.map((connection) => new Promise<void>((resolve) => ask(connection, resolve))));
}

/**
 * Plans each request at its fixed time; one that finds every connection busy waits, and its wait counts. What has no answer as long
 * after the measured time as that lasted counts with its wait so far: the true latency is longer.
 */
function openLoop(
  { target, ratePerS, measuredMs }: LoadPlan & { readonly ratePerS: number },
  connections: readonly HttpConnection[],
  tally: Tally,
  measured: Measured,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const idle = [...connections];
  const underWay = new Set<number>();
  const beganAtMs = performance.now();
  const dueAtMs = (index: number): number => beganAtMs + (index / ratePerS) * 1_000;
  let sentCount = 0;
  const sendDue = (): void => {
    const untilMs = Math.min(performance.now(), measured.toMs);
    for (let dueMs = dueAtMs(sentCount); dueMs < untilMs; dueMs = dueAtMs(++sentCount)) {
      const connection = idle.pop();
      if (connection === undefined) break;
      send(connection, dueMs);
    }
    const isAllAnswered = dueAtMs(sentCount) >= measured.toMs && underWay.size === 0;
    if (isAllAnswered || performance.now() >= measured.toMs + measuredMs) finish();
  };
  const send = (connection: HttpConnection, dueMs: number): void => {
    underWay.add(dueMs);
    connection.send(requestText(target, tally.nextIndex++), (status) => {
      if (!underWay.delete(dueMs)) return;
      count(tally, measured, status, { dueMs, countedAtMs: dueMs });
      idle.push(connection);
      sendDue();
    });
  };
  const timer = setInterval(sendDue, 1);
  const finish = (): void => {
    clearInterval(timer);
    for (; dueAtMs(sentCount) < measured.toMs; sentCount += 1) underWay.add(dueAtMs(sentCount));
    for (const dueMs of underWay) count(tally, measured, 201, { dueMs, countedAtMs: dueMs });
    underWay.clear();
    resolve();
  };
  return promise;
}
