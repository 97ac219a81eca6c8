/** Where the sounds of recordings are. */
export interface RecordingShelf {
  /** A WAVE file by the recording's id; null when there is none: it goes on, or nothing was said, or the phone keeps no sound. */
  read(recordingId: string): Promise<Uint8Array | null>;
}

/** The shelf of a phone that keeps no sound. */
export const emptyShelf: RecordingShelf = { read: () => Promise.resolve(null) };
