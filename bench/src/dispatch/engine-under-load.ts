import { setTimeout as pause } from 'node:timers/promises';
import type { ConfigurationChange } from '@ringback/core';
import { openPostgres } from '@ringback/driver-store-postgres';
import { createEngine, type Clock, type Engine } from '@ringback/engine';
import { agentIdOf, CENTER_STARTS_AT } from '../decide/big-center.ts';
import { createNullPhone, type NullPhone } from './null-phone.ts';

/** A running engine of a tenant, its phone, and its way out. */
export interface EngineUnderLoad {
  readonly engine: Engine;
  readonly phone: NullPhone;
  /** From the start of loading to being the writer, milliseconds. */
  readonly loadMs: number;
  readonly stop: () => Promise<void>;
}

/** A clock that shows the centre's hour and runs as fast as the machine's. */
function centerClock(): Clock {
  const begin = performance.now();
  const now = (): number => CENTER_STARTS_AT + Math.floor(performance.now() - begin);
  return {
    now,
    wakeAt: (at, run) => {
      const timer = setTimeout(run, Math.min(2_000_000_000, Math.max(0, at - now())));
      return () => clearTimeout(timer);
    },
  };
}

/** Starts the real engine on the real store, with the phone that notes dials. Resolves when it decides. */
export async function startEngine(url: string, tenantId: string): Promise<EngineUnderLoad> {
  const database = await openPostgres({ url });
  const phone = createNullPhone();
  const begin = performance.now();
  const engine = createEngine({
    tenantId,
    nodeId: `bench_${process.pid}`,
    store: database.store,
    phone,
    clock: centerClock(),
    ids: { next: nextCommandId },
    // The documents were written as core wants them.
    parseConfiguration: (kind, id, document) => ({ kind, id, document, parsed: document }) as ConfigurationChange,
    log: { info: () => undefined, warn: complain, error: complain },
    leaseMs: 600_000,
  });
  await engine.start();
  return {
    engine,
    phone,
    loadMs: performance.now() - begin,
    stop: async () => {
      await engine.stop();
      await database.close();
    },
  };
}

function complain(message: string, attributes?: Readonly<Record<string, unknown>>): void {
  process.stderr.write(`${message} ${JSON.stringify(attributes ?? {})}\n`);
}

let commandCount = 0;

/** 26 characters, as in production. Legs are named after the command that made them: `leg_<command><number>`. */
function nextCommandId(): string {
  commandCount += 1;
  return String(commandCount).padStart(26, 'b');
}

const commandOfLeg = (legId: string): string => legId.slice('leg_'.length, 'leg_'.length + 26);

/** Agents from one index up to, not including, another. */
export interface AgentRange {
  readonly from: number;
  readonly to: number;
}

function setPresence(
  { engine }: EngineUnderLoad,
  index: number,
  presence: string,
  id = nextCommandId(),
): Promise<unknown> {
  const body = { kind: 'set_presence', agentId: agentIdOf(index), presence, reason: null } as const;
  return engine.submit(body, { actor: 'bench', id });
}

/** Everybody steps away; whoever is being rung for them is rung on. */
export async function stepAway(under: EngineUnderLoad, agents: AgentRange): Promise<void> {
  const answers: Promise<unknown>[] = [];
  for (let index = agents.from; index < agents.to; index += 1) answers.push(setPresence(under, index, 'away'));
  await Promise.all(answers);
}

/**
 * All agents become ready as fast as they are taken, at most `inFlightMax` at a time unanswered. Resolves with the
 * milliseconds until the last dial was asked for.
 */
export async function becomeReadyAtOnce(
  under: EngineUnderLoad,
  agents: AgentRange,
  inFlightMax: number,
): Promise<number> {
  let next = agents.from;
  const begin = performance.now();
  async function runOne(): Promise<void> {
    while (next < agents.to) {
      next += 1;
      await setPresence(under, next - 1, 'available');
    }
  }
  await Promise.all(Array.from({ length: inFlightMax }, runOne));
  return performance.now() - begin;
}

/**
 * Agents become ready at a fixed rate, whether or not the answers keep up. Resolves with the milliseconds from the moment
 * each was to become ready to the dial.
 */
export async function becomeReadyAtRate(
  under: EngineUnderLoad,
  agents: AgentRange,
  perSecond: number,
): Promise<readonly number[]> {
  const wantedAt = new Map<string, number>();
  const timesMs: number[] = [];
  under.phone.onDial = (legId) => {
    const at = wantedAt.get(commandOfLeg(legId));
    if (at !== undefined) timesMs.push(performance.now() - at);
  };
  const answers: Promise<unknown>[] = [];
  const begin = performance.now();
  for (let index = agents.from; index < agents.to;) {
    const dueAt = begin + ((index - agents.from) * 1_000) / perSecond;
    if (dueAt > performance.now()) {
      await pause(1);
      continue;
    }
    const id = nextCommandId();
    wantedAt.set(id, dueAt);
    answers.push(setPresence(under, index, 'available', id));
    index += 1;
  }
  await Promise.all(answers);
  under.phone.onDial = () => undefined;
  return timesMs;
}
