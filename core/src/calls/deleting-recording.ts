import type { CommandBody, Reply } from '../contact-center/commands.ts';
import { done, refuse, type Turn } from '../contact-center/turn.ts';
import type { Recording } from './recording.ts';

/**
 * Gives the sound of a recording up. Its row stays and says so: whoever has the sound looks there and removes it, also after a
 * crash in between, and who deleted what stands in the history (X7, M5). Refused while it goes on.
 */
export function deleteRecording(turn: Turn, body: Extract<CommandBody, { kind: 'delete_recording' }>): Reply {
  const { recording, reason } = body;
  if (recording.endedAt === null)
    return refuse(
      'not_allowed_in_state',
      'This conversation is still being recorded. Delete it once it has ended.',
      'id',
    );
  const { id, itemId, serviceId } = recording;
  const row: Recording = { ...recording, deletedAt: turn.now };
  turn.center.recorder.row('recording', id, row);
  turn.note('recording.deleted', { id: itemId, serviceId }, { recordingId: id, reason });
  return done(id);
}
