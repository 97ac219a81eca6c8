import { z } from 'zod';
import { must } from '../contact-center/center.ts';
import { recordingKinds } from '../contact-center/work-item.ts';
import { done, type Turn } from '../contact-center/turn.ts';
import type { CommandBody, Reply } from '../contact-center/commands.ts';
import type { WorkItem } from '../queue/line.ts';

/** What is kept of a recording beside its sound: one stretch in which the customer and an agent heard each other (D13). */
export const recordingRow = z.object({
  id: z.string(),
  /** The callback or live call. */
  itemId: z.string(),
  callId: z.string(),
  serviceId: z.string(),
  agentId: z.string().nullable(),
  kind: z.enum(recordingKinds),
  startedAt: z.number(),
  /** Null while it goes on. */
  endedAt: z.number().nullable(),
  /** When its sound was given up for good. Null: it is kept. */
  deletedAt: z.number().nullable().default(null),
});
/** What is kept of a recording beside its sound. */
export type Recording = z.infer<typeof recordingRow>;

/** Begins to record a conversation whose two sides have just been connected, where the service asks for it. */
export function startRecording(turn: Turn, item: WorkItem): void {
  const call = must(item.call, 'call');
  const { recording } = turn.center.service(item.serviceId);
  if (recording === 'off' || call.recordings.length > 0) return;
  const kinds = recording === 'mixed' ? (['mixed'] as const) : recordingKinds;
  call.recordings = kinds.map((kind) => ({ id: turn.nextId('rec'), kind, startedAt: turn.now }));
  const legIds = { mixed: null, customer: item.customerLegId, agent: item.agentLegId };
  for (const { id, kind } of call.recordings) {
    turn.phone({ kind: 'record', recordingId: id, bridgeId: call.bridgeId, legId: legIds[kind] });
    saveRecording(turn, item, id, null);
  }
  turn.saveItem(item);
  turn.note('recording.started', item, { callId: call.id });
}

/** Ends what is being recorded of an item's conversation, if anything is. The caller saves the item. */
export function stopRecording(turn: Turn, item: WorkItem): void {
  const { call } = item;
  if (call === null || call.recordings.length === 0) return;
  for (const { id } of call.recordings) {
    turn.phone({ kind: 'stop_recording', recordingId: id });
    saveRecording(turn, item, id, turn.now);
  }
  call.recordings = [];
  turn.note('recording.ended', item, { callId: call.id });
}

function saveRecording(turn: Turn, item: WorkItem, id: string, endedAt: number | null): void {
  const call = must(item.call, 'call');
  const { kind, startedAt } = must(
    call.recordings.find((one) => one.id === id),
    'recording',
  );
  const { serviceId, agentId } = item;
  const row: Recording = {
    id,
    itemId: item.id,
    callId: call.id,
    serviceId,
    agentId,
    kind,
    startedAt,
    endedAt,
    deletedAt: null,
  };
  turn.center.recorder.row('recording', id, row);
}

/** Writes into the history that somebody was given the sound of a recording: an audit entry. */
export function noteListening(turn: Turn, body: Extract<CommandBody, { kind: 'note_listening' }>): Reply {
  const { recordingId, itemId, serviceId } = body;
  turn.note('recording.fetched', { id: itemId, serviceId }, { recordingId });
  return done(recordingId);
}
