import { checkAgents } from './checkers/agents.ts';
import { checkAttempts, RingWitness } from './checkers/attempts.ts';
import { checkDials } from './checkers/dials.ts';
import { DurabilityWitness } from './checkers/durability.ts';
import { Hours } from './checkers/hours-of.ts';
import { checkPlaces } from './checkers/places.ts';
import { checkDecisions, checkNobodyIdles } from './checkers/routing.ts';
import { checkSlots } from './checkers/slots.ts';
import { StoredWorld } from './checkers/stored-world.ts';
import { checkDeadlines, checkWayOn } from './checkers/way-on.ts';
import type { Database, Written } from './database.ts';
import type { Acknowledged } from './desk.ts';
import type { Ring } from './switchboard.ts';

/** All checkers of one world. Each reads what was stored and what the network saw; none asks the engine. */
export class Judge {
  readonly world = new StoredWorld();
  private readonly hours = new Hours(this.world);
  private readonly rings = new RingWitness();
  private readonly durability: DurabilityWitness;

  constructor(database: Database) {
    this.durability = new DurabilityWitness(database);
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
    checkNobodyIdles(this.world, step);
    checkPlaces(this.world, step);
  }

  rang(ring: Ring): void {
    this.rings.rang(ring);
  }

  acknowledged(acknowledged: Acknowledged): void {
    this.durability.acknowledged(acknowledged);
  }

  /** Now and then, of a writer that has been steady: nothing is past its deadline. */
  steady(writersNow: number, toleranceMs: number): void {
    checkDeadlines(this.world, writersNow, toleranceMs);
  }

  /** At the end of the world. */
  finish(): void {
    this.durability.finish();
  }

  /** A number suppressed by this very commit may have been rung before it, in the same batch. */
  private suppressedBefore(written: Written): (phoneNumber: string) => boolean {
    const fresh = new Set(written.touched.filter(({ table }) => table === 'suppression').map(({ key }) => key));
    return (phoneNumber) => this.world.suppressions.has(phoneNumber) && !fresh.has(phoneNumber);
  }
}
