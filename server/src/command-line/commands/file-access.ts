import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the disk can only be read',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'there is a file of this name',
  EISDIR: 'it is a folder, not a file',
  ENOSPC: 'the disk is full',
};

/** What the system says of a file, in words where they are known. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return problems[code] ?? (error instanceof Error ? error.message : String(error)).replace(/\.$/u, '');
}

/** The text of a file. Throws with its path, what is wrong, and `advice`. */
export async function readText(path: string, advice: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read: ${fileProblem(error)}. ${advice}`, { cause: error });
  }
}

/** Makes a folder with those above it, one after the other. Throws where it cannot be written, with what is wrong and `advice`. */
export async function makeWritableFolder(path: string, advice: string): Promise<void> {
  try {
    await makeFolder(path);
    await access(path, constants.W_OK);
  } catch (error) {
    throw new Error(`The folder ${path} cannot be written: ${fileProblem(error)}. ${advice}`, { cause: error });
  }
}

/** Node's own way, `recursive`, never ends where a file system makes no folders at all, such as /proc. */
async function makeFolder(path: string): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere && dirname(path) !== path) await makeFolder(dirname(path));
  if (!isThere) await mkdir(path);
}
