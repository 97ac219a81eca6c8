import type { PhoneEffect, PhoneEvent, PromptName } from '@ringback/core';

/** One connection of a node with the phone system, from its start until the node leaves it. */
export interface PhoneSession {
  readonly nodeId: string;
  isOpen: boolean;
  /** When the network last told this session which legs there are; true time. */
  lookedUpAt: number;
  /** Has the node been itself for so long: no stall, no clock set? */
  readonly isSteady: (forMs: number) => boolean;
  /** The latest time that the clock of the node has ever shown: nothing is decided at an earlier one. */
  readonly latestClock: () => number;
  /** Does the node decide at this moment? */
  readonly isDeciding: () => boolean;
}

/** What became of one leg, as the network knows it. Times are true times. */
export interface LegRecord {
  readonly legId: string;
  readonly direction: 'outbound' | 'inbound';
  readonly beganAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  /** A fault of ours kept a report of it, or a request about it, from arriving. */
  isDoubtful: boolean;
  /** The phone engine went away with it. */
  isLost: boolean;
  /** Keys that were pressed on it, in their order. */
  keys: string;
  /** What was spoken on it. */
  readonly promptNames: Set<PromptName>;
  /** What sounded on it, or was made out by listening, where it was a machine. */
  machine: 'voicemail' | 'fax' | null;
  /** The bridge it is in. */
  bridgeId: string | null;
}

/** A recording as the network made it. Times are true times. */
export interface RecordingRecord {
  readonly recordingId: string;
  readonly bridgeId: string;
  beganAt: number | null;
  stoppedAt: number | null;
}

/** A report that reached a node's engine. */
export interface Told {
  readonly kind: PhoneEvent['kind'];
  readonly legId: string;
  readonly at: number;
  readonly session: PhoneSession;
  /** The latest that the node's clock had shown at that moment. */
  readonly clockAt: number;
  readonly wasDeciding: boolean;
}

/**
 * What the telephone network did and whom it told, with the faults we put in its way: the truth that stored legs are held
 * against.
 */
export class NetworkLog {
  readonly legs = new Map<string, LegRecord>();
  /** Those of them that have not ended. */
  readonly upLegs = new Map<string, LegRecord>();
  readonly sessions = new Map<string, PhoneSession>();
  /** Recordings that run, and those whose stop came before them. */
  readonly recordings = new Map<string, RecordingRecord>();
  /** Bridges and recordings about which a request was refused by a fault of ours. */
  readonly doubtfulIds = new Set<string>();
  private readonly toldListeners: ((told: Told) => void)[] = [];

  /** Tells every report that reached an engine. */
  onTold(listener: (told: Told) => void): void {
    this.toldListeners.push(listener);
  }

  began(legId: string, direction: LegRecord['direction'], at: number): void {
    const leg: LegRecord = {
      legId,
      direction,
      beganAt: at,
      answeredAt: null,
      endedAt: null,
      isDoubtful: false,
      isLost: false,
      keys: '',
      promptNames: new Set(),
      machine: null,
      bridgeId: null,
    };
    this.legs.set(legId, leg);
    this.upLegs.set(legId, leg);
  }

  answered(legId: string, at: number): void {
    const leg = this.legs.get(legId);
    if (leg !== undefined) leg.answeredAt ??= at;
  }

  ended(legId: string, at: number): void {
    const leg = this.legs.get(legId);
    if (leg !== undefined) leg.endedAt ??= at;
    this.upLegs.delete(legId);
  }

  /** The phone engine goes away with this leg. */
  wasLost(legId: string): void {
    const leg = this.legs.get(legId);
    if (leg !== undefined) leg.isLost = true;
  }

  /** A key was pressed. */
  pressed(legId: string, digit: string): void {
    const leg = this.legs.get(legId);
    if (leg !== undefined) leg.keys += digit;
  }

  /** A sentence began. */
  spoke(legId: string, name: PromptName): void {
    this.legs.get(legId)?.promptNames.add(name);
  }

  /** A machine made itself known. */
  machineSounded(legId: string, machine: 'voicemail' | 'fax'): void {
    const leg = this.legs.get(legId);
    if (leg !== undefined) leg.machine = machine;
  }

  /** A leg came into a bridge, or left the one it was in. */
  bridged(legId: string, bridgeId: string | null): void {
    const leg = this.legs.get(legId);
    if (leg !== undefined) leg.bridgeId = bridgeId;
  }

  /** A recording began. A repeat changes nothing. */
  recordingBegan(recordingId: string, bridgeId: string, at: number): void {
    const known = this.recordings.get(recordingId);
    if (known === undefined) this.recordings.set(recordingId, { recordingId, bridgeId, beganAt: at, stoppedAt: null });
    else if (known.stoppedAt === null) known.beganAt ??= at;
  }

  /** A recording was stopped, before it had begun perhaps. */
  recordingStopped(recordingId: string, at: number): void {
    const known = this.recordings.get(recordingId);
    if (known === undefined)
      this.recordings.set(recordingId, { recordingId, bridgeId: '', beganAt: null, stoppedAt: at });
    else known.stoppedAt ??= at;
  }

  /** A node connected; it is told things from now on. */
  opened(session: PhoneSession): void {
    this.sessions.set(session.nodeId, session);
  }

  /** A report was lost by a fault of ours. */
  lost({ legId }: PhoneEvent): void {
    const leg = legId === null ? undefined : this.legs.get(legId);
    if (leg !== undefined) leg.isDoubtful = true;
  }

  /** A request was refused by a fault of ours. */
  refused(effect: PhoneEffect): void {
    const leg = 'legId' in effect && effect.legId !== null ? this.legs.get(effect.legId) : undefined;
    if (leg !== undefined) leg.isDoubtful = true;
    if ('bridgeId' in effect) this.doubtfulIds.add(effect.bridgeId);
    if ('recordingId' in effect) this.doubtfulIds.add(effect.recordingId);
  }

  /** A report reached the engine of a session. */
  told(event: PhoneEvent, session: PhoneSession, at: number): void {
    const { kind, legId } = event;
    if (legId === null) return;
    const told = { kind, legId, at, session, clockAt: session.latestClock(), wasDeciding: session.isDeciding() };
    for (const listener of this.toldListeners) listener(told);
  }
}
