import { createHash } from 'node:crypto';
import type { Finding, HouseRule, SourceFile } from './house-rule.ts';

/** The list of merged migrations with the SHA-256 of each. */
export const migrationsLock = 'drivers/store-postgres/migrations.lock.json';

/** Whether a path is a migration of the PostgreSQL store. */
export function isMigration(path: string): boolean {
  return (
    /^drivers\/store-postgres\/(src\/)?migrations\/[\w-]+\.(sql|ts)$/u.test(path) &&
    !/\/index\.ts$|\.test\.ts$/u.test(path)
  );
}

/** The fingerprint of a migration: SHA-256 in hexadecimal. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The fingerprints in a lock file, by path. */
export function readLock(text: string): Map<string, string> {
  const entries: unknown = JSON.parse(text);
  return new Map(Object.entries(Object(entries)).map(([path, hash]) => [path, String(hash)]));
}

/** A merged migration never changes: some database has already run it. A change is a new migration. */
export const migrations: HouseRule = {
  name: 'merged migrations are unchanged',
  minimumFileCount: 0,
  reads: (path) => isMigration(path) || path === migrationsLock,
  inspect: (files) => {
    const present = new Map(files.filter(({ path }) => isMigration(path)).map((file) => [file.path, file]));
    const lock = readLock(files.find(({ path }) => path === migrationsLock)?.text ?? '{}');
    return [...changedOrGone(lock, present), ...notListed(lock, present)];
  },
};

function changedOrGone(lock: ReadonlyMap<string, string>, present: ReadonlyMap<string, SourceFile>): Finding[] {
  return [...lock].flatMap(([path, hash]) => {
    const file = present.get(path);
    if (file === undefined)
      return [{ path, line: 1, message: 'a merged migration is gone; databases have run it, so it stays' }];
    if (fingerprint(file.text) === hash) return [];
    return [{ path, line: 1, message: 'a merged migration was changed; put it back and write a new one' }];
  });
}

function notListed(lock: ReadonlyMap<string, string>, present: ReadonlyMap<string, SourceFile>): Finding[] {
  const missing = [...present.keys()].filter((path) => !lock.has(path));
  return missing.map((path) => ({ path, line: 1, message: `not in ${migrationsLock}; \`npm run gen\` adds it` }));
}
