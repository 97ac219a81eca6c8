import { broken } from './broken.ts';
import { checkAgents } from './checkers/agents.ts';
import { checkAttempts, RingWitness } from './checkers/attempts.ts';
import { checkBlame } from './checkers/blame.ts';
import { BridgeWitness } from './checkers/bridges.ts';
import { ChoiceWitness } from './checkers/choices.ts';
import { checkConfirmations } from './checkers/confirmations.ts';
import { checkConversations } from './checkers/conversations.ts';
import { checkDials } from './checkers/dials.ts';
import { DurabilityWitness } from './checkers/durability.ts';
import { causelessFailure } from './checkers/failures.ts';
import { Hours } from './checkers/hours-of.ts';
import { LegWitness } from './checkers/legs.ts';
import { MachineWitness } from './checkers/machines.ts';
import { MomentWitness } from './checkers/moments.ts';
import { checkPlaces } from './checkers/places.ts';
import { PromiseWitness } from './checkers/promises.ts';
import { RecordingWitness } from './checkers/recordings.ts';
import { checkRequests, checkSuppressions } from './checkers/requests.ts';
import { RetryWitness } from './checkers/retries.ts';
import { RoleWitness, type Role } from './checkers/roles.ts';
import { checkDecisions, checkNobodyIdles } from './checkers/routing.ts';
import { checkSlots } from './checkers/slots.ts';
import { StoredWorld } from './checkers/stored-world.ts';
import { checkDeadlines, checkWayOn } from './checkers/way-on.ts';
import type { Database, Written } from './database.ts';
import type { Acknowledged } from './desk.ts';
import { NetworkLog } from './network-log.ts';
import type { Ring } from './switchboard.ts';

/** What a judge asks of the world beside the database. */
export interface Circumstances {
  readonly log: NetworkLog;
  /** Has the node that decides been itself for so long, and nothing befallen any other? */
  readonly isSteady: (forMs: number) => boolean;
}

/** All checkers of one world. Each reads what was stored and what the network saw; none asks the engine. */
export class Judge {
  readonly world = new StoredWorld();
  private readonly hours = new Hours(this.world);
  private readonly rings = new RingWitness();
  private readonly durability: DurabilityWitness;
  private readonly choices = new ChoiceWitness();
  private readonly moments = new MomentWitness(this.world, this.hours);
  private readonly promises = new PromiseWitness();
  private readonly retries = new RetryWitness();
  private readonly roles = new RoleWitness();
  private readonly legs: LegWitness;
  private readonly bridges: BridgeWitness;
  private readonly recordings: RecordingWitness;
  private readonly machines: MachineWitness;
  private readonly database: Database;
  private readonly circumstances: Circumstances;

  constructor(database: Database, circumstances: Circumstances = { log: new NetworkLog(), isSteady: () => true }) {
    this.database = database;
    this.circumstances = circumstances;
    this.durability = new DurabilityWitness(database);
    this.legs = new LegWitness(circumstances.log, this.world);
    this.bridges = new BridgeWitness(circumstances.log);
    this.recordings = new RecordingWitness(circumstances.log);
    this.machines = new MachineWitness(circumstances.log, this.world);
  }

  /** After every commit that was written. */
  written(written: Written): void {
    const suppressed = this.suppressedBefore(written);
    const step = this.world.take(written);
    this.durability.written(step);
    this.rings.written(step);
    checkWayOn(this.world, this.hours, step);
    checkAttempts(this.world, step);
    checkSlots(this.world, step);
    checkDials(this.world, this.hours, step, suppressed);
    checkAgents(this.world, step);
    checkDecisions(this.world, step);
    this.choices.written(this.world, step);
    this.moments.written(step);
    checkBlame(step, this.circumstances.log);
    checkNobodyIdles(this.world, step);
    checkPlaces(this.world, step);
    this.retries.written(this.world, step);
    checkRequests(this.world, step);
    checkSuppressions(this.world, step);
    this.promises.written(step, this.circumstances.isSteady);
    this.legs.written(this.world, step);
    checkConversations(this.world, step);
    checkConfirmations(this.world, step, this.circumstances.log);
    this.machines.written(step);
    this.recordings.written(this.world, step);
    this.bridges.written(this.world, step);
  }

  rang(ring: Ring): void {
    this.rings.rang(ring);
  }

  acknowledged(acknowledged: Acknowledged): void {
    this.durability.acknowledged(acknowledged);
  }

  /** Now and then, of a writer that has been steady: nothing is past its deadline. */
  steady(writersNow: number, toleranceMs: number): void {
    checkDeadlines(this.world, this.hours, writersNow, toleranceMs);
    this.durability.steady();
  }

  /** The same in true time: what nodes take themselves for, and stored legs beside those of the network. */
  steadyNodes(roles: readonly Role[], now: number): void {
    const { lease } = this.database.tenant;
    if (lease === null) return;
    this.roles.steady(roles, lease.nodeId, lease.fence);
    this.legs.steady(this.world, lease.nodeId, now);
    this.bridges.steady(this.world, lease.nodeId, now);
    this.recordings.steady(now);
  }

  /** A node wrote a line into its log. */
  logged(message: string, attributes: Readonly<Record<string, unknown>> | undefined, now: number): void {
    this.legs.failed(now);
    this.machines.failed(now);
    const failure = causelessFailure(message, attributes);
    if (failure !== null) broken('X1', failure);
  }

  /** At the end of the world. */
  finish(): void {
    this.durability.finish();
  }

  /** A number suppressed by this very commit may have been rung before it, in the same batch. */
  private suppressedBefore(written: Written): (phoneNumber: string) => boolean {
    const isFresh = (phoneNumber: string): boolean =>
      written.touched.some(({ table, key }) => table === 'suppression' && key === phoneNumber);
    return (phoneNumber) => this.world.suppressions.has(phoneNumber) && !isFresh(phoneNumber);
  }
}
