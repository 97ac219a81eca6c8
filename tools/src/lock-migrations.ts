// Writes the list of migrations: adds new ones, and takes the present text of those no commit holds yet.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isMigration, migrationsLock, readLock } from './house-rules/migrations.ts';
import { runProgram } from './support/child-process.ts';
import { listFiles, readSource, repositoryRoot } from './support/repository.ts';
import { print } from './support/terminal.ts';

async function isCommitted(path: string): Promise<boolean> {
  const { code } = await runProgram('git', ['cat-file', '-e', `HEAD:${path}`]);
  return code === 0;
}

const lockPath = join(repositoryRoot, migrationsLock);
const lock = existsSync(lockPath) ? readLock(readSource(migrationsLock)) : new Map<string, string>();
const paths = listFiles().filter(isMigration);
for (const path of paths) {
  if (lock.has(path) && (await isCommitted(path))) continue;
  lock.set(path, fingerprint(readSource(path)));
}
for (const path of lock.keys()) {
  if (!paths.includes(path) && !(await isCommitted(path))) lock.delete(path);
}
if (paths.length > 0) {
  writeFileSync(
    lockPath,
    `${JSON.stringify(Object.fromEntries([...lock].toSorted(([left], [right]) => left.localeCompare(right))), null, 2)}\n`,
  );
  print(`${migrationsLock}: ${lock.size} migrations`);
}
