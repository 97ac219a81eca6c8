import { recordingRow } from '@ringback/core';
import type { Handlers } from '../http/handlers.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Parts } from '../parts.ts';
import { submit } from './submitting.ts';

/** Answers the sounds of recordings. Whoever gets one stands in the history (D13). */
export function recordingHandlers(parts: Parts): Pick<Handlers, 'getRecording'> {
  return {
    getRecording: async (ask) => {
      const row = recordingRow.nullable().parse(await parts.readModel.recording(parts.tenantId, ask.params.id));
      if (row === null)
        throw new ProblemError('unknown_recording', { detail: `There is no recording ${ask.params.id}.` });
      const sound = await parts.recordings.read(row.id);
      if (sound === null)
        throw new ProblemError('unknown_recording', { detail: `No sound is kept of recording ${row.id}.` });
      const { id: recordingId, itemId, serviceId } = row;
      await submit(parts, ask, { kind: 'note_listening', recordingId, itemId, serviceId });
      return { status: 200, body: sound };
    },
  };
}
