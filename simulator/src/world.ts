import { Agent, isHeard } from './actors/agents.ts';
import { Customers } from './actors/customers.ts';
import { NumberBook } from './actors/number-book.ts';
import { AgentPhone, CustomerPhone } from './actors/phones.ts';
import { Staff } from './actors/staff.ts';
import { broken } from './broken.ts';
import { makeCentre, type Centre } from './centre.ts';
import { askMemory } from './checkers/ask-memory.ts';
import { Coverage, type Visits } from './coverage.ts';
import { Database, type Written } from './database.ts';
import { Desk } from './desk.ts';
import { Judge } from './judge.ts';
import { Nodes } from './nodes.ts';
import type { SimulatedNode } from './node.ts';
import { OpenCallbacks } from './open-callbacks.ts';
import { calmFaults, variantOf, type Profile } from './profiles.ts';
import { Random } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { Switchboard } from './switchboard.ts';
import { Trace } from './trace.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

/** Monday, 2 March 2026, midnight in Berlin, where the centre is. */
const MIDNIGHT_AT = Date.UTC(2026, 2, 1, 23);

/** Faults end and people go home this long before the end of the world, so that everything can come to rest. */
const REST_MS = 15 * MINUTE_MS;

/** How often deadlines are looked at, and how long a writer must have been steady for it, milliseconds. */
const LOOK_EVERY_MS = 60_000;
const STEADY_MS = 45_000;
const TOLERANCE_MS = 30_000;
/** A node that has just become the writer, with a clock of its own, needs this long until it has done what is due by it, milliseconds. */
const TAKEN_OFFICE_MS = 10_000;

/** Callbacks whose positions a writer is asked for at once. */
const ASKED_MAX = 20;

/** What one run of a seed gave. */
export interface WorldResult {
  readonly trace: string;
  readonly visits: Visits;
  /** Calls the switchboard carried: in, out, and to agents. */
  readonly callCount: number;
  readonly customerCount: number;
  readonly commitCount: number;
  readonly eventCount: number;
  readonly endedAt: number;
}

/**
 * One seed's world: everybody in it, one scheduler, one judge. The second run of a seed needs no judge: it is the same as the
 * first, commit by commit, or its trace differs.
 */
export class World {
  readonly scheduler: Scheduler;
  private readonly profile: Profile;
  private readonly random: Random;
  private readonly centre: Centre;
  private readonly database = new Database();
  private readonly switchboard: Switchboard;
  private readonly nodes: Nodes;
  private readonly desk: Desk;
  /** Null in a run that is only compared with one that was judged. */
  private readonly judge: Judge | null;
  private readonly openCallbacks = new OpenCallbacks();
  private readonly coverage = new Coverage();
  private readonly trace: Trace;
  private readonly agents = new Map<string, Agent>();
  private readonly customers: Customers;
  private readonly staff: Staff;
  private readonly startAt: number;
  private readonly endAt: number;
  private commitCount = 0;

  constructor(seed: number, profile: Profile, dayCount: number, storyLength = 0, isJudged = true) {
    this.trace = new Trace(storyLength);
    const own = variantOf(profile, seed);
    // Faults are switched off for the rest at the end: this world has a copy of its own.
    this.profile = { ...own, faults: { ...own.faults } };
    this.random = new Random(seed);
    this.startAt = MIDNIGHT_AT + own.hours[0] * HOUR_MS;
    this.endAt = MIDNIGHT_AT + (dayCount - 1) * DAY_MS + own.hours[1] * HOUR_MS + REST_MS;
    this.scheduler = new Scheduler(this.startAt);
    this.centre = makeCentre(own, this.random.fork('centre'));
    const phones = this.random.fork('phones');
    let phoneCount = 0;
    this.switchboard = new Switchboard(this.scheduler, (dial) => {
      const own = phones.fork(String((phoneCount += 1)));
      const { target } = dial;
      return target.kind === 'agent'
        ? new AgentPhone(this.profile, own, target.endpointType)
        : new CustomerPhone(this.profile, own, target.phoneNumber);
    });
    this.nodes = new Nodes({
      scheduler: this.scheduler,
      database: this.database,
      switchboard: this.switchboard,
      profile: this.profile,
      random: this.random.fork('nodes'),
      logged: (message, attributes) => this.logged(message, attributes),
    });
    this.desk = new Desk({
      scheduler: this.scheduler,
      random: this.random.fork('desk'),
      profile: this.profile,
      nodes: () => this.nodes.all,
    });
    const circumstances = {
      log: this.switchboard.log,
      isSteady: (forMs: number) => this.nodes.steadyWriter(forMs) !== null,
    };
    this.judge = isJudged ? new Judge(this.database, circumstances) : null;
    const agentIds = this.centre.agents.map(({ id }) => id);
    const around = {
      scheduler: this.scheduler,
      desk: this.desk,
      switchboard: this.switchboard,
      profile: this.profile,
      agentIds,
      numbers: new NumberBook(),
    };
    for (const agent of this.centre.agents)
      this.agents.set(agent.id, new Agent(agent, around, this.random.fork(agent.id)));
    this.customers = new Customers(around, this.random.fork('customers'));
    this.staff = new Staff(
      { ...around, centre: this.centre, someOpenCallback: (random) => this.openCallbacks.some(random) },
      this.random.fork('staff'),
    );
    this.listen();
  }

  /** Plays the whole world. Throws when an invariant does not hold. */
  async run(): Promise<WorldResult> {
    this.nodes.start();
    this.open();
    await this.scheduler.drive(this.endAt - REST_MS);
    this.rest();
    await this.scheduler.drive(this.endAt);
    this.judge?.finish();
    return this.result();
  }

