import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { phoneHome } from '../process/installed-engine.ts';

/** Programs that make and change sound. Null: not on this machine. */
export interface VoicePrograms {
  /** eSpeak NG: speaks a text. */
  readonly espeak: string | null;
  /** SoX: changes rate, channels and loudness. */
  readonly sox: string | null;
}

/** What a person does to get the programs. */
export const HOW_TO_GET_VOICES =
  'install the packages espeak-ng and sox, or run `npm run phone:install` on a system made from Debian';

/** A program that ended badly; the message has what it said. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed';
}

/** Finds the programs: those that `npm run phone:install` put into the phone folder, else those on the PATH. */
export function findVoicePrograms(environment: NodeJS.ProcessEnv = process.env): VoicePrograms {
  return { espeak: findProgram('espeak-ng', environment), sox: findProgram('sox', environment) };
}

/** A program of the phone folder or on the PATH; null when it is in neither. */
export function findProgram(name: string, environment: NodeJS.ProcessEnv = process.env): string | null {
  const folders = [join(phoneHome(environment), 'bin'), ...(environment['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** Runs a program to its end with a text on its input. Rejects with ProgramFailed. */
export function runProgram(program: string, args: readonly string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()));
    child.on('error', (error) => reject(new ProgramFailed(`${program}: ${error.message}`)));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new ProgramFailed(`${program} ended with ${code}: ${said.trim().slice(-500)}`)),
    );
    // A program that ends before it has read everything says so by its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
