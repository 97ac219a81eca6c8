import { ariStatus } from '../ari/messages.ts';
import { requests } from '../ari/requests.ts';
import type { Exchange } from './exchange.ts';

/** Is the engine the one that was there at the connection before, or another, with which no call of ours has begun? */
export type Sameness = 'same' | 'another' | 'unknown';

/** Tells at each connection whether the engine was started anew since the one before. */
export class EngineLife {
  #startedAt: string | null = null;

  /** Asks since when the engine runs. Rejects when it does not answer. */
  async compare({ askOnce }: Pick<Exchange, 'askOnce'>): Promise<Sameness> {
    const before = this.#startedAt;
    const answer = ariStatus.safeParse((await askOnce(requests.status())).body);
    this.#startedAt = answer.data?.status.startup_time ?? null;
    if (before === null || this.#startedAt === null) return 'unknown';
    return before === this.#startedAt ? 'same' : 'another';
  }
}
