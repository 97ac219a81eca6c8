import type {
  AgentProfile,
  AgentState,
  Attempt,
  BusinessHours,
  Callback,
  LearnedRates,
  Leg,
  LiveCall,
  Move,
  Offer,
  QueuePolicy,
  Recording,
  ServicePolicy,
  SlotBookings,
  SlotHold,
} from '@ringback/core';
import type { Touched, Written } from '../database.ts';
import { wholeCallback, type CallbackRow } from './whole-callback.ts';

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
  readonly recordings: readonly RowChange<Recording>[];
  /** Did this commit write the row of this key? Of all others it is certain how they stood at every moment of it. */
  readonly isTouched: (key: string) => boolean;
  /** Services whose policy this commit changed, as they were before. */
  readonly servicesBefore: ReadonlyMap<string, ServicePolicy>;
  /** The steps of a callback along the lifecycle table in this commit, in their order. */
  readonly movesOf: (callbackId: string) => readonly Move[];
}

/** The rows of a commit that checkers read, by table. */
interface Changes {
  readonly callbacks: RowChange<Callback>[];
  readonly liveCalls: RowChange<LiveCall>[];
  readonly legs: RowChange<Leg>[];
  readonly attempts: RowChange<Attempt>[];
  readonly offers: RowChange<Offer>[];
  readonly agents: RowChange<AgentState>[];
  readonly slots: RowChange<SlotBookings>[];
  readonly recordings: RowChange<Recording>[];
}

