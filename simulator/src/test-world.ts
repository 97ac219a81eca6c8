import type { Change, Effect, HistoryEntry, TableName } from '@ringback/core';
import type { CommitBatch } from '@ringback/engine';
import { aQueue, aService, anAgent, changesOf } from '@ringback/testkit';
import { Database } from './database.ts';
import { Judge } from './judge.ts';
import { NetworkLog } from './network-log.ts';

/** Monday, 2 March 2026, 11:00 in Berlin. */
export const NOW = Date.UTC(2026, 2, 2, 10);
const OFFICE = {
  timeZone: 'Europe/Berlin',
  weekly: {
    monday: [{ from: '08:00', to: '18:00' }],
    tuesday: [],
    wednesday: [],
    thursday: [],
    friday: [],
    saturday: [],
    sunday: [],
  },
  holidays: [],
  specialDays: [],
};

type Row = Readonly<Record<string, unknown>>;

/** One row, written or removed. */
export function change(table: TableName, key: string, row: Row | null): Change {
  return { table, key, row };
}

/** An agent's live state: away, with nothing in hand. */
export function agent(id: string, row: Row): Change {
  const idle = {
    id,
    presence: 'away',
    activity: 'idle',
    itemId: null,
    offerId: null,
    earmarkedItemId: null,
    nextPresence: null,
    idleSinceAt: NOW,
  };
  return change('agent_state', id, { ...idle, ...row });
}

/** A callback that waits in its line. */
export function callback(id: string, row: Row): Change {
  return change('callback', id, {
    id,
    state: 'waiting',
    serviceId: 'svc_support',
    queueId: 'q_support',
    arrivalAt: NOW - 60_000,
    sequence: 1,
    priority: 0,
    phoneNumber: '+4930123456',
    attemptsMade: 0,
    createdAt: NOW,
    version: 1,
    ...row,
  });
}

/** A caller who waits in the line. */
export function caller(id: string, row: Row): Change {
  const nobody = { agentId: null, offerId: null, agentLegId: null, reviewAt: null, dueAt: null, closedAt: null };
  const lists = { declinedAgentIds: [], excludedAgentIds: [], preferredAgentId: null, subjectId: null };
  return change('live_call', id, {
    ...nobody,
    ...lists,
    id,
    kind: 'live_call',
    state: 'waiting',
    serviceId: 'svc_support',
    queueId: 'q_support',
    arrivalAt: NOW - 60_000,
    priority: 0,
    ...row,
  });
}

/** A customer's leg that is up. */
export function leg(id: string, itemId: string, row: Row): Change {
  const plain = {
    id,
    itemId,
    role: 'customer',
    address: '+4930123456',
    hangUpAsked: false,
    isLeaving: false,
    deadlineAt: NOW + 30_000,
  };
  return change('leg', id, { ...plain, ...row });
}

/** An attempt that is running. */
export function attempt(id: string, callbackId: string, row: Row): Change {
  return change('attempt', id, { id, callbackId, legId: `leg_${id}`, number: 1, endedAt: null, ...row });
}

/** A slot of an hour from now with room for one. */
export function slot(booked: number): Change {
  const startsAt = NOW + 3_600_000;
  return change('slot', `svc_support ${startsAt}`, { serviceId: 'svc_support', startsAt, capacity: 1, booked });
}

/** A dial to a customer, as core asks for it. */
export function dial(legId: string, phoneNumber = '+4930123456', at = NOW): Effect {
  return {
    id: `eff_${legId}`,
    at,
    phone: { kind: 'dial', legId, target: { kind: 'number', phoneNumber }, callerId: null, ringMs: 1 },
  };
}

/** A callback that is being rung, as core stores it. */
export function dialing(id: string, row: Row = {}): readonly Change[] {
  return [
    callback(id, { state: 'dialing', customerLegId: `leg_${id}`, attemptId: `att_${id}`, attemptsMade: 1, ...row }),
    attempt(`att_${id}`, id, { legId: `leg_${id}` }),
    leg(`leg_${id}`, id, {}),
  ];
}

/** A database whose commits a judge looks at, with a configured centre; rows can be written into it that core would never make. */
export class TestWorld {
  readonly database = new Database();
  readonly log = new NetworkLog();
  readonly judge: Judge;
  private sequence = 0;

  constructor() {
    this.judge = new Judge(this.database, { log: this.log, isSteady: () => true });
    this.database.onWritten((written) => this.judge.written(written));
    this.database.tenant.lease = { nodeId: 'a', fence: 1, expiresAt: Infinity };
    this.database.fenceGiven = 1;
    this.configure();
  }

  commit(parts: Partial<CommitBatch>, trueAt = NOW): void {
    const changes: readonly Change[] = [];
    const nothing = { changes, history: [], effects: [], effectIdsDone: [], replies: [] };
    this.database.write({ tenantId: 'main', fence: 1, at: NOW, ...nothing, ...parts }, trueAt);
  }

  write(...changes: readonly Change[]): void {
    this.commit({ changes });
  }

  /** The next entry of the history. */
  note(type: string, parts: Partial<HistoryEntry>): HistoryEntry {
    this.sequence += 1;
    const nothing = { itemId: null, serviceId: null, queueId: null, agentId: null, actor: 'timer', detail: {} };
    return { ...nothing, sequence: this.sequence, at: NOW, type, ...parts };
  }

  private configure(): void {
    const callingWindow = { from: '08:00', to: '21:00', perCountry: {} };
    const configuration = changesOf({
      services: [
        aService({ hoursId: 'h_office', callingWindow }),
        aService({ id: 'svc_back', place: { kind: 'back_of_line' } }),
        aService({ id: 'svc_small', openMax: 1 }),
        aService({ id: 'svc_ahead', reserveAgent: false }),
      ],
      queues: [aQueue()],
      agents: [anAgent(), anAgent({ id: 'agt_ben', skills: {} })],
      hours: { h_office: OFFICE },
    });
    this.write(
      ...configuration.map(({ kind, id, document }) =>
        change('configuration', `${kind} ${id}`, { kind, id, document }),
      ),
      agent('agt_ana', {}),
      agent('agt_ben', {}),
    );
  }
}
