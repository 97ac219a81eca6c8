import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type EngineFolders, ownCertificateFiles, selfSignedCertificate } from '../configuration/index.ts';
import type { InstalledEngine } from './installed-engine.ts';

/** The longest path of a UNIX socket on Linux, without its closing zero byte (unix(7), sun_path). */
const longestSocketPathBytes = 107;

/** The folders of an engine that runs in `runFolder`. Throws when the path of its control socket would be too long. */
export function foldersIn(runFolder: string, engine: InstalledEngine): EngineFolders {
  const run = join(runFolder, 'run');
  if (!fitsSocket(runFolder)) throw new Error(`the path ${runFolder} is too long for the engine's control socket`);
  return {
    configuration: join(runFolder, 'etc'),
    modules: engine.modulesFolder,
    data: engine.dataFolder,
    state: join(runFolder, 'lib'),
    spool: join(runFolder, 'spool'),
    run,
    log: join(runFolder, 'log'),
  };
}

/** A new, empty run folder with a short path. */
export function newRunFolder(): string {
  return mkdtempSync(join(tmpdir(), 'rb-ast-'));
}

/**
 * The run folder of the engine that belongs to a data folder, the same at every start: in the data folder, or, where
 * that path is too long for a control socket, in the system's temporary folder under a name made from it.
 */
export function runFolderOf(dataFolder: string): string {
  const inside = join(resolve(dataFolder), 'phone');
  if (fitsSocket(inside)) return inside;
  return join(tmpdir(), `rb-ast-${createHash('sha256').update(inside).digest('hex').slice(0, 12)}`);
}

/**
 * Makes the folders and writes the files into `folders.configuration`, readable by the owner only: they hold passwords. Makes the
 * certificate of the engine's own where there is none yet.
 */
export function writeConfiguration(folders: EngineFolders, files: ReadonlyMap<string, string>): void {
  const { configuration, state, spool, run, log } = folders;
  const made = [join(state, 'keys'), join(state, 'agi-bin'), join(spool, 'recording'), join(spool, 'tmp'), run, log];
  for (const folder of [configuration, ...made]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of files) writeFileSync(join(configuration, name), text, { mode: 0o600 });
  makeOwnCertificate(folders);
}

/** Once: a far end that remembers it would take a new one for somebody else's. */
function makeOwnCertificate(folders: EngineFolders): void {
  const files = ownCertificateFiles(folders);
  if (existsSync(files.certificate) && existsSync(files.key)) return;
  const { certificate, key } = selfSignedCertificate(['ringback.invalid']);
  writeFileSync(files.certificate, certificate, { mode: 0o600 });
  writeFileSync(files.key, key, { mode: 0o600 });
}

function fitsSocket(runFolder: string): boolean {
  return Buffer.byteLength(join(runFolder, 'run/asterisk.ctl')) <= longestSocketPathBytes;
}
