import type { AgentState } from '../agents/agent-state.ts';
import type { ServiceCalendar } from '../calendar/index.ts';
import type { Attempt } from '../callback/attempt.ts';
import { CallbackTable } from '../callback/callback-table.ts';
import type { SlotBookings, SlotHold } from '../calendar/slot-book.ts';
import { CallInTable } from '../calls/call-in-table.ts';
import type { Leg } from '../calls/leg.ts';
import type { LiveCall } from '../calls/live-call.ts';
import type { WrongCodes } from '../calls/wrong-codes.ts';
import { Line, type WorkItem } from '../queue/line.ts';
import { AgentPools } from '../routing/agent-pool.ts';
import type { ItemClass } from '../routing/item-classes.ts';
import type { Offer } from '../routing/offer.ts';
import type { LearnedRates } from '../waiting/index.ts';
import type { AgentProfile, ConfigurationKinds, QueuePolicy, ServicePolicy } from './configuration.ts';
import { DueTimes } from './due-times.ts';
import { OpenByNumber } from './open-by-number.ts';
import { Recorder } from './recorder.ts';
import type { StateCounts } from './state-counts.ts';

/** A number that must never be rung again. */
export interface Suppression {
  readonly phoneNumber: string;
  readonly at: number;
  readonly reason: string;
}

/**
 * The whole live state of one contact centre, in plain data structures made for the questions asked. One writer changes
 * it (DESIGN 3); when a commit fails it is thrown away and loaded again, so nothing here is ever repaired in place.
 */
export class Center {
  readonly services = new Map<string, ServicePolicy>();
  readonly queues = new Map<string, QueuePolicy>();
  readonly profiles = new Map<string, AgentProfile>();
  readonly hours = new Map<string, ConfigurationKinds['hours']>();
  readonly capacity = new Map<string, ConfigurationKinds['capacity']>();
  readonly numberRules = new Map<string, ConfigurationKinds['number-rules']>();
  readonly callInGroups = new Map<string, ConfigurationKinds['call-in-groups']>();
  readonly calendars = new Map<string, ServiceCalendar>();

  readonly callbacks = new CallbackTable();
  readonly attempts = new Map<string, Attempt[]>();
  readonly liveCalls = new Map<string, LiveCall>();
  readonly legs = new Map<string, Leg>();
  readonly agents = new Map<string, AgentState>();
  readonly offers = new Map<string, Offer>();
  readonly slots = new Map<string, SlotBookings>();
  readonly holds = new Map<string, SlotHold>();
  readonly learned = new Map<string, LearnedRates>();
  readonly suppressions = new Map<string, Suppression>();
  readonly callIns = new CallInTable();
  /** Wrong access codes of late, by who typed them (`wrong-codes.ts`). */
  readonly wrongCodes = new Map<string, WrongCodes>();

  readonly lines = new Map<string, Line>();
  readonly classes = new Map<string, ItemClass>();
  readonly pools = new AgentPools();
  /** Null until somebody asks, see `stateCountsOf`. */
  stateCounts: StateCounts | null = null;
  /** Items in line that name a preferred agent, by agent. */
  private readonly preferring = new Map<string, Set<WorkItem>>();
  readonly openByNumber = new OpenByNumber();
  readonly openByExternalId = new Map<string, string>();
  readonly itemByCallId = new Map<string, string>();
  /** The legs of a customer's number that are up or being dialled, whoever began them (invariant I10). */
  readonly customerLegsByNumber = new Map<string, Set<string>>();
  readonly openCountByService = new Map<string, number>();
  /** Callbacks being dialled because an agent is free, without holding the agent: callback id -> agent id. */
  readonly earmarks = new Map<string, string>();
  /** Callbacks being dialled that hold no agent, in each queue with a service that dials ahead (D4). */
  readonly dialsAheadByQueue = new Map<string, Set<string>>();
  /** Agents signed in (not offline) by queue they can serve at some time. */
  readonly staffedByQueue = new Map<string, number>();

  readonly dueTimes = new DueTimes();
  readonly recorder = new Recorder();
  /** Agents who became ready and items that became servable in this turn; `settle` empties both. */
  readonly agentsToMatch = new Set<string>();
  readonly itemsToMatch = new Set<string>();
  historySequence = 0;
  /** When the next closing of a service is looked at, so that it is planned once. */
  readonly closingAtByService = new Map<string, number>();

  /** The line of a queue, made when first asked for. */
  line(queueId: string): Line {
    let line = this.lines.get(queueId);
    if (line === undefined) {
      line = new Line();
      this.lines.set(queueId, line);
    }
    return line;
  }

  /** Puts an item into the line of its queue. */
  standInLine(item: WorkItem): void {
    this.line(item.queueId).insert(item);
    const { preferredAgentId } = item;
    if (preferredAgentId === null) return;
    const known = this.preferring.get(preferredAgentId);
    if (known === undefined) this.preferring.set(preferredAgentId, new Set([item]));
    else known.add(item);
  }

  /** Takes an item out of its line; false when it was not there. */
  leaveLine(item: WorkItem): boolean {
    if (!this.line(item.queueId).remove(item)) return false;
    const known = item.preferredAgentId === null ? undefined : this.preferring.get(item.preferredAgentId);
    if (known?.delete(item) === true && known.size === 0) this.preferring.delete(item.preferredAgentId ?? '');
    return true;
  }

  /** The items in line that name this agent as preferred, by arrival. */
  itemsKeptFor(agentId: string): readonly WorkItem[] {
    const items = [...(this.preferring.get(agentId) ?? [])];
    return items.sort((a, b) => a.arrivalAt - b.arrivalAt || a.sequence - b.sequence);
  }

  /** An open callback or a live call by id. */
  item(id: string): WorkItem | null {
    return this.callbacks.get(id) ?? this.liveCalls.get(id) ?? null;
  }

  /** The next number that breaks ties of arrival. Every new item is noted at once, so history counts for it and a restart goes on counting. */
  nextLineSequence(): number {
    return this.historySequence + 1;
  }

  /** Is this customer on the line with us, or being rung, in whatever matter (invariant I10)? */
  isOnTheLine(phoneNumber: string): boolean {
    return this.customerLegsByNumber.has(phoneNumber);
  }

  /** A service that must exist: rows refer to it. */
  service(id: string): ServicePolicy {
    return must(this.services.get(id), `service ${id}`);
  }

  /** A queue that must exist. */
  queue(id: string): QueuePolicy {
    return must(this.queues.get(id), `queue ${id}`);
  }

  /** An agent's live state that must exist. */
  agent(id: string): AgentState {
    return must(this.agents.get(id), `agent ${id}`);
  }
}

/** The value, or a programming error that names what is missing. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`state: ${what} is missing`);
  return value;
}
