import { type AriAddress, storedRecordings } from '@ringback/driver-phone-asterisk';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerLog } from '../parts.ts';
import type { RecordingShelf } from '../recordings/recording-shelf.ts';

/** Ids become names of files: nothing else may stand in them. */
const RECORDING_ID = /^rec_[0-9A-Za-z]{1,60}$/u;

/** Recordings of an engine that belongs to this server: moved from its spool into the data folder when they end. */
export interface MovedRecordings extends RecordingShelf {
  /** Moves one; what cannot be moved now is moved at the next start. */
  take(recordingId: string): void;
  /** Moves whatever ended while nobody looked. */
  takeAll(): Promise<void>;
}

/** The shelf of an engine that somebody else runs: sounds stay there and are asked for each time. */
export function createEngineShelf(engine: AriAddress): RecordingShelf {
  const stored = storedRecordings(engine);
  return {
    read: (recordingId) => (RECORDING_ID.test(recordingId) ? stored.read(recordingId) : Promise.resolve(null)),
    // Somebody else's recordings lie there as well.
    list: async () => (await stored.list()).filter((id) => RECORDING_ID.test(id)),
    remove: (recordingId) => (RECORDING_ID.test(recordingId) ? stored.remove(recordingId) : Promise.resolve()),
  };
}

/** The shelf in `dataFolder/recordings`, filled from the engine of this server. */
export function createMovedRecordings(engine: AriAddress, dataFolder: string, log: ServerLog): MovedRecordings {
  const stored = storedRecordings(engine);
  const folder = join(dataFolder, 'recordings');
  const fileOf = (recordingId: string): string => join(folder, `${recordingId}.wav`);

  async function move(recordingId: string): Promise<void> {
    if (!RECORDING_ID.test(recordingId)) return;
    const sound = await stored.read(recordingId);
    if (sound === null) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // A file is whole or not there, whenever the server ends.
    await writeFile(`${fileOf(recordingId)}.part`, sound, { mode: 0o600 });
    await rename(`${fileOf(recordingId)}.part`, fileOf(recordingId));
    await stored.remove(recordingId);
  }
  const complain = (error: unknown): void => log.warn('a recording was not moved', { error: String(error) });

  return {
    async read(recordingId) {
      if (!RECORDING_ID.test(recordingId)) return null;
      return (await readFile(fileOf(recordingId)).catch(() => null)) ?? (await stored.read(recordingId));
    },
    async list() {
      const files = await readdir(folder).catch(() => []);
      const inFolder = files.flatMap((file) => (file.endsWith('.wav') ? [file.slice(0, -'.wav'.length)] : []));
      return [...inFolder, ...(await stored.list())].filter((id) => RECORDING_ID.test(id));
    },
    async remove(recordingId) {
      if (!RECORDING_ID.test(recordingId)) return;
      // The engine's copy first: a sound that is being moved at this moment is in the folder afterwards.
      await stored.remove(recordingId);
      await rm(fileOf(recordingId), { force: true });
    },
    take: (recordingId) => void move(recordingId).catch(complain),
    async takeAll() {
      const ids = await stored.list().catch((error: unknown) => (complain(error), []));
      for (const id of ids) await move(id).catch(complain);
    },
  };
}
