/** A request for a callback as it was sent, with the key that makes a repeat of it harmless. */
export interface SentRequest {
  readonly idempotencyKey: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the server acknowledged about a callback: it may never forget it. */
export interface Acknowledged {
  readonly id: string;
  readonly sent: SentRequest;
  readonly phoneNumber: string;
  readonly arrivedAt: string;
  readonly scheduledFor: string | null;
  readonly promise: { readonly from: string; readonly to: string } | null;
  /** An action that moves it was sent; what it says then is no longer what it said first. */
  isMoved: boolean;
  /** Once seen closed it stays so, with the same outcome. */
  outcome: string | null;
  cancel: 'none' | 'sent' | 'acknowledged';
  /** When the cancellation was acknowledged, epoch milliseconds of this machine. */
  cancelledAt: number | null;
}

/** Everything that was told to us, and what we sent without being told. */
export class Ledger {
  readonly acknowledged = new Map<string, Acknowledged>();
  /** Sent, and the connection broke before an answer. Made or not made, but never twice. */
  readonly unanswered = new Map<string, SentRequest>();
  /** The presence of each agent that was acknowledged last; two where a change got no answer. */
  readonly presences = new Map<string, readonly string[]>();
  /** Held places: hold id to the start of the slot. */
  readonly holds = new Map<string, string>();
  /** Promises that were seen broken while the load ran. */
  readonly broken: string[] = [];
  private numberCount = 0;

  /** Notes a callback that was acknowledged. A repeat of it changes nothing. */
  add(entry: Pick<Acknowledged, 'id' | 'sent' | 'phoneNumber' | 'arrivedAt' | 'scheduledFor' | 'promise'>): void {
    this.unanswered.delete(entry.sent.idempotencyKey);
    if (!this.acknowledged.has(entry.id))
      this.acknowledged.set(entry.id, { ...entry, isMoved: false, outcome: null, cancel: 'none', cancelledAt: null });
  }

  /** Those not yet seen closed. */
  open(): Acknowledged[] {
    return [...this.acknowledged.values()].filter(({ outcome }) => outcome === null);
  }

  /** A number that nobody else has: what rings there rings for one callback only, and the network's log can be read by it. */
  newNumber(): string {
    this.numberCount += 1;
    const seven = 2_000_000 + ((this.numberCount * 7_919) % 6_999_999);
    return `+1212${seven}`;
  }
}
