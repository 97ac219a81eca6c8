import { rmSync } from 'node:fs';
import type { ConfigurationChange } from '@ringback/core';
import {
  type AriAddress,
  createAsteriskPhone,
  type EngineSettings,
  type InstalledEngine,
  loopbackNetwork,
  loopbackPortCount,
  loopbackTrunk,
  plainTrunk,
  startEngine,
  usualTimers,
} from '@ringback/driver-phone-asterisk';
import { createEngine, type Engine } from '@ringback/engine';
import { aQueue, aRequest, aService, anAgent, changesOf, createMemoryStore, until } from '@ringback/testkit';
import { freePorts, type PhonePrograms, type SippBehaviour, startSipp } from '@ringback/testkit/sip';
import { agentIdOf, phoneNumberOf } from '../decide/big-center.ts';
import { type EventLatencies, listenForLatencies } from './event-latency.ts';
import { ownProcessorMs, treeProcessorMs } from './processor-time.ts';
import { wallClock } from './wall-clock.ts';
import { watchPhone, type WatchedPhone } from './watched-phone.ts';

/** The programs that play here. */
export interface Programs {
  readonly engine: InstalledEngine;
  readonly phones: PhonePrograms;
}

/** Who is at the other ends, and how many answer them. */
export interface CallCenterOptions {
  readonly customers: SippBehaviour;
  readonly agents: SippBehaviour;
  readonly agentCount: number;
}

/** Processor time used so far, milliseconds. */
export interface ProcessorUse {
  readonly asteriskMs: number;
  /** This process: rules, engine room, driver, and the requests that are made. */
  readonly nodeMs: number;
}

/** A contact centre on a real Asterisk whose customers and agents' phones are two SIPp. */
export interface CallCenter {
  readonly phone: WatchedPhone;
  readonly latencies: EventLatencies;
  readonly ari: AriAddress;
  /** Asks for a callback to a number that nobody used here. */
  readonly requestCallback: () => Promise<void>;
  /** How many callbacks have come to their end since the start, by their outcome. */
  readonly endedCount: (outcome: string) => number;
  /** What the engine room and the driver warned of. */
  readonly warnings: () => readonly string[];
  readonly processorUse: () => ProcessorUse;
  readonly stop: () => Promise<void>;
}

const SPEECH_PORT_COUNT = 1_200;
const ARI = { user: 'ringback', password: 'bench-only', application: 'ringback' } as const;
/** Endpoints of the engine: the way to customers, and the one telephone that stands for all agents'. */
const CUSTOMERS = 'customers';
const AGENTS = 'agents';
const READY_WITHIN_MS = 20_000;