function noChanges(): Changes {
  return { callbacks: [], liveCalls: [], legs: [], attempts: [], offers: [], agents: [], slots: [], recordings: [] };
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
  /** What queues have learned, by queue. */
  readonly learned = new Map<string, LearnedRates>();
  readonly suppressions = new Set<string>();
  /** Who stands in line, by service, queue and subject: those who ask for the same. */
  readonly standing = new Map<string, Map<string, Item>>();
  /** Customers on the line whom nobody serves yet. */
  readonly onTheLine = new Map<string, Item>();
  readonly idleAgents = new Map<string, AgentState>();
  /** Items by the agent who has them, or is asked about them. */
  readonly itemsByAgent = new Map<string, Set<string>>();
  /** Customers' legs by number. */
  readonly customerLegs = new Map<string, Map<string, Leg>>();
  /** Agents' legs by agent. */
  readonly agentLegs = new Map<string, Map<string, Leg>>();
  /** Places taken by callbacks and holds, by slot. */
  readonly placesTaken = new Map<string, number>();
  /** Open callbacks by service. */
  readonly openCounts = new Map<string, number>();
  /** The latest time a writer decided at, as far as it is stored. */
  latestAt = 0;
  /** Commits taken in. */
  commitCount = 0;
  /** Ids of open callbacks, by service and number. */
  private readonly openByNumber = new Map<string, Set<string>>();
  private servicesBefore = new Map<string, ServicePolicy>();

  /** Takes a commit in and tells what it changed. */
  take(written: Written): Step {
    this.commitCount += 1;
    this.servicesBefore = new Map();
    const changes = noChanges();
    for (const touched of written.touched) this.takeRow(touched, changes);
    return {
      ...changes,
      written,
      at: this.writersTime(written),
      // Few checkers of few commits ask for these two.
      isTouched: (id) => written.touched.some(({ key }) => key === id),
      servicesBefore: this.servicesBefore,
      movesOf: movesByCallback(written),
    };
  }

  /** The open callbacks of a number in a service. */
  openOf(serviceId: string, phoneNumber: string): readonly Callback[] {
    const ids = this.openByNumber.get(`${serviceId} ${phoneNumber}`) ?? [];
    return [...ids].flatMap((id) => this.callbacks.get(id) ?? []);
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

  private takeRow({ table, key, before, after }: Touched, changes: Changes): void {
    // The memory store keeps rows as core wrote them: a row has the type of its table.
    switch (table) {
      case 'callback':
        changes.callbacks.push(
          this.takeCallback(key, before as CallbackRow | undefined, after as CallbackRow | undefined),
        );
        return;
      case 'live_call': {
        const call = after as LiveCall | undefined;
        const known = this.takeItem(this.liveCalls, key, call);
        changes.liveCalls.push(changeOf(key, known ?? (before as LiveCall | undefined), call));
        return;
      }
      case 'leg':
        this.indexLeg(this.legs.get(key), after as Leg | undefined);
        changes.legs.push(replace(this.legs, key, after as Leg | undefined));
        return;
      case 'attempt':
        this.takeAttempt(after as Attempt | undefined);
        changes.attempts.push(changeOf(key, before as Attempt | undefined, after as Attempt | undefined));
        return;
      case 'offer':
        changes.offers.push(replace(this.offers, key, after as Offer | undefined));
        return;
      case 'agent_state':
        this.indexAgent(key, after as AgentState | undefined);
        changes.agents.push(replace(this.agents, key, after as AgentState | undefined));
        return;
      case 'slot':
        changes.slots.push(replace(this.slots, key, after as SlotBookings | undefined));
        return;
      case 'recording':
        changes.recordings.push(changeOf(key, before as Recording | undefined, after as Recording | undefined));
        return;
      case 'slot_hold':
        return this.takeHold(key, after as SlotHold | undefined);
      case 'learned_rates':
        this.learned.set(key, after as LearnedRates);
        return;
      case 'suppression':
        this.suppressions.add(key);
        return;
      case 'configuration':
        return this.takeConfiguration(after as ConfigurationRow);
      default:
    }
  }

  private takeCallback(
    key: string,
    stored: CallbackRow | undefined,
    row: CallbackRow | undefined,
  ): RowChange<Callback> {
    const after = row === undefined ? undefined : wholeCallback(row);
    const before = this.takeItem(this.callbacks, key, after);
    const open = this.callbacks.get(key);
    if (before === undefined || open === undefined || !isCountedAlike(before, open)) {
      if (before !== undefined) this.countOpen(before, -1);
      if (open !== undefined) this.countOpen(open, 1);
    }
    return changeOf(key, before ?? (stored === undefined ? undefined : wholeCallback(stored)), after);
  }

  /** Gives the item as it was when it was open. A closed row is told too, so that its end can be judged. */
  private takeItem<T extends Item>(map: Map<string, T>, key: string, after: T | undefined): T | undefined {
    const before = map.get(key);
    if (before !== undefined) this.forgetItem(before);
    if (after !== undefined && after.closedAt === null) {
      map.set(key, after);
      this.indexItem(after);
    } else map.delete(key);
    return before;
  }

  private indexItem(item: Item): void {
    if (standsInLine(item)) {
      const key = classKeyOf(item);
      const known = this.standing.get(key);
      if (known === undefined) this.standing.set(key, new Map([[item.id, item]]));
      else known.set(item.id, item);
      if (item.kind === 'live_call' || item.state === 'holding') this.onTheLine.set(item.id, item);
    }
    for (const agentId of agentsOf(item)) {
      const known = this.itemsByAgent.get(agentId);
      if (known === undefined) this.itemsByAgent.set(agentId, new Set([item.id]));
      else known.add(item.id);
    }
  }

  private forgetItem(item: Item): void {
    if (standsInLine(item)) {
      this.standing.get(classKeyOf(item))?.delete(item.id);
      this.onTheLine.delete(item.id);
    }
    for (const agentId of agentsOf(item)) this.itemsByAgent.get(agentId)?.delete(item.id);
  }

  private countOpen(callback: Callback, by: 1 | -1): void {
    const { serviceId, phoneNumber } = callback;
    this.countPlace(serviceId, callback.scheduledFor, by);
    this.openCounts.set(serviceId, (this.openCounts.get(serviceId) ?? 0) + by);
    const key = `${serviceId} ${phoneNumber}`;
    const known = this.openByNumber.get(key);
    if (by === 1 && known === undefined) this.openByNumber.set(key, new Set([callback.id]));
    else if (by === 1) known?.add(callback.id);
    else if (known?.delete(callback.id) === true && known.size === 0) this.openByNumber.delete(key);
  }

  private countPlace(serviceId: string, startsAt: number | null, by: number): void {
    if (startsAt === null) return;
    const key = `${serviceId} ${startsAt}`;
    this.placesTaken.set(key, (this.placesTaken.get(key) ?? 0) + by);
  }

  private indexLeg(before: Leg | undefined, after: Leg | undefined): void {
    if (before !== undefined && before.role === 'customer') this.customerLegs.get(before.address)?.delete(before.id);
    else if (before !== undefined && before.agentId !== null) this.agentLegs.get(before.agentId)?.delete(before.id);
    if (after === undefined) return;
    if (after.role === 'customer') addLeg(this.customerLegs, after.address, after);
    else if (after.agentId !== null) addLeg(this.agentLegs, after.agentId, after);
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

function addLeg(legs: Map<string, Map<string, Leg>>, key: string, leg: Leg): void {
  const known = legs.get(key);
  if (known === undefined) legs.set(key, new Map([[leg.id, leg]]));
  else known.set(leg.id, leg);
}

/** Do both stand in the same counts of open callbacks? */
function isCountedAlike(one: Callback, other: Callback): boolean {
  if (one.serviceId !== other.serviceId || one.phoneNumber !== other.phoneNumber) return false;
  return one.scheduledFor === other.scheduledFor;
}

function changeOf<T>(key: string, before: T | undefined, after: T | undefined): RowChange<T> {
  return { key, before: before ?? null, after: after ?? null };
}

function replace<T>(map: Map<string, T>, key: string, after: T | undefined): RowChange<T> {
  const before = map.get(key);
  if (after === undefined) map.delete(key);
  else map.set(key, after);
  return changeOf(key, before, after);
}

/** Does it stand in its line, free for any agent? */
export function standsInLine(item: Item): boolean {
  if (item.agentId !== null || item.offerId !== null || item.closedAt !== null) return false;
  return item.state === 'waiting' || item.state === 'holding';
}

const NOBODY: readonly string[] = [];

/** Who has an item, and who is asked about it by them. */
export function agentsOf(item: Item): readonly string[] {
  const askedId = item.call?.consult?.agentId ?? null;
  if (askedId === null) return item.agentId === null ? NOBODY : [item.agentId];
  return item.agentId === null ? [askedId] : [item.agentId, askedId];
}

/** Does an item name this leg: its customer's, its agent's, or that of an agent who is asked? */
export function namesLeg(item: Item, legId: string): boolean {
  return item.customerLegId === legId || item.agentLegId === legId || item.call?.consult?.legId === legId;
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
  const { moves = NO_MOVES } = batch;
  let known: ReadonlyMap<string, readonly Move[]> | null = null;
  return (callbackId) => {
    if (moves.length === 0) return NO_MOVES;
    known ??= Map.groupBy(moves, (move) => move.callbackId);
    return known.get(callbackId) ?? NO_MOVES;
  };
}
