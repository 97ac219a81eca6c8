import { mkdir } from 'node:fs/promises';
import { openEmbedded, openPostgres, type Database } from '@ringback/driver-store-postgres';
import type { Settings } from '../settings/environment.ts';

/**
 * Opens the database of the settings, made and brought up to date where needed: PostgreSQL, or the embedded one in the data folder.
 * @param onMigrationStep told after each step of bringing it up to date, before that is committed.
 */
export async function openDatabase(
  settings: Pick<Settings, 'databaseUrl' | 'dataFolder'>,
  onMigrationStep: () => void = () => {},
): Promise<Database> {
  if (settings.databaseUrl !== null) return openPostgres({ url: settings.databaseUrl, onMigrationStep });
  await mkdir(settings.dataFolder, { recursive: true });
  return openEmbedded({ folder: settings.dataFolder, onMigrationStep });
}
