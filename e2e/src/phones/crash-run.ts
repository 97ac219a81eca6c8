// Kills the server with calls up on a real phone engine, as often as wanted: docs/crash-test.md, "With a real phone engine".
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seeded } from '@ringback/testkit';
import type { CrashLife } from './crash-life.ts';
import { planCrashes } from './crash-plan.ts';
import { lineOf, summaryOf } from './crash-report.ts';
import { crashThrough, openCrashCentre, type CrashCentre } from './crash-centres.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100' },
    /** The first of them that is died: a run that was cut off goes on, and one death is had again. */
    from: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    centres: { type: 'string', default: '4' },
    minutes: { type: 'string', default: '120' },
  },
});
const [count, seed, centreCount] = [Number(values.count), Number(values.seed), Number(values.centres)];
const firstIndex = Number(values.from) - 1;
console.log(`seed ${seed}, ${count} deaths, ${centreCount} centres at once`);
const compileCache = compiledServer();
const centres: CrashCentre[] = [];
try {
  // One after the other: all at once would be slower for each.
  while (centres.length < centreCount) centres.push(await openCrashCentre(compileCache));
  const startedAtMs = performance.now();
  const plans = planCrashes(count, seeded(seed)).slice(firstIndex);
  const tell = (life: CrashLife, index: number): void => console.log(lineOf(life, firstIndex + index));
  const lives = await crashThrough(centres, plans, tell, Number(values.minutes) * 60_000);
  console.log(summaryOf(lives, performance.now() - startedAtMs));
  process.exitCode = lives.length === 0 || lives.some(({ broken }) => broken.length > 0) ? 1 : 0;
} finally {
  await Promise.all(centres.map((centre) => centre.close()));
  rmSync(compileCache['NODE_COMPILE_CACHE'], { recursive: true, force: true });
}

/** The server's compiled code in a folder: it makes a start twice as quick, but only a process that ends in order leaves any. */
function compiledServer(): { readonly NODE_COMPILE_CACHE: string } {
  const environment = { NODE_COMPILE_CACHE: mkdtempSync(join(tmpdir(), 'rb-compiled-')) };
  const program = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url));
  spawnSync(process.execPath, [program, '--help'], { env: { ...process.env, ...environment }, stdio: 'ignore' });
  return environment;
}
