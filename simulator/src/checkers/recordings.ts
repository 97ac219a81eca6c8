import type { Recording } from '@ringback/core';
import { broken } from '../broken.ts';
import type { NetworkLog } from '../network-log.ts';
import { isAway, isTalking } from './conversations.ts';
import type { Item, Step, StoredWorld } from './stored-world.ts';

/** What the rows say must be so in the network after this long, milliseconds. */
const SETTLED_MS = 20_000;

/**
 * [D13] Recordings of the rows and of the network: one of each kind while two are connected, none while they are parted or after
 * the end, none of a customer who was not told, and none that the network goes on with.
 */
export class RecordingWitness {
  private readonly log: NetworkLog;
  /** Recordings that go on, by the rows. */
  private readonly running = new Map<string, Recording>();
  /** When the end of a recording was stored, true time. */
  private readonly endedAt = new Map<string, number>();
  /** Services whose recording was switched lately: conversations that began before keep what they had. */
  private readonly switchedAt = new Map<string, number>();

  constructor(log: NetworkLog) {
    this.log = log;
  }

  /** After a commit. */
  written(world: StoredWorld, step: Step): void {
    for (const { key, after } of step.recordings) if (after !== null) this.stored(key, after, step.written.at);
    for (const [id, before] of step.servicesBefore)
      if (before.recording !== world.services.get(id)?.recording) this.switchedAt.set(id, step.at);
    for (const { after } of step.recordings)
      if (after !== null && after.endedAt === null) this.checkStarted(world, after);
    for (const { key, after } of [...step.callbacks, ...step.liveCalls]) this.checkItem(world, key, after);
  }

  /** Now and then, of a writer that has been steady. */
  steady(now: number): void {
    for (const record of this.log.recordings.values()) {
      if (record.stoppedAt !== null) {
        this.log.recordings.delete(record.recordingId);
        this.endedAt.delete(record.recordingId);
        continue;
      }
      const since = this.endedAt.get(record.recordingId);
      if (since === undefined || now - since < SETTLED_MS) continue;
      if (!this.log.doubtfulIds.has(record.recordingId))
        broken('D13', `recording ${record.recordingId} was over ${now - since} ms ago, and goes on in the network`);
    }
  }

  private stored(id: string, recording: Recording, at: number): void {
    if (recording.endedAt === null) this.running.set(id, recording);
    else if (this.running.delete(id)) this.endedAt.set(id, at);
  }

  private checkStarted(world: StoredWorld, recording: Recording): void {
    const twin = [...this.running.values()].find(
      ({ id, callId, kind }) => id !== recording.id && callId === recording.callId && kind === recording.kind,
    );
    if (twin !== undefined)
      broken('D13', `recording ${recording.id} of ${recording.callId} was begun while ${twin.id} goes on`);
    const item = world.item(recording.itemId);
    const leg = item === null || item.customerLegId === null ? undefined : world.legs.get(item.customerLegId);
    if (leg !== undefined && !leg.isRecordingTold)
      broken('D13', `${recording.itemId} is recorded, and its customer was not told`);
  }

  private checkItem(world: StoredWorld, itemId: string, item: Item | null): void {
    const own = [...this.running.values()].filter((recording) => recording.itemId === itemId);
    if (item === null || !isTalking(item) || item.call.isOnHold || isAway(world, item)) {
      const [left] = own;
      if (left !== undefined)
        broken('D13', `recording ${left.id} goes on, and nobody talks about ${itemId}: ${item?.state ?? 'gone'}`);
      return;
    }
    const known = new Set(item.call.recordings.map(({ id }) => id));
    for (const { id } of own) if (!known.has(id)) broken('D13', `${itemId} has lost sight of recording ${id}`);
    this.checkRecorded(world, item);
  }

  /** A conversation of a service that records is recorded from its first moment on, or from the end of the notice. */
  private checkRecorded(world: StoredWorld, item: Item): void {
    const service = world.services.get(item.serviceId);
    const leg = item.customerLegId === null ? undefined : world.legs.get(item.customerLegId);
    if (service === undefined || service.recording === 'off' || leg === undefined || leg.noticePlayId !== null) return;
    const startedAt = item.call?.startedAt ?? 0;
    if ((this.switchedAt.get(service.id) ?? -Infinity) >= startedAt || item.call === null) return;
    const expected = service.recording === 'mixed' ? 1 : 3;
    if (item.call.recordings.length !== expected)
      broken(
        'D13',
        `${item.id} is connected with ${item.call.recordings.length} recordings, ${service.id} asks for ${expected}`,
      );
  }
}
