import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { PGlite } from '@electric-sql/pglite';
import { planSettings } from '../connect.ts';

const durableSettings = {
  fsync: 'on',
  wal_sync_method: 'fsync',
  synchronous_commit: 'on',
  full_page_writes: 'on',
} as const;

/** Start parameters with which commits wait for the disk. As shipped, `-F` turns fsync off, and fdatasync is a stub that does nothing. */
export const durableStartParams: readonly string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...Object.entries({ ...durableSettings, ...planSettings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

/** An open file of the WASM file system that lies on the real one. */
interface OpenFile {
  readonly nfd?: number;
  readonly node: object;
}

/** The part of the WASM runtime's file system that has no `fsync` as shipped. */
interface NodeFiles {
  readonly stream_ops: { fsync?: (file: OpenFile) => number };
  realPath(node: object): string;
}

function isNodeFiles(value: unknown): value is NodeFiles {
  return typeof value === 'object' && value !== null && 'stream_ops' in value && 'realPath' in value;
}

/** The data folder on the real file system, with an fsync that reaches the disk. Counts its calls. */
export class DurableNodeFS extends NodeFS {
  flushCount = 0;

  override async init(...[pg, given]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, given);
    const addFlush: NonNullable<typeof emscriptenOpts.preRun>[number] = (runtime) =>
      this.addFlush(runtime.FS.filesystems);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFlush] } };
  }

  private addFlush(fileSystems: unknown): void {
    const files =
      typeof fileSystems === 'object' && fileSystems !== null && 'NODEFS' in fileSystems ? fileSystems.NODEFS : null;
    if (!isNodeFiles(files)) throw new Error('this PGlite has no NODEFS to flush');
    files.stream_ops.fsync = (file) => {
      this.flushCount += 1;
      if (file.nfd === undefined) flushFolder(files.realPath(file.node));
      else fdatasyncSync(file.nfd);
      return 0;
    };
  }
}

/** Writes a folder's entries to disk. Windows cannot and need not. */
export function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
