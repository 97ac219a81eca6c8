import type {
  AgentProfile,
  AgentState,
  Attempt,
  BusinessHours,
  Callback,
  Leg,
  LiveCall,
  Move,
  Offer,
  QueuePolicy,
  ServicePolicy,
  SlotBookings,
  SlotHold,
} from '@ringback/core';
import type { Touched, Written } from '../database.ts';

/** A work item as it is stored. */
export type Item = Callback | LiveCall;

/** One row before and after a commit; null where there is none, or none that is open. */
export interface RowChange<T> {
  readonly key: string;
  readonly before: T | null;
  readonly after: T | null;
}

/** What one commit changed, row by row, as the checkers read it. */
export interface Step {
  readonly written: Written;
  /** The writer's own time of the commit, epoch milliseconds. */
  readonly at: number;
  readonly callbacks: readonly RowChange<Callback>[];
  readonly liveCalls: readonly RowChange<LiveCall>[];
  readonly legs: readonly RowChange<Leg>[];
  readonly attempts: readonly RowChange<Attempt>[];
  readonly offers: readonly RowChange<Offer>[];
  readonly agents: readonly RowChange<AgentState>[];
  readonly slots: readonly RowChange<SlotBookings>[];
  /** Keys of items and legs that this commit wrote: of all others it is certain how they stood at every moment of it. */
  readonly touchedIds: ReadonlySet<string>;
  /** Services whose policy this commit changed, as they were before. */
  readonly servicesBefore: ReadonlyMap<string, ServicePolicy>;
  /** The steps of a callback along the lifecycle table in this commit, in their order. */
  readonly movesOf: (callbackId: string) => readonly Move[];
}

interface ConfigurationRow {
  readonly kind: string;
  readonly id: string;
  readonly document: unknown;
}

/**
 * The open rows of a centre as the database has them, kept in step commit by commit. Everything is judged from here and from
 * what the switchboard saw: what a writer believes in its memory is not asked.
 */
export class StoredWorld {
  readonly callbacks = new Map<string, Callback>();
  readonly liveCalls = new Map<string, LiveCall>();
  readonly legs = new Map<string, Leg>();
  readonly offers = new Map<string, Offer>();
  readonly agents = new Map<string, AgentState>();
  readonly slots = new Map<string, SlotBookings>();
  readonly holds = new Map<string, SlotHold>();
  /** Attempts that have not ended, by callback. */
  readonly runningAttempts = new Map<string, Map<string, Attempt>>();
  readonly services = new Map<string, ServicePolicy>();
  readonly queues = new Map<string, QueuePolicy>();
  readonly hours = new Map<string, BusinessHours>();
  readonly profiles = new Map<string, AgentProfile>();
  readonly suppressions = new Set<string>();
  /** Who stands in line, by service, queue and subject: those who ask for the same. */
  readonly standing = new Map<string, Map<string, Item>>();
  /** Customers on the line whom nobody serves yet. */
  readonly onTheLine = new Map<string, Item>();
  readonly idleAgents = new Map<string, AgentState>();
  /** Items by the agent who has them. */
  readonly itemsByAgent = new Map<string, Set<string>>();
  /** Customers' legs by number. */
  readonly customerLegs = new Map<string, Map<string, Leg>>();
  /** Places taken by callbacks and holds, by slot. */
  readonly placesTaken = new Map<string, number>();
  /** Open callbacks that somebody has talked with their customer about. */
  readonly servedIds = new Set<string>();
  /** Open callbacks by service. */
  readonly openCounts = new Map<string, number>();
  /** The latest time a writer decided at, as far as it is stored. */
  latestAt = 0;
  /** Commits taken in. */
  commitCount = 0;
  private readonly openByNumber = new Map<string, Map<string, Callback>>();
  private servicesBefore = new Map<string, ServicePolicy>();

  /** Takes a commit in and tells what it changed. */
  take(written: Written): Step {
    this.commitCount += 1;
    this.servicesBefore = new Map();
    for (const { callbackId, to } of written.batch.moves ?? []) {
      if (statesOfService.has(to)) this.servedIds.add(callbackId);
      else if (to === 'closed') this.servedIds.delete(callbackId);
    }
    const lists: Record<string, RowChange<unknown>[]> = {};
    const touchedIds = new Set<string>();
    for (const touched of written.touched) {
      const change = this.takeRow(touched);
      (lists[touched.table] ??= []).push(change);
      touchedIds.add(touched.key);
    }
    // Each list holds the rows of its table, which core wrote with that table's type.
    const of = <T>(table: string): RowChange<T>[] => (lists[table] ?? []) as RowChange<T>[];
    return {
      written,
      at: this.writersTime(written),
      callbacks: of('callback'),
      liveCalls: of('live_call'),
      legs: of('leg'),
      attempts: of('attempt'),
      offers: of('offer'),
      agents: of('agent_state'),
      slots: of('slot'),
      touchedIds,
      servicesBefore: this.servicesBefore,
      movesOf: movesByCallback(written),
    };
  }

