import { must } from '../contact-center/center.ts';
import type { Turn } from '../contact-center/turn.ts';
import type { WorkItem } from '../queue/line.ts';
import type { Leg } from './leg.ts';
import { startRecording, stopRecording } from './recording.ts';
import { isAgentAway } from './rejoin.ts';

/** How long the sentence that a call is recorded may take before the two are connected all the same, milliseconds. */
const NOTICE_MAX_MS = 10_000;

/** Lets the customer and the agent hear each other, and records it where the service asks for it. */
export function join(turn: Turn, item: WorkItem): void {
  const { bridgeId } = must(item.call, 'call');
  const customerLegId = must(item.customerLegId, 'customer leg');
  const leg = turn.center.legs.get(customerLegId);
  if (leg !== undefined && tellRecording(turn, item, leg)) return;
  turn.phone({ kind: 'hold_music', legId: customerLegId, isOn: false });
  turn.phone({ kind: 'bridge', bridgeId, legIds: [customerLegId, must(item.agentLegId, 'agent leg')] });
  startRecording(turn, item);
}

/** The customer hears music, the agent nothing: each leg for itself. */
export function part(turn: Turn, item: WorkItem): void {
  const { bridgeId } = must(item.call, 'call');
  stopRecording(turn, item);
  turn.phone({ kind: 'unbridge', bridgeId });
  turn.phone({ kind: 'hold_music', legId: must(item.customerLegId, 'customer leg'), isOn: true });
}

/** Nobody is recorded who was not told: true when the sentence is spoken first. */
function tellRecording(turn: Turn, item: WorkItem, leg: Leg): boolean {
  const { recording } = turn.center.service(item.serviceId);
  if (recording === 'off' || leg.isRecordingTold) return false;
  if (leg.noticePlayId !== null) return true;
  leg.noticePlayId = turn.nextId('play');
  leg.deadlineAt = turn.now + NOTICE_MAX_MS;
  turn.saveLeg(leg);
  const prompt = { name: 'recording_notice', language: item.language, values: {} } as const;
  turn.phone({ kind: 'play', legId: leg.id, playId: leg.noticePlayId, prompt });
  return true;
}

/** The customer has heard that the call is recorded: now the two are connected, unless they were parted meanwhile. */
export function recordingTold(turn: Turn, leg: Leg): void {
  leg.isRecordingTold = true;
  leg.noticePlayId = null;
  leg.deadlineAt = null;
  turn.saveLeg(leg);
  const item = turn.center.item(leg.itemId);
  if (item === null || item.customerLegId !== leg.id || item.state !== 'connected' || item.call === null) return;
  if (!item.call.isOnHold && !isAgentAway(turn, item)) join(turn, item);
}

/** The announcement tells the customer that the call is recorded. */
export function noteRecordingTold(turn: Turn, legId: string): void {
  const leg = must(turn.center.legs.get(legId), 'leg');
  leg.isRecordingTold = true;
  turn.saveLeg(leg);
}