/** Starts far ends, Asterisk, driver and engine room; all agents are available when it resolves. */
export async function openCallCenter(programs: Programs, options: CallCenterOptions): Promise<CallCenter> {
  const ending: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ending.toReversed()) await end();
    ending.length = 0;
  };
  try {
    const [customers, agents] = [
      await startSipp(programs.phones, options.customers, { isLoad: true }),
      await startSipp(programs.phones, options.agents, { isLoad: true }),
    ];
    ending.push(customers.stop, agents.stop);
    const settings = engineSettings(
      { customers: customers.port, agents: agents.port },
      await freePorts(loopbackPortCount(SPEECH_PORT_COUNT)),
    );
    const asterisk = await startEngine({ engine: programs.engine, settings });
    ending.push(async () => {
      await asterisk.stop();
      rmSync(asterisk.runFolder, { recursive: true, force: true });
    });
    const room = await openEngineRoom(asterisk.url, options.agentCount);
    ending.push(room.stop);
    return {
      ...room,
      ari: { url: asterisk.url, user: ARI.user, password: ARI.password },
      processorUse: () => ({ asteriskMs: treeProcessorMs(asterisk.pid), nodeMs: ownProcessorMs() }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function engineSettings(ports: { customers: number; agents: number }, firstPort: number): EngineSettings {
  return {
    network: loopbackNetwork(firstPort, SPEECH_PORT_COUNT),
    tls: null,
    ari: ARI,
    trunks: [wayTo(CUSTOMERS, ports.customers), wayTo(AGENTS, ports.agents)],
    agents: [],
    timers: usualTimers,
  };
}

function wayTo(name: string, port: number): EngineSettings['trunks'][number] {
  return loopbackTrunk({ name, port, callerId: '+12025550199', codecs: ['ulaw'] });
}

type EngineRoom = Omit<CallCenter, 'ari' | 'processorUse'>;

async function openEngineRoom(url: string, agentCount: number): Promise<EngineRoom> {
  const latencies = listenForLatencies();
  const warnings: string[] = [];
  const warn = (message: string, attributes: Readonly<Record<string, unknown>> = {}): void =>
    void warnings.push(`${message} ${JSON.stringify(attributes)}`);
  const log = { info: () => undefined, warn, error: warn };
  const phone = watchPhone(
    createAsteriskPhone({
      url,
      ...ARI,
      trunks: [plainTrunk(CUSTOMERS)],
      agentEndpoint: () => AGENTS,
      clock: wallClock,
      log,
      random: Math.random,
      openSocket: latencies.openSocket,
    }),
  );
  const engine = createEngine({
    tenantId: 'main',
    nodeId: `bench_${process.pid}`,
    store: createMemoryStore(),
    phone,
    clock: wallClock,
    ids: { next: nextCommandId },
    // The documents were written as core wants them.
    parseConfiguration: (kind, id, document) => ({ kind, id, document, parsed: document }) as ConfigurationChange,
    log,
  });
  const endedCounts = countEnds(engine);
  try {
    await engine.start();
    await staff(engine, agentCount);
  } catch (error) {
    await engine.stop();
    throw new Error(`the engine room did not begin: ${warnings.slice(0, 5).join('; ')}`, { cause: error });
  }
  let requestCount = 0;
  return {
    phone,
    latencies,
    warnings: () => warnings,
    endedCount: (outcome) => endedCounts.get(outcome) ?? 0,
    requestCallback: async () => {
      requestCount += 1;
      const request = aRequest({ phoneNumber: phoneNumberOf(requestCount) });
      const reply = await engine.submit({ kind: 'request_callback', request }, { actor: 'bench' });
      if (!reply.ok) throw new Error(`a callback was refused: ${reply.rejection.detail}`);
    },
    stop: () => engine.stop(),
  };
}

function countEnds(engine: Engine): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  engine.onHistory((entries) => {
    for (const { type, detail } of entries) {
      if (type !== 'callback.closed') continue;
      const outcome = String(detail['outcome']);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  });
  return counts;
}

/** Customers are rung and connected at once; agents take every offer and are free again when they hang up. */
async function staff(engine: Engine, agentCount: number): Promise<void> {
  await until('the engine room decides', async () => engine.role() === 'writer', READY_WITHIN_MS);
  const changes = changesOf({
    queues: [aQueue()],
    services: [aService({ isConfirmRequired: false, wrapUpMs: 0, hoursId: null })],
    agents: Array.from({ length: agentCount }, (_, index) =>
      anAgent({
        id: agentIdOf(index),
        name: `Agent ${index}`,
        endpoint: { type: 'softphone', address: null, isAutoAccept: true },
      }),
    ),
  });
  const actor = 'bench';
  const configured = await engine.submit({ kind: 'configure', changes }, { actor });
  if (!configured.ok) throw new Error(`the configuration was refused: ${configured.rejection.detail}`);
  for (let index = 0; index < agentCount; index += 1)
    await engine.submit(
      { kind: 'set_presence', agentId: agentIdOf(index), presence: 'available', reason: null },
      { actor },
    );
}

let commandCount = 0;

/** 26 characters, as in production. */
function nextCommandId(): string {
  commandCount += 1;
  return String(commandCount).padStart(26, 'b');
}
