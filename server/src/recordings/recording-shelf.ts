/** Where the sounds of recordings are. */
export interface RecordingShelf {
  /** A WAVE file by the recording's id; null when there is none: it goes on, or nothing was said, or the phone keeps no sound. */
  read(recordingId: string): Promise<Uint8Array | null>;
  /** Ids of the recordings whose sound is here. */
  list(): Promise<readonly string[]>;
  /** Removes a sound for good; one that is not here changes nothing. Rejects where it could not be removed. */
  remove(recordingId: string): Promise<void>;
}

/** The shelf of a phone that keeps no sound. */
export const emptyShelf: RecordingShelf = {
  read: () => Promise.resolve(null),
  list: () => Promise.resolve([]),
  remove: () => Promise.resolve(),
};
