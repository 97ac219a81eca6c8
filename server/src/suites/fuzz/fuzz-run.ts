import type { FuzzCase } from './fuzz-case.ts';
import { complaintAbout, type Answer } from './judge.ts';

/** Carries a case out. */
export type Send = (asked: FuzzCase) => Promise<Answer>;

/** What happened at one operation. */
export interface RouteCount {
  readonly operationId: string;
  sentCount: number;
  refusedCount: number;
  acceptedCount: number;
  complaintCount: number;
}

/** What came of a batch of cases. */
export interface FuzzReport {
  readonly routes: readonly RouteCount[];
  /** At most a few of each operation, with what was sent. */
  readonly complaints: readonly string[];
  readonly sentCount: number;
  readonly complaintCount: number;
}

const COMPLAINTS_SHOWN_PER_ROUTE = 6;
const PAYLOAD_SHOWN = 300;

/** Sends cases, so many at a time, and judges each answer. */
export async function fuzzRun(cases: readonly FuzzCase[], send: Send, concurrency: number): Promise<FuzzReport> {
  const routes = new Map<string, RouteCount>();
  const complaints: string[] = [];
  const pending = cases.values();
  const work = async (): Promise<void> => {
    for (const asked of pending) await carryOut(asked, send, routeOf(routes, asked), complaints);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const counts = [...routes.values()];
  return {
    routes: counts,
    complaints,
    sentCount: cases.length,
    complaintCount: counts.reduce((sum, { complaintCount }) => sum + complaintCount, 0),
  };
}

function routeOf(routes: Map<string, RouteCount>, { operation }: FuzzCase): RouteCount {
  const known = routes.get(operation.id);
  if (known !== undefined) return known;
  const made = { operationId: operation.id, sentCount: 0, refusedCount: 0, acceptedCount: 0, complaintCount: 0 };
  routes.set(operation.id, made);
  return made;
}

async function carryOut(asked: FuzzCase, send: Send, count: RouteCount, complaints: string[]): Promise<void> {
  const answer = await send(asked);
  count.sentCount += 1;
  if (answer.status < 400) count.acceptedCount += 1;
  else count.refusedCount += 1;
  const complaint = complaintAbout(asked, answer);
  if (complaint === null) return;
  count.complaintCount += 1;
  if (count.complaintCount > COMPLAINTS_SHOWN_PER_ROUTE) return;
  const payload = (asked.payload ?? '').slice(0, PAYLOAD_SHOWN);
  complaints.push(
    `${asked.operation.id}: ${asked.what}: ${complaint}\n    ${asked.method} ${asked.url.slice(0, PAYLOAD_SHOWN)} ${payload}`,
  );
}
