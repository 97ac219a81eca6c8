import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listFiles, repositoryRoot } from '../support/repository.ts';
import { mutatedFiles, type Mutation } from './mutation.ts';

/** A copy of the working tree, with what is not committed yet, in which guards are taken out and put back. */
export interface WorkingCopy {
  readonly root: string;
  /** Takes a mutation's guard out. Throws MutationDoesNotFitError, and then nothing has changed. */
  mutate(mutation: Mutation): void;
  /** Puts every guard back. */
  restore(): void;
  remove(): void;
}

const notNeeded = /^(docs|e2e|console|widget)\//u;

/** Copies a tree, with a folder of modules that leads to the packages of this one but to the rooms of the copy. */
export function makeWorkingCopy(of: string = repositoryRoot): WorkingCopy {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'ringback-mutations-')));
  for (const path of listFiles(of).filter((each) => !notNeeded.test(each))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(join(of, path), join(root, path));
  }
  linkModules(root);
  const changed = new Map<string, string>();
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  return {
    root,
    mutate: (mutation) => {
      for (const [path, text] of mutatedFiles(mutation, read)) {
        changed.set(path, read(path));
        writeFileSync(join(root, path), text);
      }
    },
    restore: () => {
      for (const [path, text] of changed) writeFileSync(join(root, path), text);
      changed.clear();
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function linkModules(root: string): void {
  const modules = join(repositoryRoot, 'node_modules');
  const rooms = join(root, 'node_modules', '@ringback');
  mkdirSync(rooms, { recursive: true });
  for (const entry of readdirSync(modules)) {
    if (entry !== '@ringback' && !entry.startsWith('.vite'))
      link(join(modules, entry), join(root, 'node_modules', entry));
  }
  // npm links rooms by a path relative to the folder of modules, so the same words lead to the copy's rooms.
  for (const room of readdirSync(join(modules, '@ringback'))) {
    const target = readlinkSync(join(modules, '@ringback', room));
    if (existsSync(join(rooms, target))) symlinkSync(target, join(rooms, room), 'junction');
  }
}

function link(target: string, path: string): void {
  symlinkSync(target, path, 'junction');
}
