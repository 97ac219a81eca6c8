import { centreConfiguration } from './centre-configuration.ts';
import { failedLife, liveThrough, type CrashLife } from './crash-life.ts';
import { AGENT_ID, AGENT_NUMBER, openPeople } from './crash-people.ts';
import type { CrashPlan } from './crash-plan.ts';
import { openPhoneCentre, type PhoneCentre } from './phone-centre.ts';
import type { SipPeer } from '@ringback/testkit/sip';

/** A centre whose server can be killed, and the people on the telephones. */
export interface CrashCentre {
  readonly centre: PhoneCentre;
  readonly peer: SipPeer;
  close(): Promise<void>;
}

/** Opens one. Its retries are quick, and nobody gives up while a server starts slowly. */
export async function openCrashCentre(environment: Readonly<Record<string, string>> = {}): Promise<CrashCentre> {
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
    environment,
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

/**
 * Goes through the plans, each centre one after the other on its own folder and engine, the next plan to whoever is free. Gives the
 * lives in the order of the plans; no life begins after `limitMs`. A life that fails counts as broken, and its centre goes on with a
 * new server.
 */
export async function crashThrough(
  centres: readonly CrashCentre[],
  plans: readonly CrashPlan[],
  onLife: (life: CrashLife, planIndex: number) => void = () => undefined,
  limitMs = Number.POSITIVE_INFINITY,
): Promise<readonly CrashLife[]> {
  const lives: CrashLife[] = [];
  const startedAtMs = performance.now();
  const left = plans.entries();
  async function work({ centre, peer }: CrashCentre): Promise<void> {
    while (performance.now() - startedAtMs < limitMs) {
      const next = left.next();
      if (next.done === true) return;
      const [index, plan] = next.value;
      const number = `+1202556${String(1000 + index)}`;
      const life = await liveThrough(centre, peer, number, plan).catch((error: unknown) => goOn(centre, plan, error));
      lives[index] = life;
      onLife(life, index);
    }
  }
  await Promise.all(centres.map(work));
  return lives.filter((life) => life !== undefined);
}

async function goOn(centre: PhoneCentre, plan: CrashPlan, error: unknown): Promise<CrashLife> {
  await centre.server().kill();
  await centre.restart();
  return failedLife(plan, error);
}
