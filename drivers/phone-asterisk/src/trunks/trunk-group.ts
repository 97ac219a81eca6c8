import { chooseTrunk, type TrunkChoice } from './choose-trunk.ts';
import { fullBucket, takeToken, type TokenBucket, type TokenRate, tokenWaitMs } from './token-bucket.ts';
import { type CallInReading, plainReading, type Trunk } from './trunk.ts';

/** A trunk as an operator may want to see it. */
export interface TrunkHealth {
  readonly name: string;
  readonly callCount: number;
  /** Most calls at a time; null where no limit is set. */
  readonly callCountMax: number | null;
  /** It failed a moment ago and is passed over while there is another one. */
  readonly isResting: boolean;
}

interface Line {
  readonly trunk: Trunk;
  readonly rate: TokenRate | null;
  readonly channelIds: Set<string>;
  bucket: TokenBucket | null;
  restsUntilAt: number;
}

/** How long a trunk that failed is passed over while another one can be taken, milliseconds. */
const REST_MS = 10_000;

/** The trunks of a centre: who is on them, their pace, and which of them failed a moment ago. */
export class TrunkGroup {
  readonly #lines: readonly Line[];
  readonly #random: () => number;

  constructor(trunks: readonly Trunk[], random: () => number) {
    this.#lines = trunks.map((trunk) => ({
      trunk,
      rate: trunk.callsPerSecond === null ? null : rateOf(trunk.callsPerSecond),
      channelIds: new Set(),
      bucket: null,
      restsUntilAt: 0,
    }));
    this.#random = random;
  }

  get names(): readonly string[] {
    return this.#lines.map(({ trunk }) => trunk.name);
  }

  /** How a trunk writes the numbers of calls in. Calls from elsewhere, as from a dialplan of somebody's own, are read as E.164. */
  readingOf(name: string): CallInReading {
    return this.#lines.find(({ trunk }) => trunk.name === name)?.trunk.callsIn ?? plainReading;
  }

  /** Chooses a trunk for a new call and takes a place on it under the channel's id. */
  take(channelId: string, triedNames: ReadonlySet<string>, now: number): TrunkChoice {
    const standings = this.#lines.map((line) => ({
      trunk: line.trunk,
      callCount: line.channelIds.size,
      waitMs: line.rate === null ? 0 : tokenWaitMs(bucketOf(line, line.rate, now), line.rate, now),
      isResting: now < line.restsUntilAt,
    }));
    const choice = chooseTrunk(standings, triedNames, this.#random());
    if (choice.kind === 'take') this.#occupy(choice.trunk.name, channelId, now);
    return choice;
  }

  /** Counts a call that is there already, by the channel's name (`PJSIP/trunk-00000001`). */
  adopt(channelId: string, channelName: string): void {
    const name = endpointOf(channelName);
    this.#lines.find(({ trunk }) => trunk.name === name)?.channelIds.add(channelId);
  }

  /** The call is over; its place is free. */
  release(channelId: string): void {
    for (const line of this.#lines) line.channelIds.delete(channelId);
  }

  /** The trunk failed: for a while others come first. */
  rest(name: string, now: number): void {
    for (const line of this.#lines) if (line.trunk.name === name) line.restsUntilAt = now + REST_MS;
  }

  /** What an operator may want to see. */
  standings(now: number): readonly TrunkHealth[] {
    return this.#lines.map(({ trunk, channelIds, restsUntilAt }) => ({
      name: trunk.name,
      callCount: channelIds.size,
      callCountMax: trunk.callCountMax,
      isResting: now < restsUntilAt,
    }));
  }

  #occupy(name: string, channelId: string, now: number): void {
    for (const line of this.#lines) {
      if (line.trunk.name !== name) continue;
      line.channelIds.add(channelId);
      if (line.rate !== null) line.bucket = takeToken(bucketOf(line, line.rate, now), line.rate, now) ?? line.bucket;
    }
  }
}

/** Name of the endpoint a channel belongs to. */
export function endpointOf(channelName: string): string {
  return channelName.replace(/^[^/]*\//u, '').replace(/-[0-9a-f]+$/u, '');
}

/** One second's worth of calls may be made at once. */
function rateOf(callsPerSecond: number): TokenRate {
  return { perSecond: callsPerSecond, burst: Math.max(1, callsPerSecond) };
}

function bucketOf(line: Line, rate: TokenRate, now: number): TokenBucket {
  return (line.bucket ??= fullBucket(rate, now));
}
