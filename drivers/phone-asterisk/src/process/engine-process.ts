import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asteriskConfiguration, type AsteriskSettings } from '../configuration/index.ts';
import type { InstalledEngine } from './installed-engine.ts';
import { foldersIn, newRunFolder, writeConfiguration } from './run-folder.ts';

/** Settings without the folders, which the run folder decides. */
export type EngineSettings = Omit<AsteriskSettings, 'folders'>;

/** How to start an engine. */
export interface StartOptions {
  readonly engine: InstalledEngine;
  readonly settings: EngineSettings;
  /** A folder with a short path; a new one below the system's temporary folder when it is left out. */
  readonly runFolder?: string;
  /** How long it may take until ARI answers; 15 s when left out. */
  readonly readyWithinMs?: number;
}

/** How an engine ended. */
export interface EngineEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** An engine that runs as our child. It is killed when this process ends in an orderly way. */
export interface RunningEngine {
  readonly pid: number;
  /** `http://127.0.0.1:<port>`, in front of `/ari`. */
  readonly url: string;
  readonly runFolder: string;
  /** Settles when it has ended, for whatever reason. */
  readonly ended: Promise<EngineEnd>;
  /** Runs one command of the engine's console and answers what it said. */
  readonly console: (command: string) => Promise<string>;
  /** Everything in its log of notices, warnings and errors. */
  readonly log: () => string;
  /** Ends it in order: live calls get their BYE. Kills it when that takes longer than 5 s. */
  readonly stop: () => Promise<void>;
  /** Kills it as a crash would: no BYE, no last event. */
  readonly kill: () => Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Writes the configuration, starts the engine and waits until ARI answers. Rejects with the end of its log when it does not. */
export async function startEngine(options: StartOptions): Promise<RunningEngine> {
  const { engine, settings, runFolder = newRunFolder(), readyWithinMs = 15_000 } = options;
  const folders = foldersIn(runFolder, engine);
  writeConfiguration(folders, asteriskConfiguration({ ...settings, folders }));
  const configuration = join(folders.configuration, 'asterisk.conf');
  const child = spawn(engine.program, ['-C', configuration, '-f'], { stdio: 'ignore', cwd: runFolder });
  const ended = followEnd(child);
  const url = `http://127.0.0.1:${settings.network.httpPort}`;
  const log = (): string => readIfThere(join(folders.log, 'messages'));
  const started: RunningEngine = {
    pid: child.pid ?? 0,
    url,
    runFolder,
    ended,
    log,
    console: (command) => runConsole(engine.program, configuration, command),
    stop: () => stop(child, ended),
    kill: () => kill(child, ended),
  };
  if (await answersInTime(url, settings.ari, ended, readyWithinMs)) return started;
  await started.kill();
  throw new Error(`the phone engine did not answer within ${readyWithinMs} ms; its log ends:\n${log().slice(-2000)}`);
}

/** Whether the ARI at `url` takes the user and password and answers. Never rejects. */
export async function answersPing(
  url: string,
  { user, password }: { user: string; password: string },
): Promise<boolean> {
  try {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const answer = await fetch(`${url}/ari/asterisk/ping`, {
      headers: { authorization },
      signal: AbortSignal.timeout(2000),
    });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}

function followEnd(child: ChildProcess): Promise<EngineEnd> {
  running.add(child);
  return new Promise((resolve) => {
    const finish = (end: EngineEnd): void => {
      running.delete(child);
      resolve(end);
    };
    child.on('error', () => finish({ code: 127, signal: null }));
    child.on('exit', (code, signal) => finish({ code, signal }));
  });
}

async function answersInTime(
  url: string,
  account: { user: string; password: string },
  ended: Promise<EngineEnd>,
  limitMs: number,
): Promise<boolean> {
  const endAt = performance.now() + limitMs;
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver && performance.now() < endAt) {
    if (await answersPing(url, account)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

async function stop(child: ChildProcess, ended: Promise<EngineEnd>): Promise<void> {
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(patience);
}

async function kill(child: ChildProcess, ended: Promise<EngineEnd>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

function runConsole(program: string, configuration: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, ['-C', configuration, '-rx', command], (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`the console command "${command}" failed: ${stderr.trim() || stdout.trim()}`));
    });
  });
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
