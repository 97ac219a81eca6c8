import { CoreBench, aQueue, aService, anAgent } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import type { DialAheadRule } from '../contact-center/configuration.ts';

const AGENT_COUNT = 30;
const TALK_MEAN_MS = 150_000;
const RUN_MS = 1_800_000;

/** What came of a time in which there was always somebody to ring. */
interface Outcome {
  /** The share of the agents' time that was spent talking. */
  readonly talkRatio: number;
  readonly connectedCount: number;
  /** Of those who pressed 1. */
  readonly lateRatio: number;
  readonly waitMeanMs: number;
}

/** Lehmer's generator with Park and Miller's numbers: the same time every time. */
function drawsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/**
 * Thirty agents, conversations of two and a half minutes, exponential; seven of ten customers answer after 4 to 14 s and press 1
 * three seconds later, the others ring out. Written without the code under test: it only hears what is rung and connected.
 */
class BusyTime {
  private readonly bench: CoreBench;
  private readonly draw: () => number;
  private readonly plan: { readonly at: number; readonly run: () => void }[] = [];
  private readonly confirmedAt = new Map<string, number>();
  private readonly waits: number[] = [];
  private talkMs = 0;
  private lostCount = 0;
  private dialsSeen = 0;
  private historySeen = 0;
  private askedCount = 0;
  private readonly endsAt: number;

  constructor(dialAhead: DialAheadRule | null, isReserved: boolean, seed: number) {
    this.draw = drawsFrom(seed);
    this.bench = new CoreBench({
      isChecked: false,
      queues: [aQueue({ expectedHandleMs: TALK_MEAN_MS })],
      services: [aService({ reserveAgent: isReserved, dialAhead, attemptsMax: 50 })],
      agents: Array.from({ length: AGENT_COUNT }, (_, index) =>
        anAgent({ id: `agt_${index}`, endpoint: { type: 'simulated', address: null, isAutoAccept: true } }),
      ),
    });
    this.endsAt = this.bench.now + RUN_MS;
  }

  run(): Outcome {
    const { bench } = this;
    for (let index = 0; index < AGENT_COUNT; index += 1) {
      bench.available(`agt_${index}`);
      this.follow();
    }
    while (bench.now < this.endsAt) {
      this.fillLine();
      this.plan.sort((a, b) => b.at - a.at);
      const next = this.plan.pop();
      if (next === undefined || next.at >= this.endsAt) break;
      bench.advance(next.at - bench.now);
      this.follow();
      next.run();
      this.follow();
    }
    return this.result();
  }

  private result(): Outcome {
    const lateCount = this.waits.filter((waitMs) => waitMs > 5_000).length + this.lostCount;
    return {
      talkRatio: this.talkMs / (AGENT_COUNT * RUN_MS),
      connectedCount: this.waits.length,
      lateRatio: lateCount / (this.waits.length + this.lostCount),
      waitMeanMs: this.waits.reduce((sum, waitMs) => sum + waitMs, 0) / this.waits.length,
    };
  }

  private fillLine(): void {
    while (this.bench.center.line('q_support').size < 5) {
      this.askedCount += 1;
      this.bench.request({ phoneNumber: `+1202${String(5_000_000 + this.askedCount)}` });
      this.follow();
    }
  }

  private follow(): void {
    const { dials } = this.bench.phone;
    for (; this.dialsSeen < dials.length; this.dialsSeen += 1) {
      const dial = dials[this.dialsSeen];
      if (dial?.target.kind === 'number') this.planCustomer(dial.legId);
    }
    const { history } = this.bench;
    for (; this.historySeen < history.length; this.historySeen += 1) {
      const entry = history[this.historySeen];
      if (entry?.type === 'callback.connected') this.connected(entry.itemId ?? '');
      else if (entry?.type === 'callback.attempt_ended' && entry.detail['outcome'] === 'unattended_answer')
        this.lostCount += 1;
    }
  }

  private after(ms: number, run: () => void): void {
    this.plan.push({ at: Math.round(this.bench.now + ms), run });
  }

  private planCustomer(legId: string): void {
    const { bench } = this;
    const itemId = bench.center.legs.get(legId)?.itemId ?? '';
    if (this.draw() >= 0.7) {
      this.after(20_000, () => bench.customerEnds(itemId, { q850Cause: 19 }));
      return;
    }
    this.after(4_000 + this.draw() * 10_000, () => {
      bench.customerAnswers(itemId);
      this.after(3_000, () => {
        this.confirmedAt.set(itemId, bench.now);
        bench.customerPresses(itemId, '1');
      });
    });
  }

  private connected(itemId: string): void {
    const { bench } = this;
    this.waits.push(bench.now - (this.confirmedAt.get(itemId) ?? bench.now));
    const talkMs = -Math.log(1 - this.draw()) * TALK_MEAN_MS;
    this.talkMs += Math.min(talkMs, this.endsAt - bench.now);
    this.after(talkMs, () => {
      bench.customerEnds(itemId);
      bench.do({ kind: 'wrap_up', itemId, disposition: 'resolved', note: null });
    });
  }
}

describe('a time with always somebody to ring', () => {
  const rule = { waitTargetMs: 5_000, lateRatioMax: 0.03 };

  test('[D4][D2] dialled ahead: agents talk more than with a reserved agent, and waits stay under their limits', () => {
    const ahead = new BusyTime(rule, false, 7).run();
    const reserved = new BusyTime(rule, true, 7).run();
    expect(ahead.lateRatio).toBeLessThanOrEqual(0.03);
    expect(ahead.waitMeanMs).toBeLessThan(5_000);
    expect(ahead.talkRatio).toBeGreaterThan(reserved.talkRatio + 0.02);
    expect(reserved.lateRatio).toBe(0);
    expect(reserved.waitMeanMs).toBe(0);
  });
});
