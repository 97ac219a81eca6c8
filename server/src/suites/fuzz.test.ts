import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allCases } from './fuzz/all-cases.ts';
import { fuzzRun, type FuzzReport } from './fuzz/fuzz-run.ts';
import type { FuzzCase } from './fuzz/fuzz-case.ts';
import { readOperations } from './fuzz/operations.ts';
import { seeded } from '@ringback/testkit';
import { startServerWorld, type ServerWorld } from './fuzz/test-server-world.ts';

const seed = Number(process.env['RINGBACK_TEST_SEED'] ?? 20_260_302);
const BODY_COUNT_MAX = Number(process.env['RINGBACK_TEST_BODIES'] ?? 1_500);
const LEAST_REQUESTS = 20_000;
const LIMIT_MS = 300_000;
/** Operations that change the world under the other requests go last: the clock, then the whole configuration. */
const lastOnes = ['putConfiguration', 'setClock'];

let server: ServerWorld;
let cases: readonly FuzzCase[];
let sentCount = 0;

beforeAll(async () => {
  server = await startServerWorld();
  const { operations, resolve } = readOperations();
  const { world, callbacks } = server;
  cases = allCases({ operations, resolve, world, callbacks, random: seeded(seed), bodyCountMax: BODY_COUNT_MAX });
});
afterAll(() => server.close());

function show(title: string, { routes, sentCount: sent }: FuzzReport): void {
  const lines = routes.map(
    ({ operationId, sentCount: of, refusedCount, acceptedCount, complaintCount }) =>
      `${operationId.padEnd(28)}${String(of).padStart(7)}${String(refusedCount).padStart(9)}${String(acceptedCount).padStart(10)}${String(complaintCount).padStart(12)}`,
  );
  console.log(
    `${title}, seed ${seed}, ${sent} requests\n${'operation'.padEnd(28)}   sent  refused  accepted  complaints\n${lines.join('\n')}`,
  );
}

describe('hostile input, made from the OpenAPI document', () => {
  test(
    '[X4] what the document forbids is refused with a problem that names the field, and nothing is written',
    async () => {
      const before = await server.snapshot();
      const report = await fuzzRun(
        cases.filter(({ expectation }) => expectation.kind === 'refused'),
        server.send,
        8,
      );
      sentCount += report.sentCount;
      show('Forbidden', report);
      const isUnchanged = (await server.snapshot()) === before;
      expect({ complaints: report.complaints, isUnchanged }).toEqual({ complaints: [], isUnchanged: true });
    },
    LIMIT_MS,
  );

  test(
    '[X4] odd input that the document allows is done, or refused as the document says',
    async () => {
      const open = cases.filter(({ expectation }) => expectation.kind === 'open');
      const isLast = ({ operation }: FuzzCase): boolean => lastOnes.includes(operation.id);
      const first = await fuzzRun(
        open.filter((asked) => !isLast(asked)),
        server.send,
        32,
      );
      const last = await fuzzRun(open.filter(isLast), server.send, 1);
      sentCount += first.sentCount + last.sentCount;
      show('Allowed', {
        ...first,
        routes: [...first.routes, ...last.routes],
        sentCount: first.sentCount + last.sentCount,
      });
      expect([...first.complaints, ...last.complaints]).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    '[X4] nothing that was taken in keeps the server from starting again',
    async () => {
      await server.restart();
      expect(server.failures).toEqual([]);
      expect(sentCount).toBeGreaterThanOrEqual(LEAST_REQUESTS);
    },
    LIMIT_MS,
  );
});
