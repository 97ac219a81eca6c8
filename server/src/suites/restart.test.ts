import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '@ringback/tools';
import { describe, expect, test } from 'vitest';
import { crashRun } from './restart/crash-run.ts';

const killCount = Number(process.env['RINGBACK_TEST_KILLS'] ?? 10);
const seed = Number(process.env['RINGBACK_TEST_SEED'] ?? 20_260_302);
const databaseServer = process.env['RINGBACK_TEST_DATABASE_URL'];
const hasServer = existsSync(join(import.meta.dirname, '../main.ts'));
const LIMIT_MS = 120_000 + killCount * 10_000;

async function run(databaseUrl: string | null): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ringback-restart-'));
  try {
    const place = { dataFolder, databaseUrl, adminKey: `rb_sk_${randomBytes(16).toString('hex')}` };
    const { broken, ...counts } = await crashRun({ place, seed, killCount });
    console.log(`seed ${seed}:`, JSON.stringify(counts));
    expect(broken).toEqual([]);
    expect(counts.acknowledgedCount).toBeGreaterThan(killCount);
    expect(counts.attemptCount).toBeGreaterThan(killCount);
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

describe.skipIf(!hasServer)('a server that is killed at random moments', () => {
  test('[X1][X2][I1][I2][I3][I7] keeps what it acknowledged, in the embedded database', () => run(null), LIMIT_MS);

  test.skipIf(databaseServer === undefined)(
    '[X1][X2][I1][I2][I3][I7] keeps what it acknowledged, in PostgreSQL',
    async () => {
      const database = await createDatabase(databaseServer ?? '');
      try {
        await run(database.url);
      } finally {
        await database.drop();
      }
    },
    LIMIT_MS,
  );
});