  /** The open callbacks of a number in a service. */
  openOf(serviceId: string, phoneNumber: string): readonly Callback[] {
    return [...(this.openByNumber.get(`${serviceId} ${phoneNumber}`)?.values() ?? [])];
  }

  /** An open callback or live call. */
  item(id: string): Item | null {
    return this.callbacks.get(id) ?? this.liveCalls.get(id) ?? null;
  }

  /** A centre's time never goes back, whatever the clocks do: the latest it decided at. */
  private writersTime({ batch }: Written): number {
    this.latestAt = Math.max(this.latestAt, batch.at, batch.history.at(-1)?.at ?? 0);
    return this.latestAt;
  }

  private takeRow({ table, key, before, after }: Touched): RowChange<unknown> {
    // The memory store keeps rows as core wrote them: a row has the type of its table.
    switch (table) {
      case 'callback':
        return this.takeItem(this.callbacks, key, whole(after), before === undefined ? undefined : whole(before));
      case 'live_call':
        return this.takeItem(this.liveCalls, key, after as LiveCall | undefined, before);
      case 'leg':
        this.indexLeg(this.legs.get(key), after as Leg | undefined);
        return replace(this.legs, key, after as Leg | undefined);
      case 'attempt':
        this.takeAttempt(after as Attempt | undefined);
        break;
      case 'offer':
        return replace(this.offers, key, after as Offer | undefined);
      case 'agent_state':
        this.indexAgent(key, after as AgentState | undefined);
        return replace(this.agents, key, after as AgentState | undefined);
      case 'slot':
        return replace(this.slots, key, after as SlotBookings | undefined);
      case 'slot_hold':
        this.takeHold(key, after as SlotHold | undefined);
        break;
      case 'suppression':
        this.suppressions.add(key);
        break;
      case 'configuration':
        this.takeConfiguration(after as ConfigurationRow);
        break;
      default:
    }
    return { key, before: before ?? null, after: after ?? null };
  }

  private takeItem<T extends Item>(
    map: Map<string, T>,
    key: string,
    after: T | undefined,
    stored: unknown,
  ): RowChange<T> {
    const before = map.get(key);
    if (before !== undefined) this.forgetItem(before);
    const isOpen = after !== undefined && after.closedAt === null;
    if (isOpen) {
      map.set(key, after);
      this.indexItem(after);
    } else map.delete(key);
    // A closed row is told too, so that its end can be judged; what was closed before is not open before.
    return { key, before: before ?? (stored === undefined ? null : (stored as T)), after: after ?? null };
  }

  private indexItem(item: Item): void {
    if (standsInLine(item)) {
      const key = classKeyOf(item);
      const known = this.standing.get(key);
      if (known === undefined) this.standing.set(key, new Map([[item.id, item]]));
      else known.set(item.id, item);
      if (item.kind === 'live_call' || item.state === 'holding') this.onTheLine.set(item.id, item);
    }
    if (item.agentId !== null) {
      const known = this.itemsByAgent.get(item.agentId);
      if (known === undefined) this.itemsByAgent.set(item.agentId, new Set([item.id]));
      else known.add(item.id);
    }
    if (item.kind === 'callback') this.countOpen(item, 1);
  }

  private forgetItem(item: Item): void {
    this.standing.get(classKeyOf(item))?.delete(item.id);
    this.onTheLine.delete(item.id);
    if (item.agentId !== null) this.itemsByAgent.get(item.agentId)?.delete(item.id);
    if (item.kind === 'callback') this.countOpen(item, -1);
  }

  private countOpen(callback: Callback, by: 1 | -1): void {
    const { serviceId, phoneNumber } = callback;
    this.countPlace(serviceId, callback.scheduledFor, by);
    this.openCounts.set(serviceId, (this.openCounts.get(serviceId) ?? 0) + by);
    const key = `${serviceId} ${phoneNumber}`;
    const known = this.openByNumber.get(key);
    if (by === 1 && known === undefined) this.openByNumber.set(key, new Map([[callback.id, callback]]));
    else if (by === 1) known?.set(callback.id, callback);
    else if (known?.delete(callback.id) === true && known.size === 0) this.openByNumber.delete(key);
  }

  private countPlace(serviceId: string, startsAt: number | null, by: number): void {
    if (startsAt === null) return;
    const key = `${serviceId} ${startsAt}`;
    this.placesTaken.set(key, (this.placesTaken.get(key) ?? 0) + by);
  }

