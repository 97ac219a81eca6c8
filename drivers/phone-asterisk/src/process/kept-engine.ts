import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asteriskConfiguration } from '../configuration/index.ts';
import { answersPing, startEngine, type EngineSettings } from './engine-process.ts';
import type { InstalledEngine } from './installed-engine.ts';
import { livingPidIn, untilGone } from './living-process.ts';
import { foldersIn, writeConfiguration } from './run-folder.ts';

/** An engine that outlives the program that started it, should that be killed. */
export interface KeptEngine {
  readonly url: string;
  /** Whether it ran already, with the calls it carries. */
  readonly wasRunning: boolean;
  /** Settles when it has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** Ends it in order; kills it when that takes longer than 5 s. */
  stop(): Promise<void>;
}

/** An engine that lives and does not answer is waited for so long, milliseconds. */
const PATIENCE_MS = 10_000;
const STOP_MAX_MS = 5_000;

/**
 * Starts the engine of a run folder, or takes up the one that still runs there with its calls. Settings that changed meanwhile
 * are loaded by it. One that lives and does not answer for 10 s is killed. Rejects when it does not answer.
 */
export async function keepEngine(
  engine: InstalledEngine,
  settings: EngineSettings,
  runFolder: string,
): Promise<KeptEngine> {
  const url = `http://127.0.0.1:${settings.network.httpPort}`;
  const folders = foldersIn(runFolder, engine);
  const pid = livingPidIn(folders);
  if (pid === null || !(await answersInTime(url, settings.ari, pid))) {
    const { ended, stop } = await startEngine({ engine, settings, runFolder });
    return { url, wasRunning: false, ended, stop };
  }
  const files = asteriskConfiguration({ ...settings, folders });
  const configuration = join(folders.configuration, 'asterisk.conf');
  if ([...files].some(([name, text]) => readIfThere(join(folders.configuration, name)) !== text)) {
    writeConfiguration(folders, files);
    await runConsole(engine.program, configuration, 'core reload');
  }
  const ended = untilGone(pid);
  return { url, wasRunning: true, ended, stop: () => stopTakenUp(engine.program, configuration, pid, ended) };
}

/** False: it did not, or it ended; in the end it does not live any more. */
async function answersInTime(url: string, account: EngineSettings['ari'], pid: number): Promise<boolean> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  let isGone = false;
  const gone = untilGone(pid).then(() => void (isGone = true));
  while (!isGone && performance.now() < giveUpAt) {
    if (await answersPing(url, account)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (!isGone) kill(pid);
  await gone;
  return false;
}

async function stopTakenUp(program: string, configuration: string, pid: number, ended: Promise<void>): Promise<void> {
  await runConsole(program, configuration, 'core stop now');
  const patience = setTimeout(() => kill(pid), STOP_MAX_MS);
  await ended;
  clearTimeout(patience);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** What the console says is not looked at: an engine that stops closes it in the middle of a word. */
function runConsole(program: string, configuration: string, command: string): Promise<void> {
  return new Promise((resolve) => execFile(program, ['-C', configuration, '-rx', command], () => resolve()));
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