  /** The last things that were sent, stored and asked, as far as they were kept. */
  get story(): readonly string[] {
    return this.trace.lastLines;
  }

  private result(): WorldResult {
    return {
      trace: this.trace.finish(),
      visits: this.coverage.visits,
      callCount: this.switchboard.callCount,
      customerCount: this.customers.arrivedCount,
      commitCount: this.commitCount,
      eventCount: this.scheduler.eventCount,
      endedAt: this.scheduler.now,
    };
  }

  private listen(): void {
    this.database.onWritten((written) => this.written(written));
    this.switchboard.onRing((ring) => {
      this.trace.add(ring);
      this.judge?.rang(ring);
    });
    this.desk.onSent((commandId, body) => this.trace.add([this.scheduler.now, commandId, body]));
    this.desk.onAcknowledged((acknowledged) => {
      this.trace.add([acknowledged.at, acknowledged.commandId, acknowledged.reply]);
      this.judge?.acknowledged(acknowledged);
    });
  }

  /** A node's log is judged as an event of its own: thrown inside the node, the engine would take it for a failure of its own. */
  private logged(message: string, attributes: Readonly<Record<string, unknown>> | undefined): void {
    this.trace.add([message, attributes]);
    this.scheduler.quietlyAfter(0, () => this.judge?.logged(message, attributes, this.scheduler.now));
  }

  private written(written: Written): void {
    this.commitCount += 1;
    this.trace.addCommit(written);
    this.openCallbacks.written(written);
    if (this.judge !== null) {
      this.coverage.written(written);
      this.judge.written(written);
    }
    for (const entry of written.batch.history) {
      const agent = entry.agentId === null || !isHeard(entry) ? undefined : this.agents.get(entry.agentId);
      if (agent !== undefined) this.scheduler.quietlyAfter(1, () => agent.hear(entry));
    }
  }

  /** Configures the centre, and sets everybody going. */
  private open(): void {
    const { scheduler, desk } = this;
    scheduler.quietlyAfter(this.profile.leaseMs * 3, () =>
      desk.send({ kind: 'configure', changes: this.centre.changes }, 'staff:admin'),
    );
    for (let day = MIDNIGHT_AT; day < this.endAt - REST_MS; day += DAY_MS) this.planDay(day);
    this.staff.workUntil(this.endAt - REST_MS);
    this.nodes.makeTrouble(this.endAt - REST_MS);
    this.lookAgain();
  }

  private planDay(midnightAt: number): void {
    const random = this.random.fork(`day ${midnightAt}`);
    const [fromHour, toHour] = this.profile.hours;
    const fromAt = Math.max(midnightAt + fromHour * HOUR_MS, this.startAt) + this.profile.leaseMs * 4 + 10_000;
    const toAt = Math.min(midnightAt + toHour * HOUR_MS, this.endAt - REST_MS);
    for (const agent of this.agents.values())
      agent.shift(fromAt + random.int(0, 20 * MINUTE_MS), toAt - random.int(0, 20 * MINUTE_MS));
    this.planArrival(random, fromAt, toAt, random.next());
  }

  /** Poisson arrivals with two peaks, as centres have them, thinned from the highest rate. */
  private planArrival(random: Random, fromAt: number, toAt: number, luck: number): void {
    const { loadRatios, talkMs } = this.profile;
    const load = loadRatios[0] + (loadRatios[1] - loadRatios[0]) * luck;
    const meanMs = (talkMs + 40_000) / (this.agents.size * load);
    const arrive = (): void => {
      if (random.next() < arrivalRatio((this.scheduler.now - MIDNIGHT_AT) % DAY_MS)) this.customers.arrive();
      next();
    };
    const next = (): void => {
      const at = this.scheduler.now + 1 + random.exponential(meanMs);
      if (at < toAt) this.scheduler.quietlyAt(at, arrive);
    };
    this.scheduler.quietlyAt(fromAt, next);
  }

  /** Nothing fails any more and nobody comes: what is open must come to rest by itself. */
  private rest(): void {
    Object.assign(this.profile.faults, calmFaults);
    this.nodes.reviveAll();
  }

  private lookAgain(): void {
    this.scheduler.quietlyAfter(LOOK_EVERY_MS, () => {
      const writer = this.nodes.steadyWriter(STEADY_MS);
      const hasSettled = this.scheduler.now - this.database.fenceGivenAt >= TAKEN_OFFICE_MS;
      if (writer !== null && hasSettled) this.look(writer);
      this.lookAgain();
    });
  }

  private look(writer: SimulatedNode): void {
    this.judge?.steady(writer.clockNow, TOLERANCE_MS);
    this.judge?.steadyNodes(this.nodes.roles(), this.scheduler.now);
    writer.at(writer.now, () => this.askMemory(writer));
  }

  /** Asked also where nobody compares: a question is a message like others, and both runs of a seed must have the same. */
  private askMemory({ engine }: SimulatedNode): void {
    const callbackIds = this.openCallbacks.latest(ASKED_MAX);
    askMemory(engine, callbackIds, this.judge?.world ?? null, (problem) => this.failLater(problem));
  }

  /** What a promise found out ends the run from the scheduler, where it is heard. */
  private failLater(problem: string): void {
    this.scheduler.quietlyAfter(0, () => broken('I7', problem));
  }
}

/** Share of the highest rate at a time of day: peaks in the late morning and the afternoon. */
function arrivalRatio(timeOfDayMs: number): number {
  const hour = timeOfDayMs / HOUR_MS;
  const peak = (at: number, width: number): number => Math.exp(-(((hour - at) / width) ** 2));
  return Math.min(1, 0.15 + 0.85 * peak(10.5, 1.8) + 0.75 * peak(15, 2));
}
