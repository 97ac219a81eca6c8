import { parseArgs } from 'node:util';
import { seeded } from '@ringback/testkit';
import type { SipPeer } from '@ringback/testkit/sip';
import { centreConfiguration } from './centre-configuration.ts';
import { liveThrough, type CrashLife } from './crash-life.ts';
import { AGENT_ID, AGENT_NUMBER, openPeople } from './crash-people.ts';
import { planCrashes, type CrashPlan } from './crash-plan.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';

/** A centre whose server can be killed, and the people on the telephones. */
export interface CrashCentre {
  readonly centre: PhoneCentre;
  readonly peer: SipPeer;
  close(): Promise<void>;
}

/** Opens one. Its retries are quick, and nobody gives up while a server starts slowly. */
export async function openCrashCentre(): Promise<CrashCentre> {
  const peer = await openPeople(() => centre.sipPort);
  const policy = {
    holdCapMs: 300_000,
    offerTimeoutMs: 120_000,
    confirm: { timeoutMs: 60_000 },
    attempts: { max: 10, ringMs: 40_000, spacingMs: 500, perOutcome: { network_failure: { retryAfterMs: 500 } } },
  };
  const centre: PhoneCentre = await openPhoneCentre({
    trunks: [{ name: 'carrier', port: peer.port }],
    deskAgentIds: [],
    configuration: centreConfiguration(
      [{ id: 'svc_all', number: '+12025550190', policy }],
      [{ id: AGENT_ID, autoAccept: false, number: AGENT_NUMBER }],
    ),
  });
  return {
    centre,
    peer,
    async close() {
      await centre.close();
      peer.close();
    },
  };
}

/** Goes through the plans one after the other, on one folder and one engine. */
export async function crashThrough(
  { centre, peer }: CrashCentre,
  plans: readonly CrashPlan[],
  onLife: (life: CrashLife, index: number) => void = () => undefined,
  limitMs = Number.POSITIVE_INFINITY,
): Promise<readonly CrashLife[]> {
  const lives: CrashLife[] = [];
  const startedAtMs = performance.now();
  for (const [index, plan] of plans.entries()) {
    if (performance.now() - startedAtMs > limitMs) break;
    const number = `+1202556${String(1000 + index)}`;
    const life = await liveThrough(centre, peer, number, plan);
    lives.push(life);
    onLife(life, index);
  }
  return lives;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { count: { type: 'string' }, seed: { type: 'string' }, minutes: { type: 'string' } },
  });
  const [count, seed] = [Number(values.count ?? 100), Number(values.seed ?? Math.floor(Math.random() * 1e9))];
  const limitMs = Number(values.minutes ?? 120) * 60_000;
  console.log(`seed ${seed}, ${count} deaths`);
  const plans = planCrashes(count, seeded(seed));
  const crashCentre = await openCrashCentre();
  const startedAtMs = performance.now();
  try {
    const lives = await crashThrough(crashCentre, plans, (life, index) => console.log(lineOf(life, index)), limitMs);
    console.log(summaryOf(lives, performance.now() - startedAtMs));
    process.exitCode = lives.some(({ broken }) => broken.length > 0) ? 1 : 0;
  } finally {
    await crashCentre.close();
  }
}

function lineOf({ plan, isAsPlanned, stateAtDeath, attemptOutcomes, ringCount, awayMs, broken }: CrashLife, n: number) {
  const facts = `${attemptOutcomes.join(', ')}; ${ringCount} rings; away ${awayMs} ms`;
  const where = `${plan}${isAsPlanned ? '' : ' (not reached)'}, ${stateAtDeath ?? 'not acknowledged'}`;
  return [`${n + 1}  ${where}: ${facts}`, ...broken.map((line) => `BROKEN ${line}`)].join('\n');
}

function summaryOf(lives: readonly CrashLife[], durationMs: number): string {
  const sum = (of: (life: CrashLife) => number): number => lives.reduce((total, life) => total + of(life), 0);
  const away = lives.map(({ awayMs }) => awayMs).toSorted((a, b) => a - b);
  return [
    '',
    `deaths ${lives.length}, as planned ${sum(({ isAsPlanned }) => Number(isAsPlanned))}`,
    `attempts ${sum(({ attemptCount }) => attemptCount)}, rings ${sum(({ ringCount }) => ringCount)}`,
    `away, median and longest: ${away[Math.floor(away.length / 2)] ?? 0} ms, ${away.at(-1) ?? 0} ms`,
    `the whole run ${Math.round(durationMs / 1000)} s`,
    `broken promises ${sum(({ broken }) => broken.length)}`,
  ].join('\n');
}

if (import.meta.main) await main();
