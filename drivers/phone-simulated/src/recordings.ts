import type { Clock } from '@ringback/engine';

/** A note that a conversation was recorded: the simulated phone has no sound to keep. Times in epoch milliseconds. */
export interface NotedRecording {
  readonly recordingId: string;
  readonly bridgeId: string;
  /** Null: both sides in one. */
  readonly legId: string | null;
  readonly startedAt: number;
  /** Null while it goes on. */
  readonly endedAt: number | null;
}

/** Keeps notes of what was asked to be recorded. Repeats change nothing. */
export function createRecordings(clock: Clock) {
  const notes = new Map<string, NotedRecording>();
  return {
    start(recordingId: string, bridgeId: string, legId: string | null): void {
      if (notes.has(recordingId)) return;
      notes.set(recordingId, { recordingId, bridgeId, legId, startedAt: clock.now(), endedAt: null });
    },
    stop(recordingId: string): void {
      const note = notes.get(recordingId);
      if (note !== undefined && note.endedAt === null) notes.set(recordingId, { ...note, endedAt: clock.now() });
    },
    all: (): readonly NotedRecording[] => [...notes.values()],
  };
}
