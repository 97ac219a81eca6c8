export { openPostgres, type Database } from './database.ts';
export { openEmbedded, type EmbeddedDatabase } from './embedded/open-embedded.ts';
export { MigrationError } from './migrate.ts';
export { InvalidCursorError } from './cursor.ts';
export { ForwardTimeoutError } from './inbox.ts';
export { FolderInUseError } from './embedded/folder-lock.ts';
