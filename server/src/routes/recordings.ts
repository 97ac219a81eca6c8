import type { Recording } from '@ringback/core';
import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Parts } from '../parts.ts';
import { readKept } from '../recordings/retention.ts';
import { submit } from './submitting.ts';

/** Answers the sounds of recordings and deletes them. Whoever gets or deletes one stands in the history (D13, X7). */
export function recordingHandlers(parts: Parts): Pick<Handlers, 'getRecording' | 'deleteRecording'> {
  return {
    getRecording: async (ask) => {
      const row = await readOne(parts, ask.params.id);
      const sound = await parts.recordings.read(row.id);
      if (sound === null)
        throw new ProblemError('unknown_recording', { detail: `No sound is kept of recording ${row.id}.` });
      const { id: recordingId, itemId, serviceId } = row;
      await submit(parts, ask, { kind: 'note_listening', recordingId, itemId, serviceId });
      return { status: 200, body: sound };
    },
    deleteRecording: async (ask) => {
      const recording = await readOne(parts, ask.params.id);
      await submit(parts, ask, { kind: 'delete_recording', recording, reason: 'request' });
      // Nobody gets it any more; what cannot be removed now is removed with the next look.
      await parts.recordings.remove(recording.id).catch((error: unknown) => {
        parts.log.warn('the sound of a deleted recording was not removed yet', { error: String(error) });
      });
      return { status: 204, body: null };
    },
  };
}

async function readOne(parts: Parts, id: string): Promise<Recording> {
  const row = await readKept(parts, id);
  if (row === null) throw new ProblemError('unknown_recording', { detail: `There is no recording ${id}.` });
  return row;
}
