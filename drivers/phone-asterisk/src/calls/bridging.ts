import { requests } from '../ari/requests.ts';
import { type Exchange, isDone } from './exchange.ts';
import type { Leg } from './leg-book.ts';
import type { MachineTones } from './machine-tones.ts';
import type { Playing } from './playing.ts';

/** Connects legs with each other, and takes them apart. */
export class Bridging {
  readonly #exchange: Exchange;
  readonly #playing: Playing;
  readonly #machineTones: MachineTones;

  constructor(exchange: Exchange, playing: Playing, machineTones: MachineTones) {
    this.#exchange = exchange;
    this.#playing = playing;
    this.#machineTones = machineTones;
  }

  /** All in one request, so that nobody sits alone; one by one only where the engine refuses that. */
  async bridge(bridgeId: string, legIds: readonly string[]): Promise<void> {
    const { book, ask, application } = this.#exchange;
    const legs = legIds.flatMap((legId) => book.find(legId) ?? []);
    if (legs.length === 0) return;
    await Promise.all(legs.map((leg) => this.#playing.silence(leg)));
    for (const leg of legs) this.#machineTones.stop(leg);
    // 409 is a repeat: the bridge is there.
    await ask(requests.createBridge(bridgeId, application));
    for (const leg of legs) leg.bridgeId = bridgeId;
    const all = legs.map(({ channelId }) => channelId);
    if (!isDone(await ask(requests.addToBridge(bridgeId, all)))) await this.#addOneByOne(bridgeId, legs);
    // A leg that ended meanwhile may have been the last one.
    if (!legs.some((leg) => leg.bridgeId === bridgeId && book.find(leg.id) === leg)) await this.unbridge(bridgeId);
  }

  /** The legs live on, each by itself. */
  async unbridge(bridgeId: string): Promise<void> {
    for (const leg of this.#exchange.book.living()) if (leg.bridgeId === bridgeId) leg.bridgeId = null;
    await this.#exchange.ask(requests.removeBridge(bridgeId));
  }

  async #addOneByOne(bridgeId: string, legs: readonly Leg[]): Promise<void> {
    const { ask, log } = this.#exchange;
    for (const leg of legs) {
      const response = await ask(requests.addToBridge(bridgeId, [leg.channelId]));
      if (isDone(response)) continue;
      leg.bridgeId = null;
      log.warn('a leg did not come into its bridge', { status: response.status });
    }
  }
}
