/** How the line sounds, from what the browser counts. */
export interface CallQuality {
  /** Share of packets that did not arrive, 0 to 1. */
  readonly lossRatio: number;
  readonly jitterMs: number;
  /** Null until the first report of the far end. */
  readonly roundTripMs: number | null;
  /** Mean opinion score, 1 (bad) to 4.5 (best). */
  readonly opinionScore: number;
}

/** Impairment by delay and loss is taken from this best value of narrow-band speech (ITU-T G.107, default values). */
const BEST_RATING = 93.2;

/** Robustness of G.711 with concealment of lost packets (ITU-T G.113, appendix I). */
const LOSS_ROBUSTNESS = 25.1;

/** Delay in the codec and the play-out buffer beside the network's, milliseconds. */
const DEVICE_DELAY_MS = 40;

/**
 * Rating factor R of the E-model (ITU-T G.107, simplified for one codec without echo): 0 to 93.2. `lossRatio` 0 to 1, delay
 * from mouth to ear in milliseconds.
 */
export function ratingFactor(lossRatio: number, delayMs: number): number {
  const delayImpairment = 0.024 * delayMs + (delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0);
  const lossPercent = lossRatio * 100;
  const lossImpairment = (95 * lossPercent) / (lossPercent + LOSS_ROBUSTNESS);
  return Math.max(0, BEST_RATING - delayImpairment - lossImpairment);
}

/** Mean opinion score of a rating factor (ITU-T G.107, annex B). */
export function opinionScoreOf(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  return 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
}

type Counts = Readonly<Record<string, unknown>>;
const numberOf = (counts: Counts, name: string): number | null => {
  const value = counts[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** Reads the browser's statistics (W3C webrtc-stats) of one call. Null before the first packet. */
export function readQuality(reports: Iterable<Counts>): CallQuality | null {
  let received: Counts | null = null;
  let roundTripMs: number | null = null;
  for (const report of reports) {
    if (report['type'] === 'inbound-rtp' && report['kind'] === 'audio') received = report;
    const roundTripS =
      report['type'] === 'candidate-pair' || report['type'] === 'remote-inbound-rtp'
        ? (numberOf(report, 'currentRoundTripTime') ?? numberOf(report, 'roundTripTime'))
        : null;
    if (roundTripS !== null) roundTripMs = roundTripS * 1_000;
  }
  const packetCount = received === null ? 0 : (numberOf(received, 'packetsReceived') ?? 0);
  if (received === null || packetCount === 0) return null;
  const lostCount = Math.max(0, numberOf(received, 'packetsLost') ?? 0);
  const lossRatio = lostCount / (lostCount + packetCount);
  const jitterMs = (numberOf(received, 'jitter') ?? 0) * 1_000;
  const delayMs = (roundTripMs ?? 0) / 2 + jitterMs + DEVICE_DELAY_MS;
  return { lossRatio, jitterMs, roundTripMs, opinionScore: opinionScoreOf(ratingFactor(lossRatio, delayMs)) };
}