  private indexLeg(before: Leg | undefined, after: Leg | undefined): void {
    if (before !== undefined && before.role === 'customer') this.customerLegs.get(before.address)?.delete(before.id);
    if (after === undefined || after.role !== 'customer') return;
    const known = this.customerLegs.get(after.address);
    if (known === undefined) this.customerLegs.set(after.address, new Map([[after.id, after]]));
    else known.set(after.id, after);
  }

  private indexAgent(key: string, after: AgentState | undefined): void {
    if (after !== undefined && after.presence === 'available' && after.activity === 'idle')
      this.idleAgents.set(key, after);
    else this.idleAgents.delete(key);
  }

  private takeAttempt(after: Attempt | undefined): void {
    if (after === undefined) return;
    const known = this.runningAttempts.get(after.callbackId);
    if (after.endedAt === null) {
      if (known === undefined) this.runningAttempts.set(after.callbackId, new Map([[after.id, after]]));
      else known.set(after.id, after);
    } else if (known !== undefined) {
      known.delete(after.id);
      if (known.size === 0) this.runningAttempts.delete(after.callbackId);
    }
  }

  private takeHold(key: string, after: SlotHold | undefined): void {
    const before = this.holds.get(key);
    if (before !== undefined) this.countPlace(before.serviceId, before.startsAt, -1);
    if (after === undefined) this.holds.delete(key);
    else {
      this.holds.set(key, after);
      this.countPlace(after.serviceId, after.startsAt, 1);
    }
  }

  private takeConfiguration({ kind, id, document }: ConfigurationRow): void {
    // Documents are written by the simulated centre itself, in the form core works with.
    if (kind === 'services') {
      const before = this.services.get(id);
      if (before !== undefined) this.servicesBefore.set(id, before);
      this.services.set(id, document as ServicePolicy);
    } else if (kind === 'queues') this.queues.set(id, document as QueuePolicy);
    else if (kind === 'hours') this.hours.set(id, document as BusinessHours);
    else if (kind === 'agents') this.profiles.set(id, document as AgentProfile);
  }
}

/** What a stored callback leaves out is as it is in every callback at first. */
const atFirst: Partial<Callback> = {
  kind: 'callback',
  subjectId: null,
  preferredAgentId: null,
  preferredUntilAt: null,
  excludedAgentIds: [],
  declinedAgentIds: [],
  agentId: null,
  offerId: null,
  customerLegId: null,
  agentLegId: null,
  call: null,
  dueAt: null,
  reviewAt: null,
  closedAt: null,
  outcome: null,
  externalId: null,
  phoneNumberDialed: null,
  isRedialWindow: false,
  isAtFront: false,
  scheduledFor: null,
  timeZone: null,
  attemptsMade: 0,
  attemptsConsumed: 0,
  attemptId: null,
  lastAttemptOutcome: null,
  promise: null,
  expiresAt: null,
  liveCallId: null,
  disposition: null,
  note: null,
};

function whole(row: unknown): Callback | undefined {
  // Core writes callbacks into this table, without what has its first value.
  return row === undefined ? undefined : { ...(atFirst as Callback), ...(row as Callback) };
}

function replace<T>(map: Map<string, T>, key: string, after: T | undefined): RowChange<T> {
  const before = map.get(key) ?? null;
  if (after === undefined) map.delete(key);
  else map.set(key, after);
  return { key, before, after: after ?? null };
}

/** Does it stand in its line, free for any agent? */
export function standsInLine(item: Item): boolean {
  if (item.agentId !== null || item.offerId !== null || item.closedAt !== null) return false;
  return item.state === 'waiting' || item.state === 'holding';
}

/** Items of one key ask for the same skills of the same line. */
export function classKeyOf(item: Pick<Item, 'serviceId' | 'queueId' | 'subjectId'>): string {
  return `${item.serviceId} ${item.queueId} ${item.subjectId ?? ''}`;
}

/** The policies of a service that were in force at some moment of a commit. */
export function policiesDuring(world: StoredWorld, step: Step, serviceId: string): readonly ServicePolicy[] {
  return [world.services.get(serviceId), step.servicesBefore.get(serviceId)].filter((policy) => policy !== undefined);
}

/** In these an agent and the customer talk, or just did. */
export const statesOfService: ReadonlySet<string> = new Set(['connected', 'wrapping_up']);

const NO_MOVES: readonly Move[] = [];

function movesByCallback({ batch }: Written): (callbackId: string) => readonly Move[] {
  const moves = new Map<string, Move[]>();
  for (const move of batch.moves ?? []) {
    const known = moves.get(move.callbackId);
    if (known === undefined) moves.set(move.callbackId, [move]);
    else known.push(move);
  }
  return (callbackId) => moves.get(callbackId) ?? NO_MOVES;
}
